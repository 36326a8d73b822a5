import Configuration
import Screens
import Yams

/// Reads a theme's YAML: Martlet's own, or a base16 or base24 scheme.
struct ThemeFile {
  private(set) var warnings: [String] = []
  private let file: String
  private var palette = Palette()
  private var descriptions: [StyleRole: StyleDescription] = [:]

  init(file: String) { self.file = file }

  mutating func read(_ yaml: String, name: String) throws(ThemeError) -> Theme {
    let root = try parse(yaml)
    guard let mapping = root.mapping else { throw error(root, "a theme is a list of 'key: value' lines") }
    var summary: String?
    var sections: [Node] = []
    for (key, value) in mapping {
      switch key.string ?? "" {
      case "palette": try readPalette(value)
      case "styles", "martlet": sections.append(value)
      case "description": summary = value.string
      case let name where Base16.isSlot(name): palette[name] = try schemeColor(value)
      case "name", "scheme", "author", "slug", "system", "variant": break
      case let other: warn(key, "nothing is called '\(other)'")
      }
    }
    let isScheme = Base16.names.allSatisfy { palette[$0] != nil }
    if isScheme {
      for (role, style) in Base16.styles { descriptions[role] = try palette.style(style) }
    } else if mapping["system"] != nil || Base16.names.contains(where: { palette[$0] != nil }) {
      let missing = Base16.names.filter { palette[$0] == nil }
      throw ThemeError("\(file): the scheme has no \(missing.joined(separator: ", "))")
    }
    for section in sections { try readStyles(section) }
    let title = mapping["name"]?.string ?? mapping["scheme"]?.string
    let fallback = isScheme ? [title, mapping["author"]?.string.map { "by \($0)" }] : [title]
    return Theme(
      name: name, summary: summary ?? fallback.compactMap { $0 }.joined(separator: " "),
      styles: StyleDescription.resolve(descriptions))
  }

  private func parse(_ yaml: String) throws(ThemeError) -> Node {
    do throws(SettingsProblem) {
      if let root = try YAMLFile.root(of: yaml) { return root }
    } catch {
      throw ThemeError("\(file):" + (error.line.map { "\($0):" } ?? "") + " \(error.message)")
    }
    throw ThemeError("\(file): the file is empty")
  }

  // MARK: Palette

  private mutating func readPalette(_ node: Node) throws(ThemeError) {
    guard let mapping = node.mapping else { throw error(node, "the palette is a list of 'name: colour' lines") }
    for (key, value) in mapping {
      guard let name = key.string else { continue }
      palette[name] = Base16.isSlot(name) ? try schemeColor(value) : try color(value)
    }
  }

  /// Schemes write their colours with and without `#`.
  private func schemeColor(_ node: Node) throws(ThemeError) -> Color {
    if let text = node.string, let color = Palette.hexadecimal(text.hasPrefix("#") ? text.dropFirst() : text[...]) {
      return color
    }
    throw error(node, "'\(node.string ?? "a list")' is no colour of a scheme; use \"#rrggbb\" in quotes")
  }

  private func color(_ node: Node) throws(ThemeError) -> Color {
    guard let text = node.string else { throw error(node, "a colour is one word") }
    // Without quotes YAML takes a # for a comment.
    guard !text.isEmpty else { throw error(node, "the colour is missing; write it in quotes, as \"#rrggbb\"") }
    do { return try palette.color(text) } catch let fault { throw error(node, fault.message) }
  }

  // MARK: Styles

  private mutating func readStyles(_ node: Node) throws(ThemeError) {
    if node.string?.isEmpty == true { return }
    guard let mapping = node.mapping else { throw error(node, "styles are a list of 'role: style' lines") }
    for (key, value) in mapping {
      let name = key.string ?? ""
      guard let role = StyleRole(rawValue: name) else {
        warn(key, "no role is called '\(name)'" + (Self.nearest(to: name).map { "; did you mean \($0)?" } ?? ""))
        continue
      }
      descriptions[role] = try style(value)
    }
  }

  private mutating func style(_ node: Node) throws(ThemeError) -> StyleDescription {
    if let text = node.string {
      do { return try palette.style(text) } catch let fault { throw error(node, fault.message) }
    }
    guard let mapping = node.mapping else {
      throw error(node, "a style is words, as 'red on default, bold', or {fg: …, bg: …}")
    }
    var style = StyleDescription()
    for (key, value) in mapping {
      let name = key.string ?? ""
      if name == "fg" {
        style.foreground = try color(value)
      } else if name == "bg" {
        style.background = try color(value)
      } else if let attribute = Palette.attribute(name) {
        if ["true", "yes", "on"].contains(value.string?.lowercased()) { style.attributes.formUnion(attribute) }
      } else {
        warn(key, "no style has '\(name)'; use fg, bg, bold, dim, italic, underline, reverse")
      }
    }
    return style
  }

  /// The role that shares the most with a misspelled name.
  private static func nearest(to name: String) -> String? {
    let letters = Set(name.lowercased().filter(\.isLetter))
    let scored = StyleRole.allCases.map { role -> (name: String, score: Int) in
      (role.rawValue, letters.symmetricDifference(role.rawValue.filter(\.isLetter)).count)
    }
    guard let best = scored.min(by: { $0.score < $1.score }), best.score <= 3 else { return nil }
    return best.name
  }

  // MARK: Faults

  private mutating func warn(_ node: Node, _ reason: String) { warnings.append(place(node) + reason) }

  private func error(_ node: Node, _ reason: String) -> ThemeError { ThemeError(place(node) + reason) }

  private func place(_ node: Node) -> String { node.mark.map { "\(file):\($0.line): " } ?? "\(file): " }
}

extension Base16 {
  /// `base00` to `base17`, the last eight of them base24's.
  static func isSlot(_ name: String) -> Bool {
    let name = name.lowercased()
    guard name.utf8.count == 6, name.hasPrefix("base"), let number = UInt8(name.dropFirst(4), radix: 16) else {
      return false
    }
    return number < 0x18
  }
}
