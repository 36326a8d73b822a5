import LibXML

/// An article as it was found in a web page.
public struct PageArticle: Equatable, Sendable {
  /// The article alone, HTML; its references are as the page wrote them.
  public var html: String
  /// What its references are resolved against: the page's `base`, or its own address.
  public var baseURL: String

  public init(html: String, baseURL: String) {
    self.html = html
    self.baseURL = baseURL
  }
}

/// Finds the article in a web page.
///
/// As in Arc90's Readability and those that came of it, paragraphs give their points to the elements around them,
/// and the element with the most points holds the article. Here every figure comes of one pass over the page and of
/// sums over its blocks, so that the time grows with the page and with nothing else.
public enum Readability {
  /// - Parameters:
  ///   - html: the page.
  ///   - url: where it was found in the end.
  ///   - title: what the article is known to be called; a heading that says only this is left out.
  /// - Returns: nil if the page has no article: only links, a form, nothing that is read without its scripts.
  public static func article(in html: String, url: String, title: String? = nil) -> PageArticle? {
    let tree = HTMLTree(parsing: html)
    guard tree.nodes.count <= mostNodes else { return nil }
    let head = PageHead(tree, url: url, title: title)
    // Some pages call all they have a sidebar, or hide it until their scripts have run.
    for reading in [PageBlocks.Reading.strict, .lenient] {
      var blocks = PageBlocks(tree, reading)
      guard let root = blocks.articleRoot() else { continue }
      let kept = blocks.trim(root)
      guard kept >= fewestLetters else { continue }
      var markup = ArticleMarkup(blocks, head)
      return PageArticle(html: markup.write(blocks.blocks[root].nodes), baseURL: head.baseURL)
    }
    return nil
  }

  /// A page of a book has some 10,000 elements and texts; what has far more wants to fill the memory.
  private static let mostNodes = 1_000_000
  /// What is shorter is more likely a notice than an article.
  private static let fewestLetters = 200
}

/// What a page says of itself.
struct PageHead {
  private(set) var baseURL: String
  private(set) var language: String?
  /// The article's title in every form in which the page may repeat it, folded.
  private var titles: Set<String> = []

  init(_ tree: HTMLTree, url: String, title: String?) {
    baseURL = url
    var pageTitle: String?
    var hasBase = false
    for node in tree.nodes.indices {
      switch tree.nodes[node].element {
      case .base? where !hasBase:
        guard let reference = tree.attribute("href", of: node) else { continue }
        baseURL = LinkTarget.resolve(reference, against: url) ?? url
        hasBase = true
      case .html?, .body?: language = language ?? tree.attribute("lang", of: node).flatMap { $0.isEmpty ? nil : $0 }
      case .title?: pageTitle = pageTitle ?? tree.allText(of: node)
      case .meta? where tree.attribute("property", of: node) == "og:title":
        if let name = tree.attribute("content", of: node) { insert(name) }
      default: continue
      }
    }
    if let title { insert(title) }
    if let pageTitle { insertParts(of: pageTitle) }
  }

  func isTitle(_ text: String) -> Bool {
    text.utf8.count <= PageHead.longestTitle && titles.contains(PageHead.folded(text))
  }

  private static let longestTitle = 1_000

  private mutating func insert(_ title: some StringProtocol) {
    guard title.utf8.count <= PageHead.longestTitle else { return }
    let folded = PageHead.folded(title)
    if !folded.isEmpty { titles.insert(folded) }
  }

  /// A page's title often has the site's name before or behind it.
  private mutating func insertParts(of title: String) {
    insert(title)
    guard title.utf8.count <= PageHead.longestTitle else { return }
    for mark in [" | ", " - ", " – ", " — ", " · ", " :: ", " » "] {
      let parts = title.split(separator: mark)
      guard parts.count > 1 else { continue }
      insert(parts[0])
      insert(parts[parts.count - 1])
      insert(parts.dropLast().joined(separator: mark))
    }
  }

  /// Letters and digits alone, in lower case.
  private static func folded(_ text: some StringProtocol) -> String {
    String(text.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}
