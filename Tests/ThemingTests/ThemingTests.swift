import Glibc
import Screens
import Testing
import Theming

@Suite("Themes")
struct ThemeTests {
  @Test("every theme that is compiled in loads without a warning", arguments: Theme.builtinNames)
  func builtins(name: String) throws {
    let (theme, warnings) = try Theme.load(named: name, userFolder: nil)
    #expect(warnings == [])
    #expect(theme.name == name)
    #expect(!theme.summary.isEmpty)
    #expect(Theme.builtinSummaries[name] == theme.summary)
    #expect(Set(theme.styles.keys) == Set(StyleRole.allCases))
  }

  @Test("there are a default, light, dark, colour-blind safe, high-contrast and mono themes")
  func names() {
    #expect(
      Theme.builtinNames
        == ["terminal", "paper", "night", "shore", "harbour", "contrast-light", "contrast-dark", "mono"])
  }

  @Test("text of every theme can be read: WCAG AA where RGB is named", arguments: Theme.builtinNames)
  func contrast(name: String) throws {
    let theme = try #require(Theme.builtin(named: name))
    let isHigh = name.hasPrefix("contrast")
    for role in StyleRole.allCases {
      let style = theme[role]
      guard let ratio = contrastRatio(style.foreground, style.background) else { continue }
      let least = role.isText ? (isHigh ? 7 : 4.5) : (isHigh ? 4.5 : 1.9)
      #expect(ratio >= least, "\(role.rawValue): \(style)")
    }
  }

  @Test("what code and marks make of a text can be read, too", arguments: Theme.builtinNames)
  func mixedContrast(name: String) throws {
    let theme = try #require(Theme.builtin(named: name))
    let least = name.hasPrefix("contrast") ? 7 : 4.5
    // Code within a link, a quote or a marked text keeps that text's background.
    for ground in [StyleRole.text, .quote, .link] {
      guard let ratio = contrastRatio(theme[.code].foreground, theme[ground].background) else { continue }
      #expect(ratio >= least, "\(ground.rawValue)")
    }
  }

  @Test("unread, starred, links and errors never hang on a colour alone", arguments: Theme.builtinNames)
  func withoutHue(name: String) throws {
    let theme = try #require(Theme.builtin(named: name))
    let pairs: [(StyleRole, StyleRole)] = [
      (.listUnread, .listRead), (.star, .listRead), (.link, .text), (.linkFocused, .link), (.match, .mark),
      (.statusError, .statusMessage), (.listSelected, .listSelectedElsewhere), (.heading1, .text),
    ]
    for (one, other) in pairs {
      #expect(theme[one].attributes != theme[other].attributes, "\(one.rawValue) and \(other.rawValue)")
    }
  }

  @Test("the themes for colour-blind eyes keep their colours apart in each of them", arguments: ["shore", "harbour"])
  func colorBlindness(name: String) throws {
    let theme = try #require(Theme.builtin(named: name))
    let pairs: [(StyleRole, StyleRole)] = [
      (.link, .text), (.link, .code), (.star, .link), (.statusError, .prompt), (.match, .mark),
    ]
    for vision in ColorVision.allCases {
      for (one, other) in pairs {
        let (first, second) = (theme[one], theme[other])
        let distance = max(
          vision.distance(first.foreground, second.foreground), vision.distance(first.background, second.background))
        #expect(distance >= 0.07, "\(one.rawValue) and \(other.rawValue), \(vision)")
      }
    }
  }

  @Test("what must be told apart differs, also without colours", arguments: Theme.builtinNames)
  func distinctions(name: String) throws {
    let theme = try #require(Theme.builtin(named: name))
    for theme in [0, 8, 16, 256].map(theme.adapted) {
      #expect(theme[.listRead] != theme[.listUnread])
      #expect(theme[.listSelected] != theme[.listRead])
      #expect(theme[.listSelected] != theme[.listUnread])
      #expect(theme[.listSelected] != theme[.listSelectedElsewhere])
      #expect(theme[.link] != theme[.text])
      #expect(theme[.match] != theme[.text])
      #expect(theme[.heading1] != theme[.text])
      #expect(theme[.statusError] != theme[.statusMessage])
    }
  }

  @Test("without colours a theme has attributes only, and the selected row is reversed", arguments: Theme.builtinNames)
  func withoutColors(name: String) throws {
    let theme = try #require(Theme.builtin(named: name)).adapted(toColors: 0)
    #expect(theme.styles.values.allSatisfy { $0.foreground == .terminalDefault && $0.background == .terminalDefault })
    #expect(theme[.listSelected].attributes.contains(.reverse))
  }

  @Test("with few colours a selection does not hang on a soft background", arguments: Theme.builtinNames)
  func fewColors(name: String) throws {
    let theme = try #require(Theme.builtin(named: name))
    #expect(theme.adapted(toColors: 256) == theme)
    #expect(theme.adapted(toColors: 16)[.listSelected].attributes.contains(.reverse))
  }

  @Test("the mono theme file is the theme without colours")
  func mono() throws {
    #expect(Theme.builtin(named: "mono")?.styles == Theme.mono.styles)
  }

  @Test("a style is written in words or as a map, and colours come from the parent role")
  func styles() throws {
    let yaml = """
      palette:
        ink: "#102030"
        paper: "#fff"
      styles:
        text: ink on paper
        title: bold, red
        heading1: {fg: 12, bg: default, italic: true, bold: no}
        link: "fg: bright-blue, bg: 3, underline"
        code: "#00ff00 on ink"
        quote: grey
      """
    let (theme, warnings) = try Theme.load(yaml: yaml, name: "own")
    let (ink, paper) = (Color.rgb(0x10, 0x20, 0x30), Color.rgb(255, 255, 255))
    #expect(warnings == [])
    #expect(theme[.text] == Style(foreground: ink, background: paper))
    #expect(theme[.title] == Style(foreground: .ansi(1), background: paper, attributes: .bold))
    #expect(theme[.heading1] == Style(foreground: .ansi(12), background: .terminalDefault, attributes: .italic))
    #expect(theme[.heading2].foreground == .ansi(12))
    #expect(theme[.link] == Style(foreground: .ansi(12), background: .ansi(3), attributes: .underline))
    #expect(theme[.code] == Style(foreground: .rgb(0, 255, 0), background: ink))
    #expect(theme[.quote] == Style(foreground: .ansi(8), background: paper))
    #expect(theme[.listSelected] == Style(foreground: ink, background: paper, attributes: .reverse))
  }

  @Test("faults name the file, the line and the reason")
  func faults() {
    let faults = [
      ("styles:\n  text: nocolour\n", "t.yaml:2: 'nocolour' is no colour"),
      ("palette:\n  ink: \"#12345\"\n", "t.yaml:2: '#12345' is no colour"),
      ("palette:\n  ink: #123456\n", "t.yaml:2: the colour is missing; write it in quotes"),
      ("styles:\n  text: fg: red\n", "t.yaml:2: this is not YAML: mapping values are not allowed"),
      ("styles:\n  text: {fg: red\n", "t.yaml:3: "),
      ("- a\n- b\n", "t.yaml:1: a theme is a list of"),
      ("", "t.yaml: the file is empty"),
      ("styles:\n  text: [red]\n", "t.yaml:2: a style is words"),
      ("styles: red\n", "t.yaml:1: styles are a list"),
      ("name: a\nname: b\n", "t.yaml:1: 'name' stands here and again below"),
      ("system: base16\npalette:\n  base00: \"#000000\"\n", "t.yaml: the scheme has no base01"),
    ]
    for (yaml, message) in faults {
      do throws(ThemeError) {
        _ = try Theme.load(yaml: yaml, name: "t.yaml")
        Issue.record("no fault in \(yaml)")
      } catch {
        #expect(error.message.hasPrefix(message), "\(error.message)")
      }
    }
  }

  @Test("what is not known is a warning, and the rest is used")
  func warnings() throws {
    let yaml = """
      name: Own
      stiles: {}
      styles:
        txet: red
        quote: {fg: red, blink: true}
      """
    let (theme, warnings) = try Theme.load(yaml: yaml, name: "own.yaml")
    #expect(
      warnings == [
        "own.yaml:2: nothing is called 'stiles'",
        "own.yaml:4: no role is called 'txet'; did you mean text?",
        "own.yaml:5: no style has 'blink'; use fg, bg, bold, dim, italic, underline, reverse",
      ])
    #expect(theme[.quote].foreground == .ansi(1))
  }
}

/// The contrast of WCAG 2, 1 to 21; nil unless both colours are RGB.
func contrastRatio(_ one: Color, _ other: Color) -> Double? {
  guard let first = luminance(one), let second = luminance(other) else { return nil }
  return (max(first, second) + 0.05) / (min(first, second) + 0.05)
}

private func luminance(_ color: Color) -> Double? {
  guard case .rgb(let red, let green, let blue) = color else { return nil }
  func linear(_ byte: UInt8) -> Double {
    let value = Double(byte) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

extension StyleRole {
  /// Whether it is read; lines and bars are only seen.
  fileprivate var isText: Bool {
    switch self {
    case .border, .rule, .tableRule, .quoteBar: false
    default: true
    }
  }
}
