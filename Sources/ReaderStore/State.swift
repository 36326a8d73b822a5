/// State, Action, `reduce` and Effect: all that the reader does, without a clock, a file, a socket or C.
public import ArticleDocument
public import ArticleLayout
public import Configuration
public import FeedModel
public import FoundationEssentials

/// All that the screen shows. Only `reduce` changes it.
public struct State: Equatable, Sendable {
  /// The pane that keys are for.
  public enum Focus: Equatable, Sendable {
    case list
    case article
    /// The sidebar.
    case feeds
  }

  public var size: ScreenSize
  public var preferences: Preferences
  /// As the config file has them; what the user changed since is in the preferences.
  public var settings = Settings()
  public var keymap: Keymap
  public var clock: Clock
  public var focus: Focus
  /// The focused pane has the whole screen.
  var isZoomed: Bool
  /// What the list is a list of.
  public var scope: ListScope
  /// Where the reader starts, and where going back ends.
  public var home: ListScope
  public var list: PostList
  /// The list as it was before it was narrowed by a search.
  var listBeforeSearch: PostList?
  public var article: OpenArticle?
  /// The post that is being fetched from the cache; until it is there the former one stays on the screen.
  public var opening: EntryID?
  /// What was typed for that post, or for a list, before it is there.
  var typedAhead: [TypedCommand] = []
  public var find: Find?
  public var overlay: Overlay?
  public var prompt: Prompt?
  public var pending: PendingKeys
  public var hints: LinkHints?
  public var sidebar: Sidebar
  /// The feeds, views, tags and themes as they were last heard of.
  public var library: LibraryOutline
  /// Posts that were open before this one, the last one last.
  var visited: [EntryID]
  /// The post that is being opened is one of those.
  var isGoingBack: Bool
  /// What was typed into prompts, the newest first, by the prompt's name.
  var histories: [String: [String]]
  public var message: Message?
  public var counts: Counts
  /// Posts that have come in since the list was opened, and wait for `^L`.
  public var arrivals: Int
  public var refresh: RefreshProgress?
  /// Posts whose pages are being fetched.
  public var pagesUnderWay: Set<EntryID> = []
  /// Posts whose pages gave no article: those are not asked again unasked.
  var pagesWithoutArticle: Set<EntryID> = []
  public var download: DownloadProgress?
  /// The folder that a file's name was last completed in.
  var folder: FolderListing?
  /// The mouse holds the line between the panes.
  var isDraggingSplit = false
  /// The reader's own next refresh is on the clock.
  var isRefreshScheduled = false

  public init(
    size: ScreenSize, preferences: Preferences = Preferences(), keymap: Keymap = .standard, clock: Clock,
    list: PostList, scope: ListScope = .everything
  ) {
    self.size = size
    self.preferences = preferences
    self.keymap = keymap
    self.clock = clock
    self.list = list
    self.scope = scope
    home = scope
    focus = .list
    isZoomed = false
    pending = PendingKeys()
    sidebar = Sidebar()
    library = LibraryOutline()
    visited = []
    isGoingBack = false
    histories = [:]
    counts = Counts()
    arrivals = 0
  }
}

/// What the user chose, and where the reader runs.
public struct Preferences: Equatable, Sendable {
  public var layout: PaneLayout
  /// Cells of the text column at most.
  public var measure: Int
  /// Words are divided at line ends; layout then happens outside `reduce`, as the rules are read from disk.
  public var hyphenates: Bool
  /// Lines of text end in one column.
  public var justifies: Bool
  public var refresh: RefreshMode
  /// Whether there are feeds to fetch; local files have none.
  public var canRefresh: Bool
  /// Over SSH, where bytes are dear.
  public var isRemote: Bool
  /// How far the user moved the split from its default, in rows (stacked) or steps of four columns (beside).
  var splitShift: Int
  /// The name of the theme that is shown, and all there are.
  public var theme = "terminal"
  public var themeNames: [String] = []
  /// What they say of themselves, by name.
  public var themeSummaries: [String: String] = [:]
  /// The terminal shows nothing but ASCII.
  public var usesASCII = false
  /// The mouse is the reader's; otherwise the terminal selects text with it.
  public var usesMouse = true

  public init(
    layout: PaneLayout = .auto, measure: Int = 72, hyphenates: Bool = false, justifies: Bool = false,
    refresh: RefreshMode = .automatic, canRefresh: Bool = true, isRemote: Bool = false
  ) {
    self.layout = layout
    self.measure = measure
    self.hyphenates = hyphenates
    self.justifies = justifies
    self.refresh = refresh
    self.canRefresh = canRefresh
    self.isRemote = isRemote
    splitShift = 0
  }
}

/// The time as the reader last heard it.
public struct Clock: Equatable, Sendable {
  public var now: Date
  /// Seconds east of Greenwich.
  public var utcOffset: Int

  public init(now: Date, utcOffset: Int = 0) {
    self.now = now
    self.utcOffset = utcOffset
  }
}

/// A post that is open in the article pane.
public struct OpenArticle: Equatable, Sendable {
  public var entry: Entry
  /// What the user wants to see of it.
  public var text: ArticleText
  /// What the layout shows.
  public private(set) var shown: ArticleText
  public private(set) var layout: Layout
  public private(set) var options: LayoutOptions
  private(set) var readingTime: ReadingTime
  /// The link that Enter follows; it is always on the screen.
  public var focusedLink: FocusedLink?
  /// The first line that is shown.
  public var top: Int
  /// What the user saw at the top when they last scrolled: windows that change go back to it, however often.
  var anchor: Place?
  /// Columns that wide lines are shifted to the left.
  public var shift: Int
  /// Open for as long as reading takes at least (two seconds).
  var hasDwelled: Bool
  /// The furthest line that was at the top.
  var furthestTop: Int
  /// The user took the mark "read" away: reading on does not set it again.
  var isKeptUnread: Bool
  /// A place that is not on disk yet.
  var hasUnsavedPlace: Bool

  public init(entry: Entry, document: Document, layout: Layout, options: LayoutOptions) {
    self.entry = entry
    text = ArticleText(document)
    shown = text
    self.layout = layout
    self.options = options
    readingTime = ReadingTime(layout, end: document.blocks.count)
    top = 0
    shift = 0
    hasDwelled = false
    furthestTop = 0
    isKeptUnread = false
    hasUnsavedPlace = false
  }

  public var id: EntryID { entry.id }

  public var document: Document { text.document }

  mutating func setLayout(_ layout: Layout, of text: ArticleText, _ options: LayoutOptions) {
    shown = text
    self.layout = layout
    self.options = options
    readingTime = ReadingTime(layout, end: text.shown.blocks.count)
  }
}

/// A link of the open article.
public struct FocusedLink: Equatable, Sendable {
  public var run: LinkRun
  /// Which of the article's links it is, in reading order: the same in every layout.
  public var index: Int
  public var destination: LinkDestination
}

/// One line for the user, shown until the next key.
public struct Message: Equatable, Sendable {
  /// How it is shown.
  public enum Kind: Equatable, Sendable {
    case information
    case error
  }

  public var kind: Kind
  public var text: String

  public init(_ text: String, kind: Kind = .information) {
    self.kind = kind
    self.text = text
  }
}

/// How far a refresh is.
public struct RefreshProgress: Equatable, Sendable {
  public var done: Int
  public var asked: Int
  public var failed: Int

  public init(done: Int = 0, asked: Int = 0, failed: Int = 0) {
    self.done = done
    self.asked = asked
    self.failed = failed
  }
}
