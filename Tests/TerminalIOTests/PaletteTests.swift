import Screens
import Testing

@testable import TerminalIO

@Suite("Colours become the nearest a terminal has")
@MainActor
struct PaletteTests {
  private func numbers(
    _ foreground: Color, on background: Color = .terminalDefault, _ palette: TerminalPalette
  ) -> [Int32] {
    let colors = palette.colors(foreground: foreground, background: background)
    return [colors.foreground, colors.background]
  }

  @Test("of 256")
  func indexed() {
    #expect(numbers(.rgb(0, 0, 0), .indexed256) == [16, -1])
    #expect(numbers(.rgb(255, 255, 255), .indexed256) == [231, -1])
    #expect(numbers(.rgb(28, 28, 28), .indexed256) == [234, -1])
    #expect(numbers(.rgb(95, 135, 175), .indexed256) == [67, -1])
    #expect(numbers(.ansi(9), on: .ansi(0), .indexed256) == [9, 0])
    for value in UInt8.min...255 {
      let number = numbers(.rgb(value, 255 - value, value ^ 0x55), .indexed256)[0]
      #expect((16...255).contains(number))
    }
  }

  @Test("of 16 and of 8, where bright is bold and grey is dim")
  func few() {
    #expect(numbers(.rgb(250, 10, 10), .sixteen) == [9, -1])
    #expect(numbers(.ansi(12), on: .ansi(7), .sixteen) == [12, 7])
    #expect(numbers(.ansi(12), .eight) == [4, -1])
    #expect(TerminalPalette.eight.colors(foreground: .ansi(12), background: .terminalDefault).attributes == .bold)
    #expect(TerminalPalette.eight.colors(foreground: .ansi(8), background: .terminalDefault).attributes == .dim)
    #expect(numbers(.ansi(8), .eight) == [-1, -1])
    #expect(numbers(.ansi(8), on: .rgb(250, 250, 240), .eight) == [0, 7])
    #expect(numbers(.ansi(8), on: .rgb(20, 20, 20), .eight) == [7, 0])
  }

  @Test("of 16 a grey becomes a grey, a hue a hue, and text stays legible")
  func kinds() {
    let (paper, night) = (Color.rgb(0xFB, 0xF9, 0xF4), Color.rgb(0x14, 0x20, 0x2B))
    let greys: Set<Int32> = [0, 7, 8, 15]
    for grey in [Color.rgb(0xA9, 0xB4, 0xBC), .rgb(0x54, 0x62, 0x6D), .rgb(0x26, 0x31, 0x3A)] {
      #expect(greys.contains(numbers(grey, on: paper, .sixteen)[0]))
    }
    #expect(numbers(.rgb(0x00, 0x5A, 0x96), on: paper, .sixteen) == [4, 15])
    #expect([4, 6, 12, 14].contains(numbers(.rgb(0x6C, 0xBC, 0xF0), on: night, .sixteen)[0]))
    #expect(numbers(.rgb(0xCD, 0xD6, 0xDD), on: night, .sixteen) == [7, 0])
    // Cyan is nearest to this green blue, and cannot be read on paper.
    #expect(![6, 14, 7, 15].contains(numbers(.rgb(0x0F, 0x55, 0x60), on: paper, .sixteen)[0]))
  }

  @Test("two colours that differ never become one")
  func visible() {
    let close: [(Color, Color)] = [
      (.rgb(20, 20, 20), .rgb(24, 24, 24)), (.rgb(250, 250, 250), .rgb(252, 252, 252)), (.rgb(200, 0, 0), .ansi(1)),
      (.ansi(15), .ansi(7)), (.ansi(0), .rgb(5, 5, 5)),
    ]
    for palette in [TerminalPalette.eight, .sixteen, .indexed256, .direct, .directAndSixteen] {
      for (foreground, background) in close {
        let both = numbers(foreground, on: background, palette)
        #expect(both[0] != both[1], "\(foreground) on \(background), \(palette)")
      }
    }
  }

  @Test("what is printed and not drawn has the same colours")
  func sequences() {
    let style = Style(foreground: .rgb(255, 0, 0), background: .ansi(9), attributes: [.bold, .underline])
    func sequence(_ environment: [String: String]) -> String {
      StyleSequences(environment: environment).sequence(for: style)
    }
    #expect(sequence(["TERM": "xterm-256color", "COLORTERM": "truecolor"]) == "\u{1B}[0;1;4;38;2;255;0;0;101m")
    #expect(sequence(["TERM": "xterm-256color"]) == "\u{1B}[0;1;4;38;5;196;101m")
    #expect(sequence(["TERM": "xterm-256color", "NO_COLOR": "1"]) == "\u{1B}[0;1;4m")
    #expect(sequence(["TERM": "vt100"]) == "\u{1B}[0;1;4m")
    #expect(sequence(["TERM": "dumb"]) == "")
  }

  @Test("RGB as it is, and nothing at all")
  func ends() {
    #expect(numbers(.rgb(1, 2, 3), on: .ansi(15), .direct) == [0x010203, 0xFFFFFF])
    #expect(numbers(.rgb(1, 2, 3), on: .ansi(15), .directAndSixteen) == [0x010203, 15])
    #expect(numbers(.rgb(0, 0, 0), on: .rgb(255, 255, 255), .directAndSixteen) == [0x010000, 0xFFFFFF])
    #expect(numbers(.rgb(1, 2, 3), on: .ansi(15), .none) == [-1, -1])
    #expect([0, 8, 16, 88, 256, 1 << 24].map { TerminalPalette(colors: $0).count } == [0, 8, 16, 16, 256, 1 << 24])
  }
}
