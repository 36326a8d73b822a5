import ArgumentParser
import ArticleDocument
import FeedParsing

/// The article alone of a web page, as HTML: what `x` in the reader keeps.
struct DebugArticleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "article", abstract: "Print the article of a page.")

  @OptionGroup var data: DataOptions
  @Option(help: "Where the page was found.")
  var url = "https://page.invalid/"
  @Argument(help: "A web page; - reads standard input.")
  var file: String

  func run() throws {
    let text = WebPage.text(try InputFile.read(file), contentType: nil)
    guard let article = Readability.article(in: text, url: url) else {
      throw CommandFailure("no article found in \(InputFile.name(file))")
    }
    try Output.write(Array(article.html.utf8))
  }
}
