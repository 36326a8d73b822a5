import FoundationEssentials
import Glibc

extension Terminal {
  /// Bytes of base64 that terminals take at most.
  static let clipboardLimit = 74_994

  /// Gives a text to the terminal for the clipboard of the machine it runs on (OSC 52), also over SSH.
  ///
  /// It cannot be known whether the terminal obeys: some ask their user first, and tmux wants `set-clipboard on`.
  /// - Throws: when the terminal has no such thing as far as is known, or the text is too long for it.
  public func copy(_ text: String) throws(TerminalError) {
    guard hasClipboard else {
      throw TerminalError("Not copied: this terminal has no clipboard that is known of (OSC 52)")
    }
    let encoded = Data(text.utf8).base64EncodedString()
    guard encoded.utf8.count <= Terminal.clipboardLimit else {
      throw TerminalError("Not copied: \(text.utf8.count / 1000) kB, and terminals take 56")
    }
    guard send("\u{1B}]52;c;\(encoded)\u{07}") else { throw TerminalError("Not copied: the terminal did not take it") }
  }

  /// Writes past ncurses, which moves no cursor and so need not know.
  func send(_ text: String) -> Bool {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(outputDescriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno == EAGAIN {
        var descriptor = pollfd(fd: outputDescriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&descriptor, 1, 1000) > 0 else { return false }
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }

  /// Whether a terminal of a type takes text for the clipboard, where terminfo does not say so (`Ms`).
  static func hasClipboard(type: String) -> Bool {
    let families = [
      "xterm", "tmux", "screen", "foot", "alacritty", "kitty", "wezterm", "ghostty", "contour", "st-", "mintty",
    ]
    return families.contains { type.hasPrefix($0) }
  }
}
