import Testing

@testable import Configuration

@Suite("Settings")
struct SettingsTests {
  @Test("a config file sets what it names and leaves the rest")
  func reads() {
    let (settings, problems) = Settings.read(
      yaml:
        "theme: paper\nlayout: stacked\nrefresh: manual\nmeasure: 66\nhyphenate: true\njustify: yes\nbrowser: firefox --new-tab\n"
    )
    #expect(problems.isEmpty)
    #expect(settings.theme == "paper")
    #expect(settings.layout == .stacked)
    #expect(settings.refresh == .manual)
    #expect(settings.measure == 66)
    #expect(settings.hyphenate && settings.justify)
    #expect(settings.browser == ["firefox", "--new-tab"])
    #expect(settings.setNames == ["theme", "layout", "refresh", "measure", "hyphenate", "justify", "browser"])
  }

  @Test("an empty file, or one of comments, is all defaults", arguments: ["", "# nothing\n"])
  func readsEmptyFiles(yaml: String) {
    #expect(Settings.read(yaml: yaml).settings == Settings())
    #expect(Settings.read(yaml: yaml).problems.isEmpty)
  }

  @Test("what cannot be used is named with its line, and the rest still counts")
  func reportsProblems() {
    let (settings, problems) = Settings.read(yaml: "measure: huge\ncolour: red\ntheme: night\nlayout: round\n")
    #expect(settings.theme == "night")
    #expect(problems.map(\.line) == [1, 2, 4])
    #expect(problems.first?.message == "measure must be a number from 20 to 200")
    #expect(problems.last?.message == "layout must be auto, stacked or beside")
    let unknown = problems.dropFirst().first?.message
    #expect(unknown?.hasPrefix("there is no setting 'colour'; there are theme, layout,") == true)
  }

  @Test("keys are bound to commands, several of them, or nothing; what is no command is named with its line")
  func readsKeys() {
    let yaml = """
      keymap: newsboat
      keys:
        gt: theme night
        X: [toggle-star, next-unread]
        m: none
        article:
          d: half-page-down
        Q: explode
        <Zap>: zoom
      """
    let (settings, problems) = Settings.read(yaml: yaml)
    #expect(problems.map(\.line) == [8, 9])
    #expect(problems.first?.message == "there is no command 'explode'; ? shows them all")
    let keys = settings.keys
    #expect(
      keys.answer(to: [.character("X")], in: .list)
        == .invocations([Invocation(.toggleStar), Invocation(.nextUnread)]))
    #expect(keys.answer(to: [.character("m")], in: .list) == .nothing)
    #expect(keys.answer(to: [.character("d")], in: .article) == .invocations([Invocation(.halfPageDown)]))
    #expect(keys.answer(to: [.character("d")], in: .list) == .nothing)
    #expect(keys.answer(to: [.character("N")], in: .list) == .invocations([Invocation(.toggleRead)]))
  }

  @Test("a file that is not YAML is named as such", arguments: ["theme: [", "\tx: 1", "just words"])
  func reportsBrokenFiles(yaml: String) {
    let (settings, problems) = Settings.read(yaml: yaml)
    #expect(settings == Settings())
    #expect(problems.count == 1)
  }
}

@Suite("Paths")
struct PathTests {
  @Test("XDG folders are used where they are absolute, else those in the home folder")
  func followsXDG() {
    let own = Paths(environment: ["HOME": "/home/ada", "XDG_CONFIG_HOME": "/etc/x", "XDG_DATA_HOME": "relative"])
    #expect(own.configFile == "/etc/x/martlet/config.yaml")
    #expect(own.cacheFile == "/home/ada/.local/share/martlet/martlet.db")
    #expect(own.themesFolder == "/etc/x/martlet/themes")
  }

  @Test("--data-dir is the folder of the cache itself")
  func takesDataFolder() {
    #expect(Paths(environment: ["HOME": "/home/ada"], dataFolder: "/tmp/m/").cacheFile == "/tmp/m/martlet.db")
  }
}
