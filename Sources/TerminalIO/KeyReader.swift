import CNcurses
import Configuration

/// What `wgetch` gives, bytes and key codes, → keys and what the mouse did.
///
/// UTF-8 is put together here and not by ncurses, which loses the first half of a character that comes in two parts.
struct KeyReader {
  private var pending: [UInt8] = []
  /// The beginning of a report of the mouse.
  private var unfinished: [Int32] = []

  /// What was typed and pointed at. An unfinished character or report waits for the next call.
  mutating func events(_ arrived: [Int32]) -> [TerminalEvent] {
    let codes = unfinished + arrived
    unfinished = []
    var events: [TerminalEvent] = []
    var index = 0
    while index < codes.count {
      let code = codes[index]
      if code == 27, let reading = MouseReport.read(codes, at: index) {
        guard case .report(let event, let end) = reading else {
          unfinished = Array(codes[index...])
          break
        }
        if let event { events.append(.pointer(event)) }
        index = end
        continue
      }
      if code == 27, let end = Self.endOfUnknownSequence(codes, from: index) {
        index = end
        continue
      }
      index += 1
      if let key = key(code) { events.append(.key(key)) }
    }
    return events
  }

  private mutating func key(_ code: Int32) -> Key? {
    switch code {
    case 0..<0x80:
      pending.removeAll()
      return Self.ascii(UInt8(code))
    case 0x80...0xFF: return character(UInt8(code))
    default: return Self.special(code)
    }
  }

  private mutating func character(_ byte: UInt8) -> Key? {
    if byte >= 0xC0 { pending.removeAll() }
    pending.append(byte)
    let length = pending[0] >= 0xF0 ? 4 : pending[0] >= 0xE0 ? 3 : 2
    guard pending.count >= length else { return nil }
    defer { pending.removeAll() }
    guard let text = String(validating: pending, as: UTF8.self), let character = text.first,
      let scalar = character.unicodeScalars.first, scalar.value >= 0xA0
    else { return nil }
    return .character(character)
  }

  private static func ascii(_ byte: UInt8) -> Key? {
    switch byte {
    case 9: return .tab
    case 10, 13: return .enter
    case 8, 127: return .backspace
    case 27: return .escape
    case 0..<32: return .control(Character(UnicodeScalar(byte < 1 || byte > 26 ? byte + 64 : byte + 96)))
    default: return .character(Character(UnicodeScalar(byte)))
    }
  }

  private static func special(_ code: Int32) -> Key? {
    switch code {
    case KEY_UP: return .up
    case KEY_DOWN: return .down
    case KEY_LEFT: return .left
    case KEY_RIGHT: return .right
    case KEY_HOME, KEY_A1: return .home
    case KEY_END, KEY_C1: return .end
    case KEY_PPAGE, KEY_A3: return .pageUp
    case KEY_NPAGE, KEY_C3: return .pageDown
    case KEY_IC: return .insert
    case KEY_DC: return .delete
    case KEY_BACKSPACE: return .backspace
    case KEY_BTAB: return .backTab
    case KEY_ENTER: return .enter
    default:
      let number = code - nc_key_f(0)
      return (1...63).contains(number) ? .function(Int(number)) : nil
    }
  }

  /// Where a control sequence ends that terminfo does not know, as `ESC [ 1 ; 5 A`: it is one key nobody asked for,
  /// not six. Only with a parameter, since `Escape` and then `[` may have been typed.
  private static func endOfUnknownSequence(_ codes: [Int32], from start: Int) -> Int? {
    guard start + 2 < codes.count, codes[start + 1] == 0x5B, (0x30...0x3F).contains(codes[start + 2]) else {
      return nil
    }
    var index = start + 3
    while index < codes.count, (0x20...0x3F).contains(codes[index]) { index += 1 }
    return index < codes.count && (0x40...0x7E).contains(codes[index]) ? index + 1 : nil
  }
}
