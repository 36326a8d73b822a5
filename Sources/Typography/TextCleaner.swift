/// Takes out of a text what a terminal would obey or stumble over.
struct TextCleaner {
  /// More marks on one character are a prank; ncurses draws no more.
  private static let mostMarks = 4
  /// The only emoji that tags say more about.
  private static let blackFlag: UInt32 = 0x1F3F4

  private let raw: String
  private let keepsLines: Bool
  private let keepsInvisibles: Bool

  init(_ raw: String, keepsLines: Bool, keepsInvisibles: Bool = false) {
    self.raw = raw
    self.keepsLines = keepsLines
    self.keepsInvisibles = keepsInvisibles
  }

  func cleaned() -> String {
    var raw = raw
    if keepsLines, raw.withUTF8({ $0.isPrintableASCII }) { return raw }
    let (isClean, composes) = raw.withUTF8 { look(at: UTF8Scalars(bytes: $0)) }
    if isClean, !composes { return raw }
    let text = raw.withUTF8 { rewritten(UTF8Scalars(bytes: $0)) }
    return composes ? NormalForm.composed(text) : text
  }

  /// Most text is fine as it is: whether this one is, and whether it may not be in normal form C.
  private func look(at scalars: UTF8Scalars) -> (isClean: Bool, composes: Bool) {
    var isClean = true
    var composes = false
    var offset = 0
    var afterBlank = !keepsLines
    while offset < scalars.count {
      let (scalar, end) = scalars.scalar(at: offset)
      offset = end
      if 0x21..<0x7F ~= scalar {
        afterBlank = false
        continue
      }
      if scalar == 0x20 {
        if afterBlank { isClean = false }
        afterBlank = !keepsLines
        continue
      }
      afterBlank = false
      switch action(for: scalar) {
      case .keep:
        let drawing = UnicodeTable.drawing(of: scalar)
        if drawing.contains(.composes) { composes = true }
        if UnicodeTable.properties(of: scalar).isAttached { isClean = false }
      case .newline where keepsLines && scalar == 0x0A: break
      case .tab where keepsLines: break
      default: isClean = false
      }
    }
    if !keepsLines, afterBlank, scalars.count > 0 { isClean = false }
    return (isClean, composes)
  }

  private func rewritten(_ scalars: UTF8Scalars) -> String {
    String(unsafeUninitializedCapacity: scalars.count) { buffer in
      var output = Output(buffer, keepsLines: keepsLines)
      var marks = Self.mostMarks
      var offset = 0
      var previous: UInt32 = 0
      while offset < scalars.count {
        let (scalar, end) = scalars.scalar(at: offset)
        let start = offset
        offset = end
        defer { previous = scalar }
        switch action(for: scalar) {
        case .drop where previous == Self.blackFlag && scalar.isTag:
          guard let flagEnd = flagEnd(scalars, at: start) else { continue }
          output.append(scalars, start..<flagEnd)
          offset = flagEnd
        case .drop:
          if scalar == 0x1B || scalar == 0x9B { offset = sequenceEnd(scalars, after: scalar, at: end) }
        case .blank: output.blank(0x20)
        case .tab: output.blank(0x09)
        case .newline:
          // CR LF is one line end.
          if scalar == 0x0D, end < scalars.count, scalars.bytes[end] == 0x0A { continue }
          output.blank(0x0A)
          marks = Self.mostMarks
        case .keep:
          if UnicodeTable.properties(of: scalar).isAttached {
            marks += 1
            if marks > Self.mostMarks { continue }
          } else {
            marks = 0
          }
          output.append(scalars, start..<end)
        case .replace: output.append([0xEF, 0xBF, 0xBD])
        }
      }
      return output.finish()
    }
  }

  /// Where the tags after a black flag end that make it the flag of a part of a country: its code, then U+E007F
  /// (UTS #51, ED-14a).
  /// - Returns: nil if it is no such code.
  private func flagEnd(_ scalars: UTF8Scalars, at start: Int) -> Int? {
    var offset = start
    var length = 0
    while offset < scalars.count {
      let (scalar, end) = scalars.scalar(at: offset)
      guard scalar.isTag else { return nil }
      if scalar == UInt32.lastTag { return 3...6 ~= length ? end : nil }
      length += 1
      offset = end
    }
    return nil
  }

  /// Where a control sequence such as `ESC [ 31 m` ends (ECMA-48, 5.4); its letters alone would read as noise.
  /// - Returns: the given offset where there is no complete sequence.
  private func sequenceEnd(_ scalars: UTF8Scalars, after introducer: UInt32, at offset: Int) -> Int {
    var end = offset
    if introducer == 0x1B {
      guard end < scalars.count, scalars.bytes[end] == UInt8(ascii: "[") else { return offset }
      end += 1
    }
    while end < scalars.count, 0x20...0x3F ~= scalars.bytes[end] { end += 1 }
    guard end < scalars.count, 0x40...0x7E ~= scalars.bytes[end] else { return offset }
    return end + 1
  }

  private enum Action {
    case keep, drop, blank, tab, newline, replace
  }

  private func action(for scalar: UInt32) -> Action {
    switch scalar {
    case 0x20: return .blank
    case 0x21..<0x7F: return .keep
    case 0x09: return .tab
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: return .newline
    case 0xAD, 0x200B: return keepsLines || keepsInvisibles ? .keep : .drop
    case 0x200E, 0x200F: return keepsInvisibles ? .keep : .drop
    case 0xFEFF, 0x206A...0x206F, 0xFFF9...0xFFFB: return .drop
    case 0x1680, 0x2000...0x2006, 0x2008...0x200A, 0x205F: return keepsLines ? .keep : .blank
    case 0xFDD0...0xFDEF: return .replace
    default:
      if scalar & 0xFFFE == 0xFFFE { return .replace }
      return UnicodeTable.drawing(of: scalar).contains(.unsafe) ? .drop : .keep
    }
  }
}

extension ScalarProperties {
  /// Marks, joiners and medial jamo: what may heap up on the character before.
  var isAttached: Bool { has(.joinsPrevious) && (lineBreak == .cm || lineBreak == .zwj || cells == 0) }
}

/// The clean text as it grows; never longer than the raw one but for U+FFFD, which stands for no fewer bytes.
private struct Output {
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  private let keepsLines: Bool
  private var count = 0
  private var pendingBlank = false

  init(_ buffer: UnsafeMutableBufferPointer<UInt8>, keepsLines: Bool) {
    self.buffer = buffer
    self.keepsLines = keepsLines
  }

  /// White space: as it is in lines, else at most one blank between others.
  mutating func blank(_ byte: UInt8) {
    if keepsLines { put(byte) } else if count > 0 { pendingBlank = true }
  }

  mutating func append(_ scalars: UTF8Scalars, _ range: Range<Int>) {
    space()
    for at in range { put(scalars.bytes[at]) }
  }

  mutating func append(_ bytes: [UInt8]) {
    space()
    for byte in bytes { put(byte) }
  }

  func finish() -> Int { count }

  private mutating func space() {
    guard pendingBlank else { return }
    pendingBlank = false
    put(0x20)
  }

  private mutating func put(_ byte: UInt8) {
    guard count < buffer.count else { return }
    buffer[count] = byte
    count &+= 1
  }
}
