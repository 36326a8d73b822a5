import Screens

/// Bytes of a terminal's input → characters and sequences (ECMA-48, and what xterm adds).
struct TerminalParser: Sendable {
  enum Event {
    case text(Unicode.Scalar)
    case control(UInt8)
    case escape(UInt8)
    /// A character set for G0 or G1.
    case charset(Int, UInt8)
    case sequence(Sequence)
    case operatingSystemCommand(String)
    case unknown(String)
  }

  /// A control sequence: `CSI prefix parameters final`.
  struct Sequence: Sendable {
    var prefix = ""
    var parameters: [Int?] = []
    var final = ""

    /// A parameter, or what stands for it where it is missing.
    func value(_ index: Int, or missing: Int) -> Int {
      parameters.indices.contains(index) ? parameters[index] ?? missing : missing
    }

    /// The first parameter as a count: 1 if missing or 0.
    var count: Int { max(1, value(0, or: 1)) }
  }

  private enum State {
    case ground
    case escape
    case charset(Int)
    case sequence
    case command
    case commandEscape
  }

  private var state = State.ground
  private var collected: [UInt8] = []
  private var pending: [UInt8] = []

  mutating func take(_ byte: UInt8) -> Event? {
    switch state {
    case .ground: return ground(byte)
    case .escape: return escape(byte)
    case .charset(let set):
      state = .ground
      return .charset(set, byte)
    case .sequence:
      guard (0x40...0x7E).contains(byte) else {
        collected.append(byte)
        return nil
      }
      state = .ground
      return .sequence(parse(final: byte))
    case .command:
      if byte == 7 { return finishCommand() }
      if byte == 27 { state = .commandEscape } else { collected.append(byte) }
      return nil
    case .commandEscape: return finishCommand()
    }
  }

  private mutating func ground(_ byte: UInt8) -> Event? {
    if byte < 0x80 {
      pending.removeAll()
      if byte == 27 {
        state = .escape
        return nil
      }
      return byte < 32 || byte == 127 ? .control(byte) : .text(Unicode.Scalar(byte))
    }
    if byte >= 0xC0 { pending.removeAll() }
    pending.append(byte)
    let length = pending[0] >= 0xF0 ? 4 : pending[0] >= 0xE0 ? 3 : 2
    guard pending.count == length else { return nil }
    defer { pending.removeAll() }
    guard let scalar = String(validating: pending, as: UTF8.self)?.unicodeScalars.first else {
      return .unknown("bytes \(pending)")
    }
    return .text(scalar)
  }

  private mutating func escape(_ byte: UInt8) -> Event? {
    collected.removeAll()
    state = .ground
    switch byte {
    case UInt8(ascii: "["): state = .sequence
    case UInt8(ascii: "]"): state = .command
    case UInt8(ascii: "("): state = .charset(0)
    case UInt8(ascii: ")"): state = .charset(1)
    default: return .escape(byte)
    }
    return nil
  }

  private mutating func finishCommand() -> Event {
    state = .ground
    return .operatingSystemCommand(String(decoding: collected, as: UTF8.self))
  }

  private func parse(final: UInt8) -> Sequence {
    var sequence = Sequence()
    sequence.final = String(UnicodeScalar(final))
    var digits: Int?
    for byte in collected {
      switch byte {
      case 0x30...0x39: digits = min(99999, (digits ?? 0) * 10 + Int(byte - 0x30))
      case UInt8(ascii: ";"), UInt8(ascii: ":"):
        sequence.parameters.append(digits)
        digits = nil
      default: sequence.prefix += String(UnicodeScalar(byte))
      }
    }
    sequence.parameters.append(digits)
    return sequence
  }
}

extension TerminalParser.Sequence {
  /// What SGR makes of a style.
  func style(after old: Style) -> Style {
    var style = old
    var index = 0
    while index < parameters.count {
      let code = parameters[index] ?? 0
      index += 1
      switch code {
      case 0: style = Style()
      case 1: style.attributes.insert(.bold)
      case 2: style.attributes.insert(.dim)
      case 3: style.attributes.insert(.italic)
      case 4: style.attributes.insert(.underline)
      case 7: style.attributes.insert(.reverse)
      case 22: style.attributes.subtract([.bold, .dim])
      case 23: style.attributes.remove(.italic)
      case 24: style.attributes.remove(.underline)
      case 27: style.attributes.remove(.reverse)
      case 30...37: style.foreground = .ansi(UInt8(code - 30))
      case 40...47: style.background = .ansi(UInt8(code - 40))
      case 90...97: style.foreground = .ansi(UInt8(code - 82))
      case 100...107: style.background = .ansi(UInt8(code - 92))
      case 39: style.foreground = .terminalDefault
      case 49: style.background = .terminalDefault
      case 38: style.foreground = extendedColor(&index)
      case 48: style.background = extendedColor(&index)
      default: break
      }
    }
    return style
  }

  private func extendedColor(_ index: inout Int) -> Color {
    func next() -> Int {
      defer { index += 1 }
      return value(index, or: 0)
    }
    if next() == 2 {
      let (red, green, blue) = (next(), next(), next())
      return .rgb(UInt8(clamping: red), UInt8(clamping: green), UInt8(clamping: blue))
    }
    return Self.indexed(next())
  }

  /// xterm's colour of a number: the first 16 are the user's.
  static func indexed(_ number: Int) -> Color {
    if number < 16 { return .ansi(UInt8(clamping: number)) }
    if number >= 232 {
      let grey = UInt8(clamping: 8 + 10 * (number - 232))
      return .rgb(grey, grey, grey)
    }
    let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
    let cube = number - 16
    return .rgb(levels[cube / 36 % 6], levels[cube / 6 % 6], levels[cube % 6])
  }
}
