/// What a piece of the screen is; a theme gives each a style. The raw value is its name in theme files.
public enum StyleRole: String, CaseIterable, Hashable, Sendable {
  // Article text
  case text
  case title
  case byline
  case heading1
  case heading2
  case heading3
  case quote
  case quoteBar = "quote-bar"
  case listMarker = "list-marker"
  case code
  case link
  case linkNumber = "link-number"
  /// The link that Enter follows.
  case linkFocused = "link-focused"
  case image
  case caption
  case tableHeader = "table-header"
  case tableRule = "table-rule"
  case rule
  case note
  case mark
  case match
  // Post list
  case listRead = "list-read"
  case listUnread = "list-unread"
  case listSelected = "list-selected"
  /// The selected row while the other pane has the focus.
  case listSelectedElsewhere = "list-selected-elsewhere"
  case listFeed = "list-feed"
  case listDate = "list-date"
  case star
  // Frame
  case border
  case statusLine = "status-line"
  case statusMessage = "status-message"
  case statusError = "status-error"
  case prompt
  case overlay
  case overlayTitle = "overlay-title"
  case overlayKey = "overlay-key"
}
