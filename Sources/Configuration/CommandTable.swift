extension Command {
  /// The one command table, in the order in which help shows it.
  public static let table: [CommandDescription] =
    readingRows + linkRows + postRows + listRows + markRows + paneRows + feedRows + programRows

  private static let readingRows: [CommandDescription] = [
    row(.readOn, .reading, "page down; at the end of the post, on to the next unread", .panes, "<Space>"),
    row(.open, .reading, "open the post; in the feeds, show its posts", .listAndFeeds, "<CR>"),
    row(.lineDown, .reading, "in the post: one line down", .article, "j", "<Down>"),
    row(.lineUp, .reading, "in the post: one line up", .article, "k", "<Up>"),
    row(.pageBack, .reading, "in the post: page up", .article, "b", "<BS>"),
    row(.pageDown, .reading, "page down", .all, "^F", "<PgDn>"),
    row(.pageUp, .reading, "page up", .all, "^B", "<PgUp>"),
    row(.halfPageDown, .reading, "half a page down", .all, "^D"),
    row(.halfPageUp, .reading, "half a page up", .all, "^U"),
    row(.top, .reading, "go to the top; 5g goes to row 5, in the post to 5 %", .all, "g", "<Home>"),
    row(.bottom, .reading, "go to the bottom", .all, "G", "<End>"),
    row(.nextHeading, .reading, "in the post: next heading", .article, "}"),
    row(.previousHeading, .reading, "in the post: previous heading", .article, "{"),
    row(.outline, .reading, "the post's headings, to choose one", .panes),
    row(.shiftLeft, .reading, "shift wide code and tables back", .article, ","),
    row(.shiftRight, .reading, "shift wide code and tables to see their right side", .article, "."),
    row(.bilingual, .reading, "two languages: both, one, the other, side by side", .article, "B"),
    row(.find, .reading, "in the post: find; then n and N go to the matches", .article, "/"),
    row(.fullText, .reading, "the full text from the post's page, and back", .panes, "x"),
    row(.changes, .reading, "in the post: what its feed has edited since it came", .article, "="),
    row(.details, .reading, "details of the post: feed, dates, address, marks", .panes, "i"),
    row(.place, .reading, "where you are, with the post's address", .panes, "^G"),
  ]

  private static let linkRows: [CommandDescription] = [
    row(.nextLink, .links, "in the post: next link", .article, ")"),
    row(.previousLink, .links, "in the post: previous link", .article, "("),
    row(.followLink, .links, "in the post: open the link; 7 Enter opens link 7", .article, "<CR>", takes: .number),
    row(.linkHints, .links, "open a link by the letters shown on it", .article, "f"),
    row(.links, .links, "list the post's links", .panes, "U"),
    row(.openInBrowser, .links, "open the post's page in the browser; 7o opens link 7", .panes, "o"),
    row(.openAndGoOn, .links, "open the page, mark the post read, go on to the next unread", .panes, "O"),
    row(.comments, .links, "open the post's comments in the browser", .panes, "c"),
    row(.enclosures, .links, "list the post's enclosures; Enter opens one, w saves it", .panes, "e"),
    row(.copyURL, .links, "copy the address of the link or the post; 7y copies link 7", .panes, "y"),
    row(.copyMarkdown, .links, "copy it as Markdown, [title](address)", .panes, "Y"),
    row(.copyCode, .links, "copy the block of code on the screen", .article, "C"),
    row(
      .save, .links, "save the post: as Markdown, .html or .txt, by the file's ending", .panes, "w", takes: .file,
      asks: "Save as"),
    row(
      .pipe, .links, "give the post as Markdown to a program, such as less or wc -w", .panes, "|", takes: .program,
      asks: "Pipe to"),
    row(.stopSaving, .links, "stop saving enclosures; what has come is kept", .all),
  ]

  private static let postRows: [CommandDescription] = [
    row(.nextRow, .posts, "in the list: next post", .listAndFeeds, "j", "<Down>"),
    row(.previousRow, .posts, "in the list: previous post", .listAndFeeds, "k", "<Up>"),
    row(.nextPost, .posts, "open the next post", .panes, "J"),
    row(.previousPost, .posts, "open the previous post", .panes, "K"),
    row(.nextUnread, .posts, "open the next unread post", .panes, "n"),
    row(.previousUnread, .posts, "open the previous unread post", .panes, "p"),
    row(.formerPost, .posts, "back to the post read before this one", .panes, "^O"),
    row(.scrollArticleDown, .posts, "in the list: scroll the post", .list, "^E"),
    row(.scrollArticleUp, .posts, "in the list: scroll the post back", .list, "^Y"),
  ]

  private static let listRows: [CommandDescription] = [
    row(.toggleAll, .list, "show all posts, or unread posts only", .all, "\\"),
    row(.narrow, .list, "in the list: narrow it as you type", .listAndFeeds, "/"),
    row(
      .filter, .list, "show what meets an expression, such as unread feed:lwn newer:3d", .panes, "F", takes: .filter,
      asks: "Filter"),
    row(.sort, .list, "choose the order of the list", .panes, "S", takes: .order),
    row(.view, .list, "show a saved view", .all, takes: .view),
    row(.saveView, .list, "save the filter in effect as a view", .all, takes: .view, asks: "Save this filter as view"),
    row(.forgetView, .list, "remove a saved view", .all, takes: .view, asks: "Remove the view"),
    row(.showFeed, .list, "show one feed's posts", .all, takes: .feed, asks: "Show the feed"),
    row(.showFolder, .list, "show a folder's posts", .all, takes: .folder, asks: "Show the folder"),
    row(.nextFeed, .list, "show the next feed's posts", .all, "]"),
    row(.previousFeed, .list, "show the previous feed's posts", .all, "["),
    row(.nextUnreadFeed, .list, "show the next feed with unread posts", .all, "^N"),
    row(.previousUnreadFeed, .list, "show the previous feed with unread posts", .all, "^P"),
  ]

  private static let markRows: [CommandDescription] = [
    row(.toggleRead, .marks, "mark read or unread; 5m marks five", .panes, "m"),
    row(.toggleStar, .marks, "star, or take the star away", .panes, "s"),
    row(.hide, .marks, "hide the post, or show it again", .panes, "D"),
    row(.tag, .marks, "set the post's tags", .panes, "t", takes: .tags, asks: "Tags"),
    row(.markAbove, .marks, "in the list: mark everything above read", .list, "M"),
    row(.markAll, .marks, "mark everything shown read", .all, "A"),
    row(.select, .marks, "in the list: select rows for the next mark", .list, "v"),
    row(.undo, .marks, "undo the last mark", .all, "u"),
    row(.redo, .marks, "do it again", .all, "^R"),
  ]

  private static let paneRows: [CommandDescription] = [
    row(.focusList, .panes, "go to the list; from the list, to the feeds", .all, "h", "<Left>"),
    row(.focusArticle, .panes, "go to the post; from the list, open it", .all, "l", "<Right>"),
    row(.switchFocus, .panes, "switch between the panes", .all, "<Tab>"),
    row(.sidebar, .panes, "show, enter or hide the feeds", .all, "H"),
    row(.zoom, .panes, "give the whole screen to this pane, and back", .panes, "z"),
    row(.shrinkList, .panes, "make the list smaller", .all, "<lt>"),
    row(.growList, .panes, "make the list larger", .all, ">"),
    row(.widenText, .panes, "widen the text column", .all, "+"),
    row(.narrowText, .panes, "narrow the text column", .all, "-"),
    row(.layout, .panes, "panes: auto, stacked or beside", .all, takes: .choice, asks: "Layout"),
  ]

  private static let feedRows: [CommandDescription] = [
    row(.refreshFeed, .feeds, "refresh this feed", .all, "r"),
    row(.refreshAll, .feeds, "refresh all feeds", .all, "R"),
    row(
      .add, .feeds, "add a feed, by its address or a page's", .all, "a", takes: .address, asks: "Add the feed or page"),
    row(.edit, .feeds, "edit the subscriptions as text, in $VISUAL or $EDITOR", .all, "E"),
    row(.rename, .feeds, "give this feed another title", .all, takes: .title, asks: "Title"),
    row(.move, .feeds, "put this feed into a folder", .all, takes: .folder, asks: "Folder"),
    row(.unsubscribe, .feeds, "unsubscribe from this feed; its posts stay, and u undoes it", .feeds, "D"),
    row(.health, .feeds, "how the feeds are: errors, last and next refresh", .all, "!"),
  ]

  private static let programRows: [CommandDescription] = [
    row(.help, .program, "show the keys; / finds one, Enter does it", .all, "?"),
    row(.commandLine, .program, "type a command by its name; Tab completes", .all, ":"),
    row(.theme, .program, "change the colours, seen as you choose", .all, takes: .theme, asks: "Theme"),
    row(.mouse, .program, "the mouse for the reader, or off for selecting text", .all, takes: .onOff),
    row(.config, .program, "edit config.yaml, and take the settings over", .all),
    row(.redraw, .program, "take in what is new, and redraw", .all, "^L"),
    row(.dismiss, .program, "end the search, close what is open", .all, "<Esc>"),
    row(.suspend, .program, "suspend; fg comes back", .all, "^Z"),
    row(.back, .program, "one step back; from the list, quit", .all, "q"),
    row(.quit, .program, "quit now", .all, "Q", "ZZ", "^C"),
  ]

  private static func row(
    _ command: Command, _ group: CommandDescription.Group, _ help: String, _ contexts: Set<KeyContext>,
    _ keys: String..., takes argument: CommandArgument? = nil, asks question: String? = nil
  ) -> CommandDescription {
    CommandDescription(
      command: command, group: group, help: help, contexts: contexts, defaultKeys: keys.compactMap(Key.sequence),
      argument: argument, question: question)
  }
}

extension Set<KeyContext> {
  static let list: Set = [.list]
  static let article: Set = [.article]
  static let feeds: Set = [.feeds]
  static let panes: Set = [.list, .article]
  static let listAndFeeds: Set = [.list, .feeds]
  static let all = Set(KeyContext.allCases)
}
