/// What the reader can be told to do. The raw value is the command's name in config files and lists.
public enum Command: String, CaseIterable, Hashable, Sendable {
  // Reading
  case readOn = "read-on"
  case open
  case lineDown = "line-down"
  case lineUp = "line-up"
  case pageDown = "page-down"
  case pageUp = "page-up"
  case pageBack = "page-back"
  case halfPageDown = "half-page-down"
  case halfPageUp = "half-page-up"
  case top
  case bottom
  case find
  case shiftLeft = "shift-left"
  case shiftRight = "shift-right"
  case nextHeading = "next-heading"
  case previousHeading = "previous-heading"
  case bilingual
  // Links and copying
  case nextLink = "next-link"
  case previousLink = "previous-link"
  case followLink = "follow-link"
  case openInBrowser = "open-in-browser"
  case copyURL = "copy-url"
  case copyMarkdown = "copy-markdown"
  case copyCode = "copy-code"
  // Posts
  case nextRow = "next-row"
  case previousRow = "previous-row"
  case nextPost = "next-post"
  case previousPost = "previous-post"
  case nextUnread = "next-unread"
  case previousUnread = "previous-unread"
  case narrow
  case toggleAll = "toggle-all"
  case scrollArticleDown = "scroll-article-down"
  case scrollArticleUp = "scroll-article-up"
  // Marks
  case toggleRead = "toggle-read"
  case toggleStar = "toggle-star"
  case undo
  case redo
  // Panes
  case focusList = "focus-list"
  case focusArticle = "focus-article"
  case switchFocus = "switch-focus"
  case zoom
  case shrinkList = "shrink-list"
  case growList = "grow-list"
  case widenText = "widen-text"
  case narrowText = "narrow-text"
  // Feeds
  case refreshFeed = "refresh-feed"
  case refreshAll = "refresh-all"
  // The program
  case help
  case redraw
  case dismiss
  case suspend
  case back
  case quit
}

/// Where a key works.
public enum KeyContext: String, CaseIterable, Hashable, Sendable {
  case list
  case article
}

/// One row of the one command table, from which help, `martlet keys` and the default keymap are made.
public struct CommandDescription: Equatable, Sendable {
  public enum Group: String, CaseIterable, Sendable {
    case reading = "Reading"
    case links = "Links and copying"
    case posts = "Posts"
    case marks = "Marks"
    case panes = "Panes"
    case feeds = "Feeds"
    case program = "Martlet"
  }

  public var command: Command
  public var group: Group
  /// What it does, one line without a full stop.
  public var help: String
  public var contexts: Set<KeyContext>
  public var defaultKeys: [Key]
}

