import Glibc

/// What the reader may do to the terminal beside drawing.
public struct TerminalFeatures: Equatable, Sendable {
  /// The mouse is the reader's; otherwise the terminal selects text with it.
  public var mouse: Bool
  /// The window may be titled.
  public var title: Bool

  public init(mouse: Bool = true, title: Bool = true) {
    self.mouse = mouse
    self.title = title
  }
}

// MARK: - Mouse

extension Terminal {
  /// Buttons and the wheel (1000), moves while a button is down (1002), places as decimal numbers (1006).
  static let mouseOn = "\u{1B}[?1000;1002;1006h"
  static let mouseOff = "\u{1B}[?1006;1002;1000l"

  /// Whether the mouse is the reader's; otherwise the terminal selects text with it.
  public var usesMouse: Bool {
    get { features.mouse && hasMouse }
    set {
      guard newValue != features.mouse else { return }
      features.mouse = newValue
      if isRunning, !isAway, hasMouse { _ = send(newValue ? Terminal.mouseOn : Terminal.mouseOff) }
    }
  }
}

// MARK: - The window's title

extension Terminal {
  /// Keeps the title the window has, and gives it back; xterm's stack of titles, which its relatives and tmux know.
  static let titlePush = "\u{1B}[22;2t"
  static let titlePop = "\u{1B}[23;2t"
  /// Characters of a title at most: no window shows more.
  static let titleLimit = 160

  /// Whether the window is titled; when it no longer is, it has its former title back where the terminal keeps one.
  public var usesTitle: Bool {
    get { features.title && hasTitle }
    set {
      guard newValue != features.title else { return }
      features.title = newValue
      title = nil
      if !newValue, titleIsPushed, isRunning, !isAway { _ = send(Terminal.titlePop) }
      if !newValue { titleIsPushed = false }
    }
  }

  /// Titles the window; does nothing if it is called so already, or where no title is known of.
  public func setTitle(_ text: String) {
    guard isRunning, !isAway, usesTitle, text != title else { return }
    title = text
    let push = titleIsPushed || keepsTitle ? "" : Terminal.titlePush
    titleIsPushed = !keepsTitle
    _ = send(push + "\u{1B}]2;" + Terminal.safeTitle(text) + "\u{07}")
  }

  /// Nothing that ends the sequence, starts another, or turns the reading direction.
  static func safeTitle(_ text: String) -> String {
    var safe = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(titleLimit) {
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF0...0xFFFB,
        0xE0000...0xE0FFF:
        continue
      default: safe.append(scalar)
      }
    }
    return String(safe)
  }

  /// Whether a terminal of a type has a window with a title, and gives the former one back.
  ///
  /// GNU screen has no stack of titles: what is set there would stay. `TERM=screen` in tmux is tmux.
  static func hasTitle(type: String, isInTmux: Bool) -> Bool {
    if type.hasPrefix("screen") { return isInTmux }
    let families = [
      "xterm", "tmux", "vte", "gnome", "konsole", "foot", "alacritty", "kitty", "wezterm", "ghostty", "contour",
      "mintty",
      "rxvt", "iterm",
    ]
    return families.contains { type.hasPrefix($0) }
  }
}

// MARK: - Taking and giving back

extension Terminal {
  /// No line drawing in the place of letters (G0 of ISO 2022), whatever was there before.
  private static let ordinaryCharacters = "\u{1B}(B"

  /// Switches on what ncurses does not know of.
  func takeModes() {
    if choosesCharacterSet { _ = send(Terminal.ordinaryCharacters) }
    if usesMouse { _ = send(Terminal.mouseOn) }
    // Whoever had the terminal may have titled the window.
    title = nil
  }

  func giveModesBack() {
    let bytes = (usesMouse ? Terminal.mouseOff : "") + (titleIsPushed ? Terminal.titlePop : "")
    titleIsPushed = false
    title = nil
    if !bytes.isEmpty { _ = send(bytes) }
  }
}

// MARK: - Characters

extension Terminal {
  /// Whether a terminal has ASCII only, as far as its type and the locale tell.
  ///
  /// The terminals of old know no UTF-8 and would show each line and dash as garbage; a locale that names another
  /// character set, as `de_DE.ISO-8859-1`, means it. `LANG=C` says nothing: it is what cron and SSH leave behind.
  static func usesASCII(type: String, locale: String) -> Bool {
    let family = type.prefix { $0.isLetter }
    let isNumberedVT = family == "vt" && type.dropFirst(2).first?.isNumber == true
    if isNumberedVT || ["ansi", "pcansi", "cons", "sun", "wy", "tvi", "adm", "hp", "cygwin"].contains(family) {
      return true
    }
    guard let dot = locale.firstIndex(of: ".") else { return false }
    let charset = locale[locale.index(after: dot)...].prefix { $0 != "@" }.lowercased()
    return !["utf-8", "utf8", "ascii", "us-ascii"].contains(charset)
  }

  /// The locale for characters, as the environment names it.
  static var locale: String {
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      if let value = getenv(name), value.pointee != 0 { return String(cString: value) }
    }
    return ""
  }
}
