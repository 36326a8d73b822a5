public import ArticleDocument
public import ArticleLayout
public import Configuration
public import FeedModel

/// What is to be done outside, as data: tests compare effects with `==`, one runner carries them out.
public enum Effect: Equatable, Sendable {
  /// → `listOpened`
  case openList(EntryQuery, ListMoment, keeping: EntryID?, selection: Int, generation: Int)
  /// → `rowsLoaded`
  case loadRows(EntryQuery, at: ListSnapshot, Range<Int>, generation: Int)
  /// → `unreadFound`. Goes on at the other end of the list.
  case findUnread(EntryQuery, at: ListSnapshot, from: Int, forward: Bool, generation: Int)
  /// → `articleLoaded` or `articleMissing`
  case loadArticle(EntryID, LayoutOptions)
  /// → `laidOut`
  case layOut(EntryID, ArticleText, LayoutOptions)
  /// → `statusesChanged`, once it is on disk
  case change(StatusChange, [EntryID])
  /// Marks some rows of a list, or all. → `listChanged`
  case changeList(StatusChange, EntryQuery, at: ListSnapshot, rows: Range<Int>?, generation: Int)
  /// → `statusesChanged`
  case setTags([String], EntryID)
  /// → `reverted`
  case undo
  /// → `reverted`
  case redo
  case savePlace(Place, EntryID)
  /// As `savePlace`, in the text of the post's page.
  case savePagePlace(Place, EntryID)
  /// Shows the one or the other text of a post from now on. → `textChosen`
  case chooseText(TextSource, EntryID, LayoutOptions)
  /// Fetches the page of a post, once, and finds the article in it; the user asked for it, or the feed's settings do.
  /// → `pageLoaded` or `pageFailed`
  case fetchPage(EntryID, LayoutOptions, isAsked: Bool)
  /// What the feed last edited in a post. → `changesLoaded`
  case loadChanges(EntryID)
  /// Remembers what was open, for the next session.
  case rememberPost(EntryID?)
  /// → `refreshProgressed`, `libraryChanged`, `refreshFinished`
  case refresh(RefreshRequest)
  /// → `libraryLoaded`
  case loadLibrary
  case saveView(SavedView)
  case removeView(String)
  /// → `historyLoaded`
  case loadHistory(String)
  case saveHistory([String], String)
  /// Subscribes to a feed, or to what a page names. → `told` or `feedsFound`
  case subscribe(url: String)
  /// → `subscriptionsChanged`
  case editSubscription(FeedID, SubscriptionEdit)
  /// Gives the terminal to the user's editor, for the subscriptions as text. → `subscriptionsChanged` or `refused`
  case editSubscriptions
  /// The same for the config file. → `settingsLoaded` or `refused`
  case editSettings
  /// Takes over what is set outside of the state: browser, title, retention.
  case useSettings(Settings)
  /// Takes the mouse, or leaves it to the terminal.
  case useMouse(Bool)
  /// → `healthLoaded`
  case loadHealth
  /// → `told`
  case openInBrowser(String)
  /// Opens a file of the web with the program for its type. → `told`
  case openEnclosure(Enclosure)
  /// Saves a file of the web. → `downloadProgressed`, `told`
  case saveEnclosure(Enclosure, of: FeedID)
  case stopSaving
  /// Writes a post to a file whose ending says in which form. → `told`
  case savePost(OutgoingPost, to: String)
  /// Gives a post to a program that has the terminal while it runs. → `told`
  case pipe(OutgoingPost, to: ProgramLine)
  /// → `folderListed`
  case listFolder(String)
  /// Gives a text to the terminal for the clipboard; → `copyFailed` if it takes none.
  case copy(String)
  /// Shows another theme at once, also while its name is still being typed; → `themeShown` or `refused`
  case useTheme(String)
  /// → `woke`
  case wake(seconds: Double, WakeReason)
  case redrawTerminal
  case suspend
  case quit
}

/// A post that is to leave the reader.
public struct OutgoingPost: Equatable, Sendable {
  public var id: EntryID
  /// The article as it is open; nil for a post of the list, which the cache has.
  public var open: OpenedPost?
  /// Cells of a line, where it leaves as lines.
  public var measure: Int

  public init(id: EntryID, open: OpenedPost? = nil, measure: Int) {
    self.id = id
    self.open = open
    self.measure = measure
  }
}

/// An entry with the document that is shown of it.
public struct OpenedPost: Equatable, Sendable {
  public var entry: Entry
  public var document: Document

  public init(entry: Entry, document: Document) {
    self.entry = entry
    self.document = document
  }
}

/// The moment as of which a list is opened.
public enum ListMoment: Equatable, Sendable {
  case now
  /// As it stood.
  case frozen(ListSnapshot)
  /// With the marks of now, and without what has arrived after an entry.
  case withoutArrivals(after: EntryID)
}

/// A change of one subscription.
public enum SubscriptionEdit: Equatable, Sendable {
  case title(String)
  case folder(String)
  case unsubscribe
}

/// Which feeds the reader asks.
public enum RefreshRequest: Equatable, Sendable {
  /// Those whose time has come; the reader's own idea.
  case due
  case all
  case feeds([FeedID])
}

/// Why the reader wanted to be woken.
public enum WakeReason: Equatable, Sendable {
  /// A post has been open for two seconds.
  case dwelled(EntryID)
  /// Scrolling has paused: the place goes to disk.
  case placeSettled(EntryID)
  /// A post of a feed whose posts are read on their pages has been open for a moment.
  case pageWanted(EntryID)
  /// A key sequence was begun, and nothing followed.
  case keysPending([Key])
  /// The next refresh of due feeds.
  case refreshDue
}
