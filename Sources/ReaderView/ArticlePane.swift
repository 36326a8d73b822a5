import ArticleLayout
import FeedModel
import ReaderStore
import Screens
import Theming
import Typography

/// The open post: the lines of its layout from the top line on, in a centred column.
struct ArticlePane {
  let state: State
  let theme: Theme

  func draw(in frame: Rect, textColumn: (x: Int, width: Int), on screen: inout Screen) {
    guard let article = state.article else {
      drawEmpty(in: frame, textColumn: textColumn, on: &screen)
      return
    }
    let clip = Rect(x: textColumn.x, y: frame.y, width: textColumn.width, height: frame.height)
    for row in 0..<frame.height {
      let number = article.top + row
      guard article.layout.lines.indices.contains(number) else { break }
      let line = article.layout.lines[number]
      if line.isShiftable {
        drawShiftable(line, number: number, shift: article.shift, y: frame.y + row, clip: clip, on: &screen)
      } else {
        draw(line.spans, number: number, x: clip.x, y: frame.y + row, clip: clip, on: &screen)
      }
    }
    drawHints(of: article, clip: clip, on: &screen)
    if state.focus == .article, state.prompt == nil { screen.cursor = cursor(of: article, in: clip) }
  }

  /// Where the eye is: the focused link, the current match of a search, or the top line.
  private func cursor(of article: OpenArticle, in clip: Rect) -> Point {
    guard let segment = article.focusedLink?.run.segments.first ?? currentMatch,
      article.layout.lines.indices.contains(segment.line),
      (article.top..<(article.top + clip.height)).contains(segment.line)
    else { return Point(x: clip.x, y: clip.y) }
    let x = column(of: segment.clusters.lowerBound, in: article.layout.lines[segment.line], clip: clip)
    return Point(x: max(clip.x, min(x, clip.x + clip.width - 1)), y: clip.y + segment.line - article.top)
  }

  /// Where a cluster of a line begins, which may be outside of the column if the line is shifted.
  private func column(of cluster: Int, in line: Line, clip: Rect) -> Int {
    let text = line.spans.map(\.text).joined()
    let shift = line.isShiftable ? state.article?.shift ?? 0 : 0
    return clip.x + DisplayWidth.cells(of: String(text.prefix(cluster))) - shift
  }

  private var currentMatch: Find.Segment? {
    guard let find = state.find, find.matches.indices.contains(find.current) else { return nil }
    return find.matches[find.current].first
  }

  /// - Returns: the column after the last cell.
  @discardableResult
  private func draw(_ spans: [Span], number: Int, x: Int, y: Int, clip: Rect, on screen: inout Screen) -> Int {
    var x = x
    var cluster = 0
    let lit = litClusters(of: number)
    for span in spans {
      let style = theme.style(of: span)
      guard !lit.isEmpty else {
        x = screen.write(span.text, x: x, y: y, style: style, clip: clip)
        continue
      }
      for piece in pieces(of: span.text, from: cluster, lit: lit) {
        x = screen.write(piece.text, x: x, y: y, style: piece.role.map { theme[$0] } ?? style, clip: clip)
      }
      cluster += span.text.count
    }
    return x
  }

  /// A line that may be wider than the column: shifted, with marks where it goes on.
  private func drawShiftable(_ line: Line, number: Int, shift: Int, y: Int, clip: Rect, on screen: inout Screen) {
    draw(line.spans, number: number, x: clip.x - shift, y: y, clip: clip, on: &screen)
    if shift > 0 { screen.write("‹", x: clip.x, y: y, style: theme[.border], clip: clip) }
    if line.cells - shift > clip.width {
      screen.write("›", x: clip.x + clip.width - 1, y: y, style: theme[.border], clip: clip)
    }
  }

  // MARK: What is lit

  /// The focused link and the matches of a search; what comes first lies on top.
  private func litClusters(of line: Int) -> [(clusters: Range<Int>, role: StyleRole)] {
    let link = state.article?.focusedLink?.run.segments.filter { $0.line == line } ?? []
    let matches = state.find?.matches.flatMap { match in match.filter { $0.line == line } } ?? []
    return link.map { ($0.clusters, .linkFocused) } + matches.map { ($0.clusters, .match) }
  }

  private func pieces(
    of text: String, from start: Int, lit: [(clusters: Range<Int>, role: StyleRole)]
  ) -> [(text: String, role: StyleRole?)] {
    var pieces: [(text: String, role: StyleRole?)] = []
    for (offset, character) in text.enumerated() {
      let role = lit.first { $0.clusters.contains(start + offset) }?.role
      if let last = pieces.last, last.role == role {
        pieces[pieces.count - 1].text.append(character)
      } else {
        pieces.append((String(character), role))
      }
    }
    return pieces
  }

  /// The letters that follow a link, on its first cells.
  private func drawHints(of article: OpenArticle, clip: Rect, on screen: inout Screen) {
    for hint in state.hints?.open ?? [] {
      let row = hint.line - article.top
      guard (0..<clip.height).contains(row), article.layout.lines.indices.contains(hint.line) else { continue }
      let x = column(of: hint.cluster, in: article.layout.lines[hint.line], clip: clip)
      screen.write(hint.letters, x: x, y: clip.y + row, style: theme[.match], clip: clip)
    }
  }

  // MARK: Nothing open

  private func drawEmpty(in frame: Rect, textColumn: (x: Int, width: Int), on screen: inout Screen) {
    guard state.list.count > 0 else { return }
    let hints = ["Enter opens the post, Space reads on from post to post.", "? shows the keys, q quits."]
    let y = frame.y + max(0, frame.height / 3)
    for (line, hint) in hints.enumerated() where y + line < frame.y + frame.height {
      let text = TerminalText.clipped(hint, to: textColumn.width)
      screen.write(text, x: textColumn.x, y: y + line, style: theme[.byline], clip: frame)
    }
  }
}

extension Theme {
  func style(of span: Span) -> Style {
    var style = self[StyleRole(span.role)]
    if span.traits.contains(.marked) { style = self[.mark] }
    if span.traits.contains(.code) { style.foreground = self[.code].foreground }
    if span.traits.contains(.strong) { style.attributes.insert(.bold) }
    if span.traits.contains(.emphasized) { style.attributes.insert(.italic) }
    if span.traits.contains(.underlined) { style.attributes.insert(.underline) }
    if span.traits.contains(.struck) { style.attributes.insert(.dim) }
    return style
  }
}

extension StyleRole {
  /// The theme's role for a role of article text.
  init(_ role: TextRole) {
    self =
      switch role {
      case .body: .text
      case .title: .title
      case .byline: .byline
      case .heading1: .heading1
      case .heading2: .heading2
      case .heading3: .heading3
      case .quote: .quote
      case .quoteBar: .quoteBar
      case .listMarker: .listMarker
      case .code: .code
      case .link: .link
      case .linkNumber: .linkNumber
      case .image: .image
      case .caption: .caption
      case .tableHeader: .tableHeader
      case .tableRule: .tableRule
      case .rule: .rule
      case .note: .note
      }
  }
}
