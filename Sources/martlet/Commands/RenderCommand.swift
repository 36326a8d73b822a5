import ArgumentParser
import FeedModel

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
    if let width, !Rendering.widths.contains(width) {
      throw ValidationError("--width \(width) is not between 1 and 1000000")
    }
  }

  func run() throws {
    var rendering = Rendering(file: file)
    rendering.width = width
    rendering.form = format.map { $0 == .html ? .html : .text }
    rendering.isASCII = ascii
    rendering.hyphenates = hyphenate
    rendering.isJustified = justify
    rendering.language = language
    try rendering.run()
  }
}
