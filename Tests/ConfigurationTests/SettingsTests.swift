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
    #expect(
      problems == [
        SettingsProblem(line: 1, message: "measure must be a number from 20 to 200"),
        SettingsProblem(
          line: 2,
          message: "there is no setting 'colour'; there are "
            + "theme, layout, refresh, measure, hyphenate, justify, mouse, title, browser"),
        SettingsProblem(line: 4, message: "layout must be auto, stacked or beside"),
      ])
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