extension Command {
  /// The one command table, in the order in which help shows it.
  public static let table: [CommandDescription] = [
    row(.readOn, .reading, "page down; at the end of the post, on to the next unread", .both, "<Space>"),
    row(.open, .reading, "open the post", .list, "<CR>"),
    row(.lineDown, .reading, "in the post: one line down", .article, "j", "<Down>"),
    row(.lineUp, .reading, "in the post: one line up", .article, "k", "<Up>"),
    row(.pageBack, .reading, "in the post: page up", .article, "b", "<BS>"),
    row(.pageDown, .reading, "page down", .both, "^F", "<PgDn>"),
    row(.pageUp, .reading, "page up", .both, "^B", "<PgUp>"),
    row(.halfPageDown, .reading, "half a page down", .both, "^D"),
    row(.halfPageUp, .reading, "half a page up", .both, "^U"),
    row(.top, .reading, "go to the top", .both, "g", "<Home>"),
    row(.bottom, .reading, "go to the bottom", .both, "G", "<End>"),
    row(.nextHeading, .reading, "in the post: next heading", .article, "}"),
    row(.previousHeading, .reading, "in the post: previous heading", .article, "{"),
    row(.shiftLeft, .reading, "shift wide code and tables back", .article, ","),
    row(.shiftRight, .reading, "shift wide code and tables to see their right side", .article, "."),
    row(.bilingual, .reading, "two languages: both, one, the other, side by side", .article, "B"),
    row(.find, .reading, "in the post: find; then n and N go to the matches", .article, "/"),

    row(.nextLink, .links, "in the post: next link", .article, ")"),
    row(.previousLink, .links, "in the post: previous link", .article, "("),
    row(.followLink, .links, "in the post: open the link in the browser", .article, "<CR>"),
    row(.openInBrowser, .links, "open the post's page in the browser", .both, "o"),
    row(.copyURL, .links, "copy the address of the link, or of the post", .both, "y"),
    row(.copyMarkdown, .links, "copy it as Markdown, [title](address)", .both, "Y"),
    row(.copyCode, .links, "copy the block of code on the screen", .article, "C"),

    row(.nextRow, .posts, "in the list: next post", .list, "j", "<Down>"),
    row(.previousRow, .posts, "in the list: previous post", .list, "k", "<Up>"),
    row(.nextPost, .posts, "open the next post", .both, "J"),
    row(.previousPost, .posts, "open the previous post", .both, "K"),
    row(.nextUnread, .posts, "open the next unread post", .both, "n"),
    row(.previousUnread, .posts, "open the previous unread post", .both, "p"),
    row(.narrow, .posts, "in the list: narrow it as you type", .list, "/"),
    row(.toggleAll, .posts, "show all posts, or unread posts only", .both, "\\"),
    row(.scrollArticleDown, .posts, "in the list: scroll the post", .list, "^E"),
    row(.scrollArticleUp, .posts, "in the list: scroll the post back", .list, "^Y"),

    row(.toggleRead, .marks, "mark read or unread", .both, "m"),
    row(.toggleStar, .marks, "star, or take the star away", .both, "s"),
    row(.undo, .marks, "undo the last mark", .both, "u"),
    row(.redo, .marks, "do it again", .both, "^R"),

    row(.focusList, .panes, "go to the list", .both, "h", "<Left>"),
    row(.focusArticle, .panes, "go to the post; from the list, open it", .both, "l", "<Right>"),
    row(.switchFocus, .panes, "switch between list and post", .both, "<Tab>"),
    row(.zoom, .panes, "give the whole screen to this pane, and back", .both, "z"),
    row(.shrinkList, .panes, "make the list smaller", .both, "<lt>"),
    row(.growList, .panes, "make the list larger", .both, ">"),
    row(.widenText, .panes, "widen the text column", .both, "+"),
    row(.narrowText, .panes, "narrow the text column", .both, "-"),

    row(.refreshFeed, .feeds, "refresh this post's feed", .both, "r"),
    row(.refreshAll, .feeds, "refresh all feeds", .both, "R"),

    row(.help, .program, "show or hide this help", .both, "?"),
    row(.redraw, .program, "take in what is new, and redraw", .both, "^L"),
    row(.dismiss, .program, "end the search, close what is open", .both, "<Esc>"),
    row(.suspend, .program, "suspend; fg comes back", .both, "^Z"),
    row(.back, .program, "one step back; from the list, quit", .both, "q"),
    row(.quit, .program, "quit now", .both, "Q", "^C"),
  ]

  public var description: CommandDescription? { Command.table.first { $0.command == self } }

  private static func row(
    _ command: Command, _ group: CommandDescription.Group, _ help: String, _ contexts: Set<KeyContext>,
    _ keys: String...
  ) -> CommandDescription {
    CommandDescription(
      command: command, group: group, help: help, contexts: contexts, defaultKeys: keys.compactMap(Key.init(notation:)))
  }
}

extension Set<KeyContext> {
  fileprivate static let list: Set = [.list]
  fileprivate static let article: Set = [.article]
  fileprivate static let both: Set = [.list, .article]
}
