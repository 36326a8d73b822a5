/// The quotation marks of a language, around a quotation and around one within it (CLDR).
struct QuotationMarks {
  typealias Pair = (opening: String, closing: String)
  let outer: Pair
  let inner: Pair

  /// - Parameter language: BCP 47; nil or unknown: as in English.
  init(language: String?) {
    let tag = (language ?? "").lowercased().split(whereSeparator: { $0 == "-" || $0 == "_" })
    switch tag.first {
    case "de" where tag.contains("ch") || tag.contains("li"), "fr" where tag.contains("ch"),
      "it" where tag.contains("ch"):
      (outer, inner) = (("«", "»"), ("‹", "›"))
    case "de", "cs", "sk", "sl", "bg", "is", "lt", "lv", "et", "ka", "hr", "sr":
      (outer, inner) = (("„", "“"), ("‚", "‘"))
    case "fr", "br": (outer, inner) = (("«\u{A0}", "\u{A0}»"), ("“", "”"))
    case "ja": (outer, inner) = (("「", "」"), ("『", "』"))
    case "zh" where tag.contains("hant") || tag.contains("tw") || tag.contains("hk"):
      (outer, inner) = (("「", "」"), ("『", "』"))
    case "ru", "uk", "be": (outer, inner) = (("«", "»"), ("„", "“"))
    case "es", "it", "ca", "el", "nb", "nn", "no", "hy":
      (outer, inner) = (("«", "»"), ("“", "”"))
    case "pl", "ro", "hu": (outer, inner) = (("„", "”"), ("«", "»"))
    case "sv", "fi": (outer, inner) = (("”", "”"), ("’", "’"))
    case "da": (outer, inner) = (("»", "«"), ("›", "‹"))
    default: (outer, inner) = (("“", "”"), ("‘", "’"))
    }
  }
}
