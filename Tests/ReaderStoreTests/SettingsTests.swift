import Configuration
import FeedModel
import Testing

@testable import ReaderStore

@Suite("Settings, themes and subscriptions that change under way")
struct SettingsTests {
  private static func session() -> Session {
    var session = Session(posts: 5)
    session.state.preferences.themeNames = ["terminal", "paper", "night", "papyrus"]
    return session
  }

  private static func settings(_ yaml: String) -> Settings { Settings.read(yaml: yaml).settings }

  // MARK: The config file

  @Test("a config file that was edited takes effect, and what it leaves alone stays as the user had it")
  func reloads() throws {
    var session = SettingsTests.session()
    #expect(try session.type(":config<CR>").contains(.editSettings))
    _ = try session.type(":layout beside<CR>")
    let new = SettingsTests.settings("theme: paper\nmeasure: 50\nmouse: false\nkeys: {X: toggle-star}\n")
    let effects = session.send(.settingsLoaded(new, themeNames: ["paper"]))
    #expect(effects.contains(.useSettings(new)))
    #expect(effects.contains(.useMouse(false)))
    #expect(effects.contains(.useTheme("paper")))
    #expect(session.state.preferences.measure == 50)
    #expect(session.state.preferences.layout == .beside)
    #expect(session.state.preferences.themeNames == ["paper"])
    #expect(session.state.message?.text == "config.yaml is in effect")
    #expect(try session.type("X") == [.change(.starred(true), [EntryID(1)])])
  }

  @Test("a theme that was chosen for the session stays when the file changes something else")
  func keepsTheme() throws {
    var session = SettingsTests.session()
    _ = try session.type(":theme night<CR>")
    _ = session.send(.themeShown("night"))
    let effects = session.send(.settingsLoaded(SettingsTests.settings("justify: true"), themeNames: ["night"]))
    #expect(!effects.contains { if case .useTheme = $0 { true } else { false } })
    #expect(session.state.preferences.justifies)
  }

  @Test("refreshing by itself begins and ends with the setting, on one clock")
  func refreshes() throws {
    var session = SettingsTests.session()
    let wake = Effect.wake(seconds: refreshIntervalSeconds, .refreshDue)
    #expect(session.send(.started) == [.refresh(.due), wake])
    _ = session.send(.settingsLoaded(SettingsTests.settings("refresh: manual"), themeNames: []))
    let again = session.send(.settingsLoaded(Settings(), themeNames: []))
    #expect(!again.contains(wake))
    _ = session.send(.settingsLoaded(SettingsTests.settings("refresh: manual"), themeNames: []))
    #expect(session.send(.woke(.refreshDue)) == [])
    #expect(session.send(.settingsLoaded(Settings(), themeNames: [])).contains(wake))
  }

  // MARK: Themes

  @Test("themes are seen as one goes through them, and Esc brings the former one back")
  func previews() throws {
    var session = SettingsTests.session()
    _ = try session.type(":theme<CR>")
    #expect(session.state.prompt?.completion?.candidates.count == 4)
    #expect(try session.type("<Down>") == [.useTheme("paper")])
    _ = session.send(.themeShown("paper"))
    #expect(try session.type("<Tab>") == [.useTheme("night")])
    _ = session.send(.themeShown("night"))
    #expect(try session.type("<Up>") == [.useTheme("paper")])
    _ = session.send(.themeShown("paper"))
    #expect(try session.type("<Esc>") == [.useTheme("terminal")])
    #expect(session.state.prompt == nil)
  }

  @Test("a theme is seen as soon as what is typed can mean no other, and Enter keeps it for the session")
  func types() throws {
    var session = SettingsTests.session()
    #expect(!(try session.type(":theme n").contains { $0 == .useTheme("terminal") }))
    #expect(try session.type("i") == [.useTheme("night")])
    _ = session.send(.themeShown("night"))
    #expect(try session.type("<C-w>").last == .useTheme("terminal"))
    _ = session.send(.themeShown("terminal"))
    #expect(try session.type("pape").last == .useTheme("paper"))
    _ = session.send(.themeShown("paper"))
    let kept = try session.type("<CR>")
    #expect(kept.contains(.useTheme("paper")) && !kept.contains(.useTheme("terminal")))
    #expect(session.state.message?.text == "Theme paper for now; theme: paper in :config keeps it")
  }

  // MARK: The mouse

  @Test("the mouse is given to the terminal and taken back while the reader runs")
  func mouse() throws {
    var session = SettingsTests.session()
    #expect(try session.type(":mouse off<CR>").contains(.useMouse(false)))
    #expect(try session.type(":mouse<CR>").contains(.useMouse(true)))
    _ = try session.type(":mouse maybe<CR>")
    #expect(session.state.message?.text == "The mouse is on or off")
  }

  // MARK: Subscriptions

  private static func feed(_ id: Int64, isAsked: Bool = true) -> Subscription {
    Subscription(
      id: FeedID(rawValue: id), url: "https://\(id).example/", title: "Feed \(id)",
      lastRefresh: isAsked ? Session.noon.now : nil)
  }

  @Test("E opens the subscriptions in the editor; then list, counts and feeds follow, and new feeds are asked")
  func editsSubscriptions() throws {
    var session = SettingsTests.session()
    #expect(try session.type("E") == [.editSubscriptions])
    let edits = SubscriptionEdits(subscribed: 1, unsubscribed: 1)
    let library = LibraryOutline(subscriptions: [SettingsTests.feed(1), SettingsTests.feed(2, isAsked: false)])
    let effects = session.send(.subscriptionsChanged(edits, library, Counts(unread: 3, starred: 0, feeds: 2)))
    #expect(session.state.message?.text == "Subscribed to 1 feed, unsubscribed from 1; u undoes it")
    #expect(session.state.counts.feeds == 2 && session.state.library == library)
    #expect(effects.first == .refresh(.feeds([FeedID(rawValue: 2)])))
    guard case .openList(_, .withoutArrivals(after: Session.snapshot.newestEntry), _, _, _) = effects.last else {
      Issue.record("the list is not asked for anew: \(effects)")
      return
    }
    session.state.preferences.canRefresh = false
    #expect(try session.type("E") == [])
  }

  @Test("what was left alone in the editor says so and moves nothing")
  func editsNothing() throws {
    var session = SettingsTests.session()
    let library = LibraryOutline(subscriptions: [SettingsTests.feed(1)])
    #expect(session.send(.subscriptionsChanged(SubscriptionEdits(), library, Counts())) == [])
    #expect(session.state.message?.text == "Nothing changed")
  }

  @Test("with the first feed the guide makes way for its posts")
  func leavesGuide() throws {
    var session = SettingsTests.session()
    let guide = ListScope.feed(FeedID(rawValue: 9), title: "Guide")
    (session.state.home, session.state.scope) = (guide, guide)
    #expect(session.send(.libraryLoaded(LibraryOutline())) == [])
    _ = session.send(.libraryLoaded(LibraryOutline(subscriptions: [SettingsTests.feed(1)])))
    #expect(session.state.scope == .everything && session.state.home == .everything)
    #expect(session.state.list.query == EntryQuery(unreadOnly: true))
  }
}
