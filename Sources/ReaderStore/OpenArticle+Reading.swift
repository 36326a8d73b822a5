import ArticleDocument
import ArticleLayout
import FeedModel

extension OpenArticle {
  /// The last line that may stand at the top: the article's end then stands at the bottom.
  func lastTop(height: Int) -> Int { max(0, layout.lines.count - max(1, height)) }

  func isAtEnd(height: Int) -> Bool { top >= lastTop(height: height) }

  func fits(height: Int) -> Bool { layout.lines.count <= height }

  /// Share of the article that has been seen, 0–100.
  public func percentSeen(height: Int) -> Int {
    guard !layout.lines.isEmpty else { return 100 }
    return min(100, (top + max(1, height)) * 100 / layout.lines.count)
  }

  /// Minutes for what is below the screen; nil if nothing is.
  public func minutesLeft(height: Int) -> Int? {
    isAtEnd(height: height) ? nil : readingTime.minutes(from: top + max(1, height))
  }

  /// Cells that wide lines can be shifted before the widest on the screen is seen to its end.
  func furthestShift(width: Int, height: Int) -> Int {
    let shown = layout.lines.dropFirst(top).prefix(height)
    let widest = shown.filter(\.isShiftable).map(\.cells).max() ?? 0
    return max(0, widest - width)
  }

  /// After scrolling: what is no longer on the screen has no focus, and holds no shift.
  mutating func forgetWhatIsAway(width: Int, height: Int) {
    if let link = focusedLink, !isOnScreen(link.run.line, height: height) { focusedLink = nil }
    if shift > 0 { shift = min(shift, furthestShift(width: width, height: height)) }
  }

  func isOnScreen(_ line: Int, height: Int) -> Bool { (top..<(top + max(1, height))).contains(line) }

  /// The place at the top.
  var place: Place {
    if let anchor { return anchor }
    guard layout.lines.indices.contains(top), top > 0 else { return .start }
    return shown.place(of: layout.lines[top].position)
  }

  mutating func scroll(to line: Int, height: Int) {
    let target = max(0, min(line, lastTop(height: height)))
    guard target != top else { return }
    hasUnsavedPlace = true
    anchor = nil
    top = target
    furthestTop = max(furthestTop, top)
  }

  /// Brings a place to the top, as far as the article's end allows.
  mutating func go(to place: Place, height: Int) {
    anchor = place
    guard place != .start else {
      top = 0
      return
    }
    let line = layout.line(at: shown.position(of: place))
    top = max(0, min(line, lastTop(height: height)))
  }

  /// Whether reading it counts as read: open for two seconds, and scrolled half a page or short enough to fit.
  func countsAsRead(height: Int) -> Bool {
    hasDwelled && (fits(height: height) || furthestTop >= max(1, height / 2))
  }
}
