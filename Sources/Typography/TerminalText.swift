/// Text from outside, made safe for a terminal.
public enum TerminalText {
  /// One line: NFC, control and bidi characters gone, runs of white space one blank, ends trimmed.
  public static func line(_ raw: String) -> String {
    TextCleaner(raw, keepsLines: false).cleaned()
  }

  /// One line for other programs: as `line`, but soft hyphens and left-to-right and right-to-left marks, which are part
  /// of what was written and harm nothing, stay.
  public static func value(_ raw: String) -> String {
    TextCleaner(raw, keepsLines: false, keepsInvisibles: true).cleaned()
  }

  /// Several lines: as `line`, but newlines, tabs and soft hyphens stay and blanks are not collapsed.
  ///
  /// Every kind of line end becomes a newline.
  public static func lines(_ raw: String) -> String {
    TextCleaner(raw, keepsLines: true).cleaned()
  }

  /// The form in which a cluster is drawn so that libc counts the same cells as `DisplayWidth`.
  ///
  /// Empty for a cluster of no cells. Emoji lose selectors and skin tones, a family becomes its first emoji, and
  /// what libc does not know becomes U+FFFD, with blanks up to the width.
  public static func drawable(_ cluster: Character) -> String {
    let utf8 = cluster.utf8
    if utf8.count == 1, let byte = utf8.first { return 0x20..<0x7F ~= byte ? String(cluster) : byte == 9 ? " " : "" }
    let scalars = cluster.unicodeScalars
    if let only = scalars.first, scalars.index(after: scalars.startIndex) == scalars.endIndex,
      UnicodeTable.drawing(of: only.value).isDisjoint(with: [.unsafe]),
      UnicodeTable.drawing(of: only.value).contains(.drawnAsIs)
    {
      return UnicodeTable.properties(of: only.value).cells == 0 ? "" : String(cluster)
    }
    return DrawableCluster(cluster).text
  }

  /// The text cut to a number of cells, with `…` where something was cut.
  public static func clipped(_ text: String, to cells: Int) -> String {
    guard cells > 0 else { return "" }
    var text = text
    text.makeContiguousUTF8()
    let whole = text
    let kept: Int? = text.withUTF8 { bytes in
      if bytes.count <= cells, bytes.allSatisfy({ 0x20..<0x7F ~= $0 }) { return nil }
      var clusters = ClusterScanner(bytes, of: whole)
      var sum = 0
      var kept = 0
      while clusters.next() {
        sum &+= clusters.cells
        if sum > cells { return kept }
        // Blanks before the mark would look like a gap.
        if sum < cells, clusters.properties.lineBreak != .sp { kept = clusters.end }
      }
      return nil
    }
    guard let kept else { return whole }
    let utf8 = whole.utf8
    return whole[..<utf8.index(utf8.startIndex, offsetBy: kept)] + "…"
  }
}

/// A cluster taken apart and put together as libc counts it.
private struct DrawableCluster {
  /// ncurses drops further marks.
  private static let mostMarks = 4

  private(set) var text = ""
  private var cells = 0
  private var marks = 0

  init(_ cluster: Character) {
    let wanted = DisplayWidth.cells(of: cluster)
    guard wanted > 0 else { return }
    let scalars = NormalForm.composed(String(cluster)).unicodeScalars
    let isEmoji = scalars.first.map { UnicodeTable.properties(of: $0.value).has(.pictographic) } ?? false
    for scalar in scalars {
      if isEmoji, cells > 0, scalar.value.isSkinTone { continue }
      if isEmoji, cells > 0, scalar.value == UInt32.joiner { break }
      add(scalar, wanted: wanted)
    }
    text += String(repeating: " ", count: max(0, wanted - cells))
  }

  private mutating func add(_ scalar: Unicode.Scalar, wanted: Int) {
    let value = scalar.value
    let drawing = UnicodeTable.drawing(of: value)
    let width = UnicodeTable.properties(of: value).cells
    if value.isRegionalIndicator {
      // libc counts one cell for half a flag.
      text.unicodeScalars.append(scalar)
      cells += 1
      return
    }
    if drawing.contains(.unsafe) || value.isVariationSelector || value == UInt32.joiner { return }
    if width == 0 {
      guard drawing.contains(.drawnAsIs), cells > 0, marks < Self.mostMarks else { return }
      marks += 1
      text.unicodeScalars.append(scalar)
    } else if cells + width <= wanted {
      text.unicodeScalars.append(drawing.contains(.drawnAsIs) ? scalar : "\u{FFFD}")
      cells += drawing.contains(.drawnAsIs) ? width : 1
    }
  }
}
