extension Screen {
  /// The screen with ASCII in the place of everything else, cell by cell: lines become `-` and `|`, letters lose their
  /// accents, and what has no likeness is a `?`.
  public var inASCII: Screen {
    guard cells.contains(where: { !$0.isASCII }) else { return self }
    var screen = self
    screen.replaceCells { cell in
      guard !cell.isASCII else { return cell }
      // The right half of a wide cluster, whose left half is one sign now.
      guard let scalar = cell.text.unicodeScalars.first else { return Cell(" ", style: cell.style) }
      // An ASCII letter with a mark of its own has it no more.
      let ascii = scalar.isASCII ? String(scalar) : ASCIILikeness.table[scalar] ?? "?"
      return Cell(ascii, style: cell.style)
    }
    return screen
  }
}

extension Cell {
  fileprivate var isASCII: Bool { text.utf8.count == 1 }
}

/// What ASCII has that looks like a character; one cell for one cell.
enum ASCIILikeness {
  static let table: [Unicode.Scalar: String] = {
    var table: [Unicode.Scalar: String] = [:]
    for (ascii, likes) in likenesses {
      for scalar in likes.unicodeScalars { table[scalar] = ascii }
    }
    return table
  }()

  private static let likenesses: [(String, String)] = [
    // Lines and signs.
    ("-", "─━┄┅┈┉╌╍‐‑‒–—―−­"), ("=", "═"), ("|", "│┃┆┇┊┋╎╏║¦▏▎▕"), ("+", "┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╭╮╯╰‡†"),
    ("*", "•★☆✱∗⋆●◆"), ("o", "◦○◇°º"), (".", "·…‥∙"), ("#", "█▇▆▅▓▒░▪■▮"), ("_", "▁▂▃"), ("x", "✗✘×✕"), ("v", "▾▼↓⌄✓✔"),
    ("^", "▴▲↑⌃"), (">", "▸▶→›»⟩❯≥⇒"), ("<", "◂◀←‹«⟨❮≤⇐"), ("\\", "↩↵⏎"), ("/", "⁄∕÷"), ("~", "≈∼～"), ("&", "﹠"),
    ("'", "‘’‚‛′ʼ´"), ("\"", "“”„‟″"), ("!", "¡⚠"), ("?", "¿"),
    (" ", "\u{A0}\u{2002}\u{2003}\u{2009}\u{200A}\u{202F}\u{3000}"),
    // Letters.
    ("A", "ÀÁÂÃÄÅĀĂĄǍÆАΑ"), ("B", "ВΒ"), ("C", "ÇĆĈĊČ©С"), ("D", "ÐĎĐ"), ("E", "ÈÉÊËĒĔĖĘĚ€ЕΕ"), ("G", "ĜĞĠĢ"),
    ("H", "ĤĦНΗ"),
    ("I", "ÌÍÎÏĨĪĬĮİΙ"), ("J", "Ĵ"), ("K", "ĶКΚ"), ("L", "ĹĻĽĿŁ£"), ("M", "МΜ"), ("N", "ÑŃŅŇŊΝ"), ("O", "ÒÓÔÕÖØŌŎŐŒОΟ"),
    ("P", "ÞРΡ"), ("R", "ŔŖŘ®"), ("S", "ŚŜŞŠȘ§"), ("T", "ŢŤŦȚ™ТΤ"), ("U", "ÙÚÛÜŨŪŬŮŰŲ"), ("W", "Ŵ"), ("X", "ХΧ"),
    ("Y", "ÝŶŸ¥Υ"), ("Z", "ŹŻŽΖ"), ("a", "àáâãäåāăąǎæаα"), ("c", "çćĉċčс¢"), ("d", "ðďđ"), ("e", "èéêëēĕėęěе"),
    ("f", "ƒ"),
    ("g", "ĝğġģ"), ("h", "ĥħ"), ("i", "ìíîïĩīĭįıι"), ("j", "ĵ"), ("k", "ķк"), ("l", "ĺļľŀł"), ("n", "ñńņňŉŋ"),
    ("o", "òóôõöøōŏőœоο"), ("p", "þрρ"), ("r", "ŕŗř"), ("s", "śŝşšșßſ"), ("t", "ţťŧțт"), ("u", "ùúûüũūŭůűųµμ"),
    ("w", "ŵ"),
    ("x", "х"), ("y", "ýÿŷу"), ("z", "źżž"), ("1", "¹①"), ("2", "²②"), ("3", "³③"),
  ]
}
