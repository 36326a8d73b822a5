import Screens

/// The colours a terminal has, and which of them is nearest to one a theme asks for.
enum TerminalPalette: Equatable {
  case none
  case eight
  case sixteen
  case indexed256
  /// RGB values as colour numbers.
  case direct

  init(colors: Int) {
    self =
      switch colors {
      case 0x1000000...: .direct
      case 256...: .indexed256
      case 16...: .sixteen
      case 8...: .eight
      default: .none
      }
  }

  /// How many colours it is: 0, 8, 16, 256 or 16,777,216.
  var count: Int {
    switch self {
    case .none: 0
    case .eight: 8
    case .sixteen: 16
    case .indexed256: 256
    case .direct: 0x1000000
    }
  }

  /// The numbers of a foreground and a background, -1 for the terminal's own, and what the colours lost to attributes.
  ///
  /// Two different colours never become one: the foreground gives way to black or white.
  func colors(
    foreground: Color, background: Color
  ) -> (foreground: Int32, background: Int32, attributes: Attributes) {
    guard self != .none else { return (-1, -1, []) }
    var front = number(of: foreground)
    var back = number(of: background)
    var attributes: Attributes = []
    if self == .eight {
      // Eight colours: the bright ones are bold, and bright black, which is grey, is dim text.
      if front == 8 {
        let onLight = background != .terminalDefault && isLight(background)
        front = background == .terminalDefault ? -1 : onLight ? 0 : 7
        attributes = onLight ? [] : .dim
      } else if front > 8 {
        (front, attributes) = (front - 8, .bold)
      }
      if back >= 8 { back -= 8 }
    }
    if front == back, front != -1, foreground != background {
      let light = isLight(background)
      front = self == .direct ? (light ? 0 : 0xFFFFFF) : (light ? 0 : self == .eight ? 7 : 15)
      if front == back { front = light ? 7 : 0 }
    }
    return (front, back, attributes)
  }

  private func number(of color: Color) -> Int32 {
    switch (color, self) {
    case (.terminalDefault, _): return -1
    case (.ansi(let index), .direct) where index >= 8:
      let (red, green, blue) = Self.ansi[Int(index & 15)]
      return Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
    case (.ansi(let index), _): return Int32(index & 15)
    case (.rgb(let red, let green, let blue), .direct): return Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
    case (.rgb(let red, let green, let blue), .indexed256): return Self.nearest256(red, green, blue)
    case (.rgb(let red, let green, let blue), _): return Self.nearest16(red, green, blue)
    }
  }

  private func isLight(_ color: Color) -> Bool {
    let (red, green, blue): (UInt8, UInt8, UInt8) =
      switch color {
      case .terminalDefault: (0, 0, 0)
      case .ansi(let index): Self.ansi[Int(index & 15)]
      case .rgb(let red, let green, let blue): (red, green, blue)
      }
    return Int(red) * 299 + Int(green) * 587 + Int(blue) * 114 > 127_500
  }

  /// The nearest of xterm's colour cube and grey ramp; the first 16 belong to the user and are left out.
  private static func nearest256(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int32 {
    let levels: [Int] = [0, 95, 135, 175, 215, 255]
    func step(_ value: UInt8) -> Int {
      let value = Int(value)
      return value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40
    }
    let cube = (step(red), step(green), step(blue))
    let mean = (Int(red) + Int(green) + Int(blue)) / 3
    let grey = max(0, min(23, (mean - 3) / 10))
    let shade = 8 + 10 * grey
    let target = (Int(red), Int(green), Int(blue))
    let ofCube = distance(target, (levels[cube.0], levels[cube.1], levels[cube.2]))
    if distance(target, (shade, shade, shade)) < ofCube { return Int32(232 + grey) }
    return Int32(16 + 36 * cube.0 + 6 * cube.1 + cube.2)
  }

  private static func nearest16(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int32 {
    let target = (Int(red), Int(green), Int(blue))
    var best = (index: 0, distance: Int.max)
    for (index, color) in ansi.enumerated() {
      let distance = distance(target, (Int(color.0), Int(color.1), Int(color.2)))
      if distance < best.distance { best = (index, distance) }
    }
    return Int32(best.index)
  }

  /// Squared, weighted as the eye does.
  private static func distance(_ one: (Int, Int, Int), _ other: (Int, Int, Int)) -> Int {
    let (red, green, blue) = (one.0 - other.0, one.1 - other.1, one.2 - other.2)
    return 2 * red * red + 4 * green * green + 3 * blue * blue
  }

  /// xterm's own values of the 16 colours.
  private static let ansi: [(UInt8, UInt8, UInt8)] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
    (255, 255, 255),
  ]
}
