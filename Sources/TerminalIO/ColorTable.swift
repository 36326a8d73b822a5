import CNcurses
import Screens

/// Style → what ncurses calls it: attributes and the number of a colour pair.
///
/// Colours a terminal does not have become the nearest it has. Pairs are made when they are first used.
struct ColorTable {
  /// What ncurses needs to draw in a style.
  struct Look: Equatable {
    var attributes: attr_t = 0
    var pair: Int32 = 0
  }

  let palette: TerminalPalette
  private let hasDefaultColors: Bool
  private let supported: attr_t
  private let capacity: Int32
  private var pairs: [UInt64: Int32] = [:]
  private var looks: [Style: Look] = [:]

  /// Asks the terminal that was just started what it can.
  /// - Parameters:
  ///   - usesColor: whether the user wants colours.
  ///   - hasSixteenBesideDirect: where colours are RGB values, the numbers 0 to 15 are still the palette's.
  init(usesColor: Bool, hasSixteenBesideDirect: Bool = false) {
    supported = termattrs()
    guard usesColor, has_colors(), start_color() == OK, nc_colors() >= 8 else {
      palette = .none
      hasDefaultColors = false
      capacity = 0
      return
    }
    let palette = TerminalPalette(colors: Int(nc_colors()))
    self.palette = palette == .direct && hasSixteenBesideDirect ? .directAndSixteen : palette
    hasDefaultColors = use_default_colors() == OK
    capacity = min(Int32(nc_color_pairs()), 1024)
  }

  /// How a style is drawn here.
  mutating func look(of style: Style) -> Look {
    if let look = looks[style] { return look }
    // A theme has a few dozen styles: more come from a bug or a preview of many themes.
    if looks.count > 4096 { looks.removeAll(keepingCapacity: true) }
    let look = makeLook(of: style)
    looks[style] = look
    return look
  }

  private mutating func makeLook(of style: Style) -> Look {
    let colors = palette.colors(foreground: style.foreground, background: style.background)
    var look = Look(attributes: attributes(style.attributes.union(colors.attributes)))
    guard colors.foreground != -1 || colors.background != -1 else { return look }
    let foreground = colors.foreground == -1 && !hasDefaultColors ? 7 : colors.foreground
    let background = colors.background == -1 && !hasDefaultColors ? 0 : colors.background
    if let pair = pair(foreground, background) {
      look.pair = pair
    } else if colors.background != -1 {
      look.attributes |= nc_A_REVERSE()
    }
    return look
  }

  private mutating func pair(_ foreground: Int32, _ background: Int32) -> Int32? {
    let key = UInt64(UInt32(bitPattern: foreground)) << 32 | UInt64(UInt32(bitPattern: background))
    if let known = pairs[key] { return known }
    let number = Int32(pairs.count) + 1
    guard number < capacity, init_extended_pair(number, foreground, background) == OK else { return nil }
    pairs[key] = number
    return number
  }

  private func attributes(_ attributes: Attributes) -> attr_t {
    var result: attr_t = 0
    if attributes.contains(.bold) { result |= nc_A_BOLD() }
    if attributes.contains(.dim) { result |= nc_A_DIM() }
    if attributes.contains(.italic) { result |= nc_A_ITALIC() }
    if attributes.contains(.underline) { result |= nc_A_UNDERLINE() }
    if attributes.contains(.reverse) { result |= nc_A_REVERSE() }
    return result & supported
  }
}
