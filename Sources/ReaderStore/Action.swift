public import ArticleDocument
public import ArticleLayout
public import Configuration
public import FeedModel

/// What happened. Named for the happening, not for what is to be set.
public enum Action: Equatable, Sendable {
  // From the terminal
  case key(Key)
  case pointer(PointerEvent)
  case resized(ScreenSize)
  /// The process is told to end, or the terminal is gone.
  case terminated
  /// A command without its key: what the program was started to do.
  case command(Command)

  // From the clock
  case started
  case woke(WakeReason)

  // From the cache
  case listOpened(OpenedList)
  case rowsLoaded(generation: Int, offset: Int, rows: [EntryRow])
  /// The next unread post of a list; it may stand beyond the list's end, counted from its other end.
  case unreadFound(generation: Int, index: Int?, isRoundTheEnd: Bool)
  case articleLoaded(LoadedArticle)
  case articleMissing(EntryID)
  /// The post that was open when the last session ended: shown again, but not opened by the user.
  case articleRestored(LoadedArticle)
  /// The open post in its other text.
  case textChosen(LoadedArticle)
  /// Nil if nothing is known of an edit.
  case changesLoaded(Document?)
  case laidOut(EntryID, ArticleText, Layout, LayoutOptions)
  case statusesChanged([EntryID: EntryStatus], Counts)
  /// An undo or a redo; nil if there was nothing to do.
  case reverted(Reversal?, Counts, isRedo: Bool)
  /// Somebody wrote to the cache: this process's refresh, or another process.
  case libraryChanged(arrivals: Int, Counts, Clock)
  case cacheFailed(String)
  /// Many posts of a list were marked.
  case listChanged(StatusChange, count: Int, Counts, generation: Int)
  case libraryLoaded(LibraryOutline)
  /// Subscriptions were edited: what was done, and what there is now.
  case subscriptionsChanged(SubscriptionEdits, LibraryOutline, Counts)
  case historyLoaded([String], name: String)
  /// A page or a feed was asked for, and this was found.
  case feedsFound([FoundFeed])
  case healthLoaded(Document)

  // From the files of settings and themes
  /// The config file was read again, and the themes with it.
  case settingsLoaded(Settings, themeNames: [String])
  case themeShown(String)
  /// Why something the user set cannot be used, as a theme or a line of the config file; what was before stays.
  case refused(String)

  // From the network and from programs
  case refreshProgressed(RefreshProgress)
  case refreshFinished(RefreshReport)
  /// The article was found on the post's page.
  case pageLoaded(LoadedArticle)
  /// It was not.
  case pageFailed(EntryID, PageFailure, isAsked: Bool)
  /// How far the saving of enclosures is; nil when it has ended.
  case downloadProgressed(DownloadProgress?)
  case folderListed(FolderListing)
  /// Something that was started outside has something to say.
  case told(Message)
  /// The terminal has no clipboard for us, or the text is too long for it: the reason.
  case copyFailed(String)
}

/// Why a post's full text could not be had.
public enum PageFailure: Equatable, Sendable {
  /// The network failed on this side, so that no server was asked.
  case offline
  /// A clause that says why, and what to do.
  case reason(String)
}

/// A feed that a page names, to choose from.
public struct FoundFeed: Equatable, Sendable {
  public var url: String
  public var title: String

  public init(url: String, title: String) {
    self.url = url
    self.title = title
  }
}

/// A list as the cache gives it.
public struct OpenedList: Equatable, Sendable {
  public var generation: Int
  public var snapshot: ListSnapshot
  public var count: Int
  public var offset: Int
  public var rows: [EntryRow]
  /// Where the entry that was to stay selected stands now.
  public var selection: Int?
  public var counts: Counts
  public var clock: Clock

  public init(
    generation: Int, snapshot: ListSnapshot, count: Int, offset: Int, rows: [EntryRow], selection: Int?,
    counts: Counts, clock: Clock
  ) {
    self.generation = generation
    self.snapshot = snapshot
    self.count = count
    self.offset = offset
    self.rows = rows
    self.selection = selection
    self.counts = counts
    self.clock = clock
  }
}

/// A post as the cache gives it, laid out.
public struct LoadedArticle: Equatable, Sendable {
  public var entry: Entry
  public var document: Document
  public var layout: Layout
  public var options: LayoutOptions

  public init(entry: Entry, document: Document, layout: Layout, options: LayoutOptions) {
    self.entry = entry
    self.document = document
    self.layout = layout
    self.options = options
  }
}

/// What a refresh brought.
public struct RefreshReport: Equatable, Sendable {
  public var feeds: Int
  public var new: Int
  /// One line for each feed that failed.
  public var failures: [String]
  /// Whether the user asked for it, and so wants to hear of it.
  public var wasAsked: Bool

  public init(feeds: Int, new: Int, failures: [String], wasAsked: Bool) {
    self.feeds = feeds
    self.new = new
    self.failures = failures
    self.wasAsked = wasAsked
  }
}
