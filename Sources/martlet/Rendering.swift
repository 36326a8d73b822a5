import ArticleDocument
import ArticleLayout
import FeedModel
import FeedParsing
import Glibc
import ReaderStore

/// One article, reflowed and printed.
struct Rendering {
  static let widths = 1...1_000_000

  /// `-` is the standard input.
  var file: String
  /// The terminal's own, or 80, if not given.
  var width: Int?
  /// Told by the file's name and content if not given.
  var form: Content.Form?
  var isASCII = false
  var hyphenates = false
  var isJustified = false
  var language: String?

  init(file: String) { self.file = file }

  func run() throws {
    let document = try document(InputFile.read(file))
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let columns = width ?? (isTerminal ? terminalWidth() : nil) ?? 80
    var options = LayoutOptions(width: columns, wideLines: .fold)
    options.headingRules = !isTerminal
    options.asciiOnly = isASCII
    options.hyphenates = hyphenates
    options.isJustified = isJustified
    options.language = language
    let layout = Layout(document, options: options)
    try Output.write(isTerminal ? styled(layout) : layout.plainText)
    // The program ends here; to take the article apart piece by piece would only cost time.
    withExtendedLifetime((document, layout)) { exit(0) }
  }

  /// The article; of a feed, all its posts, each with its title and date.
  private func document(_ bytes: consuming [UInt8]) throws -> Document {
    guard form == nil, let feed = try? FeedParser.parse(bytes) else {
      return ArticleFile(bytes, name: file, form: form).document
    }
    let clock = ReaderClock.running()
    let posts = feed.entries.map { ArticleComposer.document(for: $0, of: feed, clock: clock).blocks }
    return Document(blocks: Array(posts.joined(separator: [.rule])), language: feed.language)
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

extension Rendering {
  /// The plainest arguments of a rendering: `render FILE` with `--width` and `--format` at most; nil if there is
  /// anything else, or a mistake.
  ///
  /// ArgumentParser reflects on a command's properties, and that takes longer than most articles. It still reads all
  /// that is not settled here, and words every mistake.
  init?(plain arguments: [String]) {
    guard arguments.first == "render" else { return nil }
    var file: String?
    var width: Int?
    var form: Content.Form?
    var rest = arguments.dropFirst()
    while let argument = rest.popFirst() {
      switch argument {
      case "--width":
        guard width == nil, let value = rest.popFirst().flatMap({ Int($0) }), Self.widths.contains(value) else {
          return nil
        }
        width = value
      case "--format":
        guard form == nil, let value = rest.popFirst(), value == "html" || value == "text" else { return nil }
        form = value == "html" ? .html : .text
      default:
        guard file == nil, argument == "-" || !argument.hasPrefix("-") else { return nil }
        file = argument
      }
    }
    guard let file else { return nil }
    self.init(file: file)
    self.width = width
    self.form = form
  }
}
