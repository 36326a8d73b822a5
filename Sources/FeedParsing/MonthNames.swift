/// Months in the languages that feeds are dated in, by how their names begin (English, German, French, Spanish,
/// Portuguese, Italian, Dutch, Danish, Swedish, Norwegian, Polish, Czech, Hungarian, Greek, Russian, Ukrainian).
enum MonthNames {
  private static let beginnings: [[String]] = [
    ["jan", "jän", "ene", "gen", "sty", "led", "ιαν", "янв", "січ"],
    ["feb", "fév", "fev", "fév", "lut", "úno", "φεβ", "фев", "лют"],
    ["mar", "mär", "maa", "mrt", "brez", "břez", "márc", "μάρ", "μαρ", "μάώ", "μαώ", "мар", "бер"],
    ["apr", "abr", "avr", "ápr", "kwi", "dub", "απρ", "апр", "кві"],
    ["may", "mai", "maj", "mag", "mei", "máj", "kvě", "μάι", "μαϊ", "μαι", "мая", "май", "тра"],
    ["jun", "juin", "giu", "jún", "cze", "červen", "ιούν", "ιουν", "ιον", "июн", "чер"],
    ["jul", "juil", "lug", "júl", "lip", "červenec", "ιούλ", "ιουλ", "ιολ", "июл", "лип"],
    ["aug", "ago", "aoû", "aou", "sie", "srp", "αύγ", "αυγ", "авг", "сер"],
    ["sep", "set", "wrz", "zář", "szept", "σεπ", "сен", "вер"],
    ["oct", "okt", "out", "ott", "paź", "říj", "οκτ", "окт", "жов"],
    ["nov", "lis", "νοέ", "νοε", "ноя", "лис"],
    ["dec", "dez", "dic", "déc", "gru", "pro", "δεκ", "дек", "гру"],
  ]

  /// - Returns: 1–12; nil if the word begins like no month.
  static func month(_ word: String) -> Int? {
    let word = word.lowercased()
    guard word.count >= 3 else { return nil }
    var best: (month: Int, length: Int)?
    for (index, names) in beginnings.enumerated() {
      for name in names where word.hasPrefix(name) && name.count > (best?.length ?? 0) {
        best = (index + 1, name.count)
      }
    }
    return best?.month
  }
}
