/// Properties of every code point: a two-stage table whose data, in `UnicodeTable.swift`, is generated.
///
/// The data are string literals because those compile in no time and need no work at start.
package enum UnicodeTable {
  package static let blockSize = 64
  /// The table ends after the ideographs in use, and goes on with the tag characters and variation selectors.
  package static let planeEnd: UInt32 = 0x32400
  package static let tagsStart: UInt32 = 0xE0000
  package static let tagsEnd: UInt32 = 0xE0200
  /// The letters that stand for numbers: `$` to `~`, so that a raw literal needs no escapes.
  package static let firstLetter: UInt8 = 0x24
  package static let letterCount = 0x7F - 0x24

  @inline(__always)
  static func properties(of scalar: UInt32) -> ScalarProperties {
    guard let position = position(of: scalar) else { return distant(scalar).properties }
    return ScalarProperties(rawValue: kinds[number(at: position, index: index, blocks: blocks)])
  }

  @inline(__always)
  static func drawing(of scalar: UInt32) -> DrawingTraits {
    guard let position = position(of: scalar) else { return distant(scalar).drawing }
    let number = number(at: position, index: drawingIndex, blocks: drawingBlocks)
    return DrawingTraits(rawValue: UInt8(truncatingIfNeeded: number))
  }

  /// A code point's place in the table; nil where whole planes are alike.
  @inline(__always)
  private static func position(of scalar: UInt32) -> Int? {
    if scalar < planeEnd { return Int(scalar) }
    if tagsStart..<tagsEnd ~= scalar { return Int(scalar &- tagsStart &+ planeEnd) }
    return nil
  }

  /// The generator writes both literals to the length that every position needs.
  @inline(__always)
  private static func number(at position: Int, index: StaticString, blocks: StaticString) -> Int {
    let pair = index.utf8Start + (position / blockSize) &* 2
    let block = Int(pair[0] &- firstLetter) &* letterCount &+ Int(pair[1] &- firstLetter)
    return Int(blocks.utf8Start[block &* blockSize &+ position % blockSize] &- firstLetter)
  }

  private static func distant(_ scalar: UInt32) -> Distant {
    switch scalar {
    case ..<0x40000: ideographs
    case ..<tagsStart: unassigned
    case ..<0xE1000: ignorable
    case ..<0xF0000: unassigned
    default: scalar & 0xFFFE == 0xFFFE ? unassigned : privateUse
    }
  }

  /// What all code points of a range far up have in common.
  struct Distant {
    var properties: ScalarProperties
    var drawing: DrawingTraits

    init(_ properties: UInt16, _ drawing: UInt8) {
      self.properties = ScalarProperties(rawValue: properties)
      self.drawing = DrawingTraits(rawValue: drawing)
    }
  }
}
