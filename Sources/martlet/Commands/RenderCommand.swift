import ArgumentParser
import ArticleDocument
import ArticleLayout
import FeedModel
import FeedParsing
import Glibc
import ReaderStore

/// One article as plain text.
struct RenderCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case html, text }

  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Reflow one article, HTML or plain text, to a number of columns.")

  @OptionGroup var data: DataOptions
  @Argument(help: "The file; - is the standard input.")
  var file: String
  @Option(help: "Columns, 1 to 1000000; the terminal's own, or 80.")
  var width: Int?
  @Option(help: "What the file is; told by its name and content if not given.")
  var format: Format?

  @Flag(help: "Draw bullets, bars and rules in ASCII.")
  var ascii = false
  @Flag(help: "Divide words, by the dictionary of the page's language.")
  var hyphenate = false
  @Flag(help: "Widen the gaps between words so that lines end in one column.")
  var justify = false
  @Option(help: ArgumentHelp("The language of a page that does not name its own.", valueName: "tag"))
  var language: String?

  func validate() throws {
    if let width, !(1...1_000_000).contains(width) {
      throw ValidationError("--width \(width) is not between 1 and 1000000")
    }
  }

  func run() throws {
    let document = try document(InputFile.read(file))
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let columns = width ?? (isTerminal ? terminalWidth() : nil) ?? 80
    var options = LayoutOptions(width: columns, wideLines: .fold)
    options.headingRules = !isTerminal
    options.asciiOnly = ascii
    options.hyphenates = hyphenate
    options.isJustified = justify
    options.language = language
    let layout = Layout(document, options: options)
    try Output.write(isTerminal ? styled(layout) : plain(layout))
  }

  /// The article; of a feed, all its posts, each with its title and date.
  private func document(_ bytes: [UInt8]) throws -> Document {
    guard format == nil, let feed = try? FeedParser.parse(bytes) else {
      return ArticleFile(bytes, name: file, form: format.map { $0 == .html ? .html : .text }).document
    }
    let clock = ReaderClock.running()
    let posts = feed.entries.map { ArticleComposer.document(for: $0, of: feed, clock: clock).blocks }
    return Document(blocks: Array(posts.joined(separator: [.rule])), language: feed.language)
  }

  private func plain(_ layout: Layout) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(layout.lines.count * 80)
    for line in layout.lines {
      for span in line.spans {
        var text = span.text
        text.withUTF8 { bytes.append(contentsOf: $0) }
      }
      bytes.append(10)
    }
    return bytes
  }

  private func styled(_ layout: Layout) -> [UInt8] {
    var text = ""
    for line in layout.lines {
      for span in line.spans {
        let codes = codes(of: span)
        text += codes.isEmpty ? span.text : "\u{1B}[" + codes.joined(separator: ";") + "m" + span.text + "\u{1B}[0m"
      }
      text += "\n"
    }
    return Array(text.utf8)
  }

  /// Bold, dim, italic, underlined and struck: what a terminal has without colours.
  private func codes(of span: Span) -> [String] {
    var codes: [String] = []
    if span.traits.contains(.strong) { codes.append("1") }
    if [.byline, .quoteBar, .linkNumber, .rule, .tableRule, .note, .listMarker].contains(span.role) {
      codes.append("2")
    }
    if span.traits.contains(.emphasized) { codes.append("3") }
    if span.traits.contains(.underlined) { codes.append("4") }
    if span.traits.contains(.marked) { codes.append("7") }
    if span.traits.contains(.struck) { codes.append("9") }
    return codes
  }

  private func terminalWidth() -> Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}
