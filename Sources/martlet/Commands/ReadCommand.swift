import ArgumentParser
import Configuration
import FeedCache
import FeedFetching
import FeedModel
import Foundation
import ReaderStore
import TerminalIO
import Theming

/// The reader, in the terminal or replayed without one.
struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Open the reader.", shouldDisplay: false)

  @OptionGroup var data: DataOptions
  @OptionGroup var options: ReaderOptions
  @Argument(help: "Local feeds, HTML pages or text files to open without subscribing.")
  var files: [String] = []

  func validate() throws {
    guard (options.keys == nil) == (options.frames == nil) else {
      throw ValidationError("--keys and --frames go together: the keys to replay, and the file for the frames")
    }
  }

  func run() throws {
    let paths = data.paths
    var startup = try Startup(
      paths: paths, environment: ProcessInfo.processInfo.environment, themeName: options.theme)
    let library = try openLibrary(&startup.complaint)
    try MainActor.assumeIsolated {
      if let keys = options.keys, let frames = options.frames {
        try replay(keys, to: frames, library: library, startup: startup)
      } else {
        try read(library: library, startup: startup)
      }
    }
  }

  /// A damaged cache is set aside, and the reader goes on with what could be read of it; the user is told in the status
  /// line, as where the cache cannot be written.
  private func openLibrary(_ complaint: inout String?) throws -> Library {
    guard files.isEmpty else { return try Library.files(files, at: SystemClock.now()) }
    let library: Library
    do throws(CacheError) {
      library = try Library.subscriptions(in: data.openCache(), at: SystemClock.now())
    } catch {
      guard let file = error.damagedFile else { throw error }
      if let rescue = try Cache.rescue(file, at: SystemClock.now()) { complaint = rescue.message }
      library = try Library.subscriptions(in: data.openCache(), at: SystemClock.now())
    }
    if let reason = library.cache.readOnlyReason {
      complaint = "Marks are not kept, the cache is read-only: \(reason)"
    }
    return library
  }

  // MARK: In the terminal

  @MainActor
  private func read(library: Library, startup: Startup) throws {
    let signals: SignalPipe
    let terminal: Terminal
    do throws(TerminalError) {
      signals = try SignalPipe()
      let settings = startup.settings
      terminal = try Terminal(features: TerminalFeatures(mouse: settings.mouse, title: settings.title))
    } catch {
      throw CommandFailure(error.message)
    }
    let size = ScreenSize(width: terminal.width, height: terminal.height)
    var startup = startup
    startup.themes.colorCount = terminal.colorCount
    startup.usesASCII = terminal.usesASCII
    let reader = try reader(library: library, startup: startup, size: size, clock: ReaderClock.running)
    MainLoop(reader: reader, terminal: terminal, signals: signals).run()
    terminal.stop()
    reader.runner.stop()
  }

  // MARK: Without a terminal

  @MainActor
  private func replay(_ keys: String, to path: String, library: Library, startup: Startup) throws {
    let script: KeyScript
    do throws(ConfigurationError) {
      script = try KeyScript(keys)
    } catch {
      throw ValidationError(error.message)
    }
    guard let size = ScreenSize(options.size) else {
      throw ValidationError("--size is columns x rows, such as 80x24")
    }
    let reader = try reader(library: library, startup: startup, size: size, clock: ReaderClock.frozen())
    var replay = Replay(reader: reader, script: script)
    let frames = replay.run()
    reader.runner.stop()
    try Output.write(frames, to: path)
  }

  // MARK: Both

  @MainActor
  private func reader(
    library: Library, startup: Startup, size: ScreenSize, clock: @escaping @Sendable () -> Clock
  ) throws -> Reader {
    let mailbox = try Mailbox()
    var fetcher = Fetcher()
    if files.isEmpty {
      let credentials = CredentialsWatch(startup.credentialsFile) { mailbox.post(.refused($0.description)) }
      fetcher.access = { credentials.current }
    }
    let editing = Editing(data: data, environment: startup.environment)
    let runner = EffectRunner(
      cache: library.cache, mailbox: mailbox,
      paths: UserPaths(environment: startup.environment), downloadsFolder: editing.downloadsFolder(startup.settings),
      keep: startup.settings.keep, fetcher: fetcher, clock: clock)
    var state = State(
      size: size, preferences: startup.preferences(canRefresh: files.isEmpty), keymap: startup.settings.keys,
      clock: clock(), list: PostList(query: library.query), scope: library.scope)
    state.settings = startup.settings
    let reader = Reader(
      state: state, runner: runner, mailbox: mailbox, programs: editing.programs(startup.settings),
      theme: startup.theme.adapted(toColors: startup.themes.colorCount), themes: startup.themes, editing: editing)
    reader.openLibrary(keeping: library.lastPost)
    if !files.isEmpty, reader.state.list.count == 1 { _ = reader.send(.command(.open), at: 0) }
    if let complaint = startup.complaint { _ = reader.send(.refused(complaint), at: 0) }
    return reader
  }
}

/// The reader's own options; root help names them.
struct ReaderOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The colours to use; `martlet themes` lists them.", valueName: "name"))
  var theme: String?
  @Option(help: ArgumentHelp("Replay keys without a terminal, such as 'jj<CR><Space><Wait:2s>'.", valueName: "keys"))
  var keys: String?
  @Option(help: ArgumentHelp("The file that the frames of a replay are written to.", valueName: "file"))
  var frames: String?
  @Option(help: ArgumentHelp("The size of a replay's screen.", valueName: "columns x rows"))
  var size = "80x24"
}
