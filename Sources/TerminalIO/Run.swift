import CNcurses
import Screens

/// Neighbouring cells that changed and look alike: ncurses takes them in one call.
struct Run {
  private(set) var style = Style()
  private var look = ColorTable.Look()
  private var x: Int32 = 0
  private var y: Int32 = 0
  private var characters: [wchar_t] = []

  var isEmpty: Bool { characters.isEmpty }

  mutating func start(x: Int, y: Int, style: Style, look: ColorTable.Look) {
    self.x = Int32(truncatingIfNeeded: x)
    self.y = Int32(truncatingIfNeeded: y)
    self.style = style
    self.look = look
  }

  mutating func append(_ text: String) {
    for scalar in text.unicodeScalars { characters.append(wchar_t(bitPattern: scalar.value)) }
  }

  mutating func flush(to window: UnsafeMutablePointer<WINDOW>) {
    guard !characters.isEmpty else { return }
    _ = nc_attr_set(window, look.attributes, look.pair)
    _ = nc_put(window, y, x, characters, Int32(truncatingIfNeeded: characters.count))
    characters.removeAll(keepingCapacity: true)
  }
}
