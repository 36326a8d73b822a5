import Screens

/// What the 16 colours of a base16 scheme (and the first 16 of base24) are used for.
///
/// `base00` is the background and `base07` at its far end, `base08` to `base0F` are the colours; see the styling
/// guidelines at https://github.com/tinted-theming/home.
enum Base16 {
  static let names = (0..<16).map { "base0" + String($0, radix: 16, uppercase: true) }

  /// The roles in words, as a theme file would describe them.
  static let styles: [(role: StyleRole, style: String)] = [
    (.text, "base05 on base00"),
    (.title, "base05 bold"), (.byline, "base04"),
    (.heading1, "base0D bold"), (.heading2, "base0D bold"), (.heading3, "base0D"),
    (.quote, "base04 italic"), (.quoteBar, "base03"), (.listMarker, "base0D"), (.code, "base0B"),
    (.link, "base0D underline"), (.linkNumber, "base04"), (.image, "base0C italic"), (.caption, "base04 italic"),
    (.tableHeader, "base05 bold"), (.note, "base04"), (.mark, "base00 on base0A"), (.match, "base00 on base09"),
    (.listRead, "base04"), (.listUnread, "base05 bold"), (.listSelected, "base05 on base02 bold"),
    (.listSelectedElsewhere, "base05 on base01"), (.listFeed, "base04"), (.listDate, "base04"), (.star, "base0A"),
    (.border, "base03"), (.statusLine, "base04 on base01"), (.statusMessage, "base05"), (.statusError, "base08 bold"),
    (.prompt, "base0D bold"), (.overlay, "base05 on base01"), (.overlayTitle, "base0D bold"), (.overlayKey, "base0E"),
  ]
}
