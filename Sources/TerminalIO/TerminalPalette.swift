import Screens

/// The colours a terminal has, and which of them is nearest to one a theme asks for.
nonisolated enum TerminalPalette: Equatable {
  case none
  case eight
  case sixteen
  case indexed256
  /// RGB values as colour numbers; those below 8 are the terminal's own colours, as in terminfo's `xterm-direct`.
  case direct
  /// RGB values as colour numbers; those below 16 are the terminal's own.
  case directAndSixteen

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
    case .direct, .directAndSixteen: 0x1000000
    }
  }

  /// The numbers of a foreground and a background, -1 for the terminal's own, and what the colours lost to attributes.
  ///
  /// Two different colours never become one: the foreground gives way to black or white.
  func colors(
    foreground: Color, background: Color
  ) -> (foreground: Int32, background: Int32, attributes: Attributes) {
    guard self != .none else { return (-1, -1, []) }
    var front = number(of: foreground, on: background)
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
      front = count > 256 ? (light ? 0 : 0xFFFFFF) : (light ? 0 : self == .eight ? 7 : 15)
      if front == back { front = light ? 7 : 0 }
    }
    return (front, back, attributes)
  }

  /// The background is what it is to be read on; nil for a background itself.
  private func number(of color: Color, on background: Color? = nil) -> Int32 {
    switch (color, self) {
    case (.terminalDefault, _): return -1
    case (.ansi(let index), .direct) where index >= 8: return Self.value(Self.ansi[Int(index & 15)])
    case (.ansi(let index), _): return Int32(index & 15)
    case (.rgb(let red, let green, let blue), .direct), (.rgb(let red, let green, let blue), .directAndSixteen):
      let value = Self.value((red, green, blue))
      // The lowest numbers are the palette's: a touch of red, which nobody sees, makes them others.
      return value < 16 ? value | 0x010000 : value
    case (.rgb(let red, let green, let blue), .indexed256):
      return Self.nearest(to: (red, green, blue), of: Self.cubeAndGreys, from: 16)
    case (.rgb(let red, let green, let blue), _):
      return Self.nearest16(to: PerceivedColor((red, green, blue)), on: background.flatMap(Self.perceived))
    }
  }

  private static func value(_ color: (UInt8, UInt8, UInt8)) -> Int32 {
    Int32(color.0) << 16 | Int32(color.1) << 8 | Int32(color.2)
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

  private static func nearest(to color: (UInt8, UInt8, UInt8), of points: [PerceivedColor], from first: Int) -> Int32 {
    let target = PerceivedColor(color)
    var best = (index: 0, distance: Double.infinity)
    for (index, point) in points.enumerated() {
      let distance = target.distance(to: point)
      if distance < best.distance { best = (index, distance) }
    }
    return Int32(best.index + first)
  }

  /// The nearest of the 16: a grey for a grey, a hue for a hue, and no text that fades into its background.
  private static func nearest16(to target: PerceivedColor, on background: PerceivedColor?) -> Int32 {
    // What stood out from the background as text does still has to.
    let ground = background.flatMap { abs($0.lightness - target.lightness) >= legibleDifference ? $0 : nil }
    var best = (index: 0, distance: Double.infinity)
    for (index, point) in ansiPoints.enumerated() {
      if let ground, abs(ground.lightness - point.lightness) < legibleDifference { continue }
      let isOtherKind = point.isGrey != target.isGrey
      let distance = target.isGrey ? target.distance(to: point) : target.hueDistance(to: point)
      if distance + (isOtherKind ? 1 : 0) < best.distance { best = (index, distance + (isOtherKind ? 1 : 0)) }
    }
    return Int32(best.index)
  }

  /// Lightness by which text has to differ from its background.
  private static let legibleDifference = 0.35

  private static func perceived(_ color: Color) -> PerceivedColor? {
    switch color {
    case .terminalDefault: nil
    case .ansi(let index): ansiPoints[Int(index & 15)]
    case .rgb(let red, let green, let blue): PerceivedColor((red, green, blue))
    }
  }

  private static let ansiPoints = ansi.map { PerceivedColor($0) }

  /// xterm's colour cube and grey ramp, from 16 on; the first 16 belong to the user and are left out.
  private static let cubeAndGreys: [PerceivedColor] = {
    let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
    let cube = levels.flatMap { red in levels.flatMap { green in levels.map { (red, green, $0) } } }
    let greys = (0..<24).map { UInt8(8 + 10 * $0) }.map { ($0, $0, $0) }
    return (cube + greys).map { PerceivedColor($0) }
  }()

  /// xterm's own values of the 16 colours.
  private static let ansi: [(UInt8, UInt8, UInt8)] = [
    (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205), (229, 229, 229),
    (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255), (0, 255, 255),
    (255, 255, 255),
  ]
}
