import FoundationEssentials
import Screens
import Testing
import Theming

@Suite("Schemes and files")
struct SchemeTests {
  private static let colors = [
    "101418", "1c2228", "2e363e", "56616c", "9aa5b0", "c5ccd3", "dfe4e8", "f4f7f9", "e0808a", "e0a070", "e0c878",
    "98c088", "78c0b8", "80a8e0", "b898d8", "b08868",
  ]

  private static func scheme(quote: String, indent: String, mark: String) -> String {
    zip(0..<16, colors).map { number, color in
      "\(indent)base0\(String(number, radix: 16, uppercase: true)): \(quote)\(mark)\(color)\(quote)"
    }.joined(separator: "\n")
  }

  @Test("a base16 scheme is read as it is, in its new and its old form")
  func base16() throws {
    let new = "system: \"base16\"\nname: \"Own\"\nauthor: \"A. Uthor\"\nvariant: \"dark\"\npalette:\n"
    let forms = [
      new + Self.scheme(quote: "\"", indent: "  ", mark: "#"),
      "scheme: \"Own\"\nauthor: \"A. Uthor\"\n" + Self.scheme(quote: "\"", indent: "", mark: ""),
      "scheme: Own\nauthor: A. Uthor\n" + Self.scheme(quote: "", indent: "", mark: ""),
    ]
    let themes = try forms.map { try Theme.load(yaml: $0, name: "own") }
    #expect(themes.allSatisfy { $0.theme == themes[0].theme && $0.warnings == [] })
    let theme = themes[0].theme
    #expect(theme.summary == "Own by A. Uthor")
    #expect(theme[.text] == Style(foreground: .rgb(0xC5, 0xCC, 0xD3), background: .rgb(0x10, 0x14, 0x18)))
    #expect(theme[.link].foreground == .rgb(0x80, 0xA8, 0xE0))
    #expect(theme[.listUnread] != theme[.listRead])
    for role in [StyleRole.text, .listRead, .listUnread, .listSelected, .statusLine, .code, .link] {
      let style = theme[role]
      #expect(try #require(contrastRatio(style.foreground, style.background)) >= 4.5, "\(role)")
    }
  }

  @Test("a base24 scheme is read, and a scheme may give roles other styles")
  func base24() throws {
    let more = (0..<8).map { "  base1\($0): \"#2030\($0)0\"" }.joined(separator: "\n")
    let yaml =
      "system: base24\nname: Own\npalette:\n" + Self.scheme(quote: "\"", indent: "  ", mark: "#") + "\n" + more
      + "\nmartlet:\n  star: base12, bold\n"
    let (theme, warnings) = try Theme.load(yaml: yaml, name: "own")
    #expect(warnings == [])
    #expect(
      theme[.star]
        == Style(foreground: .rgb(0x20, 0x30, 0x20), background: .rgb(0x10, 0x14, 0x18), attributes: .bold))
  }

  private static var builtins: String { Theme.builtinNames.filter { $0 != "paper" }.joined(separator: ", ") }

  @Test("the user's files are found by name and by path, and hide what is compiled in")
  func userFolder() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "martlet-themes-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ text: String, to name: String) throws {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    try write("description: mine\nstyles:\n  text: red\n", to: "mine.yaml")
    try write("description: other paper\nstyles:\n  text: 4\n", to: "paper.yml")
    try write("styles:\n  text: nonsense\n", to: "broken.yaml")
    try write("not a theme", to: "README")

    #expect(try Theme.load(named: "mine", userFolder: folder.path).theme[.text].foreground == .ansi(1))
    #expect(try Theme.load(named: "paper", userFolder: folder.path).theme[.text].foreground == .ansi(4))
    #expect(try Theme.load(named: folder.path + "/mine.yaml", userFolder: nil).theme.name == "mine")
    #expect(try Theme.load(named: "night", userFolder: folder.path).theme == Theme.builtin(named: "night"))
    #expect(throws: ThemeError("no theme is called 'x'; there are \(Self.builtins), broken, mine, paper")) {
      try Theme.load(named: "x", userFolder: folder.path)
    }
    #expect(throws: ThemeError("/no/such.yaml: this cannot be read: No such file or directory")) {
      try Theme.load(named: "/no/such.yaml", userFolder: nil)
    }
    let listed = Theme.available(userFolder: folder.path)
    #expect(listed.map(\.name) == Theme.builtinNames.filter { $0 != "paper" } + ["broken", "mine", "paper"])
    #expect(Theme.names(userFolder: folder.path) == Theme.builtinNames + ["broken", "mine"])
    #expect(listed.filter(\.isBroken).map(\.name) == ["broken"])
    #expect(listed.first { $0.name == "broken" }?.summary.hasPrefix("broken.yaml:2: 'nonsense' is no colour") == true)
  }
}
