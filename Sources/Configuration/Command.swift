/// What the reader can be told to do. The raw value is the command's name in config files and on the command line.
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
  case nextHeading = "next-heading"
  case previousHeading = "previous-heading"
  case outline
  case shiftLeft = "shift-left"
  case shiftRight = "shift-right"
  case find
  case bilingual
  case fullText = "full-text"
  case changes = "what-changed"
  case details
  case place = "where"
  // Links and files
  case nextLink = "next-link"
  case previousLink = "previous-link"
  case followLink = "follow-link"
  case linkHints = "link-hints"
  case links
  case openInBrowser = "open-in-browser"
  case openAndGoOn = "open-and-go-on"
  case comments
  case enclosures
  case copyURL = "copy-url"
  case copyMarkdown = "copy-markdown"
  case copyCode = "copy-code"
  case save
  case pipe
  case stopSaving = "stop-saving"
  // Posts
  case nextRow = "next-row"
  case previousRow = "previous-row"
  case nextPost = "next-post"
  case previousPost = "previous-post"
  case nextUnread = "next-unread"
  case previousUnread = "previous-unread"
  case formerPost = "former-post"
  case scrollArticleDown = "scroll-article-down"
  case scrollArticleUp = "scroll-article-up"
  // What the list shows
  case toggleAll = "toggle-all"
  case narrow
  case filter
  case sort
  case view
  case saveView = "save-view"
  case forgetView = "forget-view"
  case showFeed = "feed"
  case showFolder = "folder"
  case nextFeed = "next-feed"
  case previousFeed = "previous-feed"
  case nextUnreadFeed = "next-unread-feed"
  case previousUnreadFeed = "previous-unread-feed"
  // Marks
  case toggleRead = "toggle-read"
  case toggleStar = "toggle-star"
  case hide
  case tag
  case markAbove = "mark-above"
  case markAll = "mark-all"
  case select
  case undo
  case redo
  // Panes
  case focusList = "focus-list"
  case focusArticle = "focus-article"
  case switchFocus = "switch-focus"
  case sidebar
  case zoom
  case shrinkList = "shrink-list"
  case growList = "grow-list"
  case widenText = "widen-text"
  case narrowText = "narrow-text"
  case layout
  // Feeds
  case refreshFeed = "refresh-feed"
  case refreshAll = "refresh-all"
  case add
  case rename
  case move
  case unsubscribe
  case health
  case edit
  // The program
  case help
  case commandLine = "command-line"
  case theme
  case mouse
  case config
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
  /// The sidebar.
  case feeds
}

/// What a command is done with, where it takes a word more than its name.
public enum CommandArgument: String, CaseIterable, Hashable, Sendable {
  case address
  case choice
  case feed
  case file
  case filter
  case folder
  case number
  /// `on` or `off`.
  case onOff
  case order
  case program
  case tags
  case theme
  case title
  case view
}

/// One row of the one command table, from which help, `martlet keys`, the command line and the keymaps are made.
public struct CommandDescription: Equatable, Sendable {
  /// The part of the help that a command stands in, by its heading.
  public enum Group: String, CaseIterable, Sendable {
    case reading = "Reading"
    case links = "Links, copies and files"
    case posts = "From post to post"
    case list = "What the list shows"
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
  public var defaultKeys: [[Key]]
  /// What it may be given; nil if it takes nothing.
  public var argument: CommandArgument?
  /// What it asks for when it is not given; nil if it does something without.
  public var question: String?
}

extension Command {
  private static let rows = Dictionary(uniqueKeysWithValues: table.map { ($0.command, $0) })

  public var description: CommandDescription? { Command.rows[self] }
}

/// A command with what it is done with, as it is written on the command line: `theme paper`.
public struct Invocation: Hashable, Sendable, CustomStringConvertible {
  public var command: Command
  /// Empty if nothing was given.
  public var argument: String

  public init(_ command: Command, _ argument: String = "") {
    self.command = command
    self.argument = argument
  }

  /// Reads a line such as `theme paper`; a name may be shortened to what no other command begins with.
  /// - Throws: `ConfigurationError` naming what is not understood.
  public init(line: String) throws(ConfigurationError) {
    let words = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
    let name = words.first.map(String.init) ?? ""
    command = try Invocation.command(named: name)
    let rest = words.count > 1 ? words[1] : ""
    argument = String(rest.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    if !argument.isEmpty, command.description?.argument == nil {
      throw ConfigurationError("\(command.rawValue) takes nothing after its name")
    }
  }

  /// Names that hands know from elsewhere.
  private static let shortNames: [String: Command] = ["w": .save]

  private static func command(named name: String) throws(ConfigurationError) -> Command {
    if let command = Command(rawValue: name) ?? shortNames[name] { return command }
    let matches = Command.allCases.filter { $0.rawValue.hasPrefix(name) }
    switch matches.count {
    case 1: return matches[0]
    case 0: throw ConfigurationError("there is no command '\(name)'; ? shows them all")
    default:
      let names = matches.prefix(4).map(\.rawValue).joined(separator: ", ")
      throw ConfigurationError("'\(name)' may be \(names)\(matches.count > 4 ? " …" : "")")
    }
  }

  public var description: String { argument.isEmpty ? command.rawValue : "\(command.rawValue) \(argument)" }
}
