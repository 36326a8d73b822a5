import Configuration
import FeedCache
import FeedModel
import ReaderStore
import ReaderView
import Screens
import Theming

/// The state and all that moves it, without a terminal: the main loop and the replay drive it alike.
@MainActor
final class Reader {
  private(set) var state: State
  let runner: EffectRunner
  let mailbox: Mailbox
  /// Where other themes come from.
  let themes: ThemeShelf
  let editing: Editing
  private(set) var theme: Theme
  private(set) var programs: Programs
  private var wakes = WakeQueue()

  init(
    state: State, runner: EffectRunner, mailbox: Mailbox, programs: Programs, theme: Theme, themes: ThemeShelf,
    editing: Editing
  ) {
    self.state = state
    self.programs = programs
    self.runner = runner
    self.mailbox = mailbox
    self.theme = theme
    self.themes = themes
    self.editing = editing
  }

  var screen: Screen { render(state, theme: theme) }

  /// When the reader wants to be woken next, in seconds of the loop's clock.
  var nextWake: Double? { wakes.next }

  /// Opens the list before the first screen, and shows the post that was open last.
  func openLibrary(keeping post: EntryID?) {
    let list = state.list
    let opening = Effect.openList(
      list.query, .now, keeping: post, selection: 0, generation: list.generation)
    if let action = runner.perform(opening) { _ = send(action, at: 0) }
    guard let post, case .articleLoaded(let article) = runner.perform(.loadArticle(post, state.layoutOptions)) else {
      return
    }
    _ = send(.articleRestored(article), at: 0)
  }

  /// Reduces an action and starts what it asks for.
  /// - Returns: the effects that are the terminal's: copy, programs, redraw, suspend, quit, an editor, the mouse.
  func send(_ action: Action, at time: Double) -> [Effect] {
    var forTerminal: [Effect] = []
    for effect in reduce(&state, action) {
      switch effect {
      case .wake(let seconds, let reason): wakes.add(reason, at: time + seconds)
      case .useTheme(let name): forTerminal += send(show(theme: name), at: time)
      case .useSettings(let settings):
        programs = editing.programs(settings)
        runner.use(keep: settings.keep, downloadsFolder: editing.downloadsFolder(settings))
        forTerminal.append(effect)
      case .copy, .openInBrowser, .openEnclosure, .pipe, .redrawTerminal, .suspend, .quit, .editSubscriptions,
        .editSettings, .useMouse:
        forTerminal.append(effect)
      default: runner.run(effect)
      }
    }
    return forTerminal
  }

  private func show(theme name: String) -> Action {
    do throws(ThemeError) {
      theme = try themes.theme(named: name)
      return .themeShown(name)
    } catch {
      return .refused(error.message)
    }
  }

  /// Opens a link or a file with the user's programs, or gives a post to one; does nothing for other effects.
  /// - Returns: a text for the clipboard, where there is no program for a link.
  func run(_ effect: Effect, with runner: ProgramRunner, at time: Double) -> String? {
    switch effect {
    case .openInBrowser(let url): return open(programs.opening(url), with: runner, at: time)
    case .openEnclosure(let enclosure): return open(programs.opening(enclosure), with: runner, at: time)
    case .pipe(let post, let program):
      do throws(CacheError) {
        guard let text = try self.runner.text(of: post, as: .markdown) else { return nil }
        _ = send(.told(runner.pipe(text, to: program.words)), at: time)
      } catch {
        _ = send(.cacheFailed(error.message), at: time)
      }
      return nil
    default: return nil
    }
  }

  private func open(_ opening: Programs.Opening, with runner: ProgramRunner, at time: Double) -> String? {
    switch opening {
    case .run(let words, let message):
      _ = send(.told(runner.open(words, saying: message, besideReader: programs.hasDisplay)), at: time)
      return nil
    case .copy(let url, let message):
      _ = send(.told(message), at: time)
      return url
    case .refuse(let message):
      _ = send(.told(message), at: time)
      return nil
    }
  }

  /// Sends what is due at a time: results that have come, and wakes.
  func sendWaiting(at time: Double) -> [Effect] {
    var forTerminal: [Effect] = []
    for action in mailbox.drain() { forTerminal += send(action, at: time) }
    while let reason = wakes.popDue(at: time) { forTerminal += send(.woke(reason), at: time) }
    return forTerminal
  }
}
