import Typography

/// Plain text → Document.
///
/// What a text means is in its looks: `TextLine` tells what a line looks like by itself, `LinesLook` what lines look
/// like together, and `TextReading` cuts the text into blocks by both.
public enum TextReader {
  /// Reads a text, of which nothing is markup.
  /// - Parameter text: lines that end in newlines, as received.
  /// - Returns: the document, empty if there is nothing to read; the addresses in it are its links.
  public static func read(_ text: String) -> Document {
    var reading = TextReading(lines: TextLine.lines(of: TerminalText.lines(text)))
    var document = Document(blocks: reading.readBlocks().map(\.asProse))
    // The addresses stand in the text; numbers of the text's own mean other things.
    document.spellsLinks = true
    return document
  }
}

extension Block {
  /// The same with a link where an address stands in the text, and a blank for a tab.
  fileprivate var asProse: Block {
    switch self {
    case .heading(let level, let text): .heading(level: level, text.asProse)
    case .paragraph(let text): .paragraph(text.asProse)
    case .line(let text): .line(text.asProse)
    case .quote(let blocks): .quote(blocks.map(\.asProse))
    case .list(let list):
      .list(List(items: list.items.map { List.Item(marker: $0.marker, blocks: $0.blocks.map(\.asProse)) }))
    case .definitions(let definitions):
      .definitions(
        definitions.map { definition in
          switch definition {
          case .term(let text): .term(text.asProse)
          case .meaning(let blocks): .meaning(blocks.map(\.asProse))
          }
        })
    default: self
    }
  }
}

extension [Inline] {
  fileprivate var asProse: [Inline] {
    flatMap { inline -> [Inline] in
      guard case .text(let written, let style, nil) = inline else { return [inline] }
      let text = written.utf8.contains(0x09) ? written.replacing("\t", with: " ") : written
      return BareLinks.runs(text, style) ?? [.text(text, style)]
    }
  }
}
