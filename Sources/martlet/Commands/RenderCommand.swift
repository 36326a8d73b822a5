import ArgumentParser
import ArticleDocument
import ArticleLayout
import Glibc
import LibXML

/// One article as plain text.
struct RenderCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case html, text }

  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Reflow one article, HTML or plain text, to a number of columns.")

  @OptionGroup var data: DataOptions
  @Argument(help: "The file; - is the standard input.")
  var file: String
  @Option(help: "Columns, 1 to 10000; the terminal's own, or 80.")
  var width: Int?
  @Option(help: "What the file is; told by its name and content if not given.")
  var format: Format?

  func validate() throws {
    if let width, !(1...10_000).contains(width) {
      throw ValidationError("--width \(width) is not between 1 and 10000")
    }
  }

  func run() throws {
    let text = HTMLText.decode(try readAll())
    let document = (format ?? guess(text)) == .html ? HTMLReader.read(text) : TextReader.read(text)
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let columns = width ?? (isTerminal ? terminalWidth() : nil) ?? 80
    let layout = Layout(document, options: LayoutOptions(width: columns, wideLines: .fold))
    try write(isTerminal ? styled(layout) : plain(layout))
  }

  /// A name that ends in .txt, or a text without a tag, is plain text.
  private func guess(_ text: String) -> Format {
    if file.hasSuffix(".txt") || file.hasSuffix(".text") { return .text }
    if file.hasSuffix(".html") || file.hasSuffix(".htm") || file.hasSuffix(".xhtml") { return .html }
    let tags = ["</", "<br", "<p>", "<p ", "<html", "<img ", "<!doctype", "/>"]
    let head = text.prefix(100_000).lowercased()
    return tags.contains { head.contains($0) } ? .html : .text
  }

  private func plain(_ layout: Layout) -> [UInt8] {
    var bytes: [UInt8] = []
    for line in layout.lines {
      for span in line.spans { bytes.append(contentsOf: span.text.utf8) }
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

  // MARK: - Files

  private func readAll() throws -> [UInt8] {
    let descriptor = file == "-" ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CommandFailure("cannot read \(file): \(String(cString: strerror(errno)))") }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 {
        bytes += buffer[..<count]
      } else if count == 0 {
        return bytes
      } else if errno != EINTR {
        throw CommandFailure("cannot read \(file): \(String(cString: strerror(errno)))")
      }
    }
  }

  private func write(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw CommandFailure("cannot write: \(String(cString: strerror(errno)))")
      }
    }
  }
}
