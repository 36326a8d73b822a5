/// Letters as the search index takes them: small and without accents, as FTS5's `unicode61` would make them, and a blank
/// for all that is no part of a word. So the `ascii` tokenizer will do, which takes each byte beyond ASCII for part of a
/// word and costs a third; and what a letter is, the language's newer tables say.
enum PlainLetters {
  static let blank: UInt32 = 0x20

  /// Appends the character that a character beyond ASCII is in the index.
  /// - Returns: the index after it.
  static func append(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, to output: inout [UInt8]) -> Int {
    let lead = bytes[index]
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard lead >= 0xC2, index + length <= bytes.count else {
      output.append(UInt8(truncatingIfNeeded: blank))
      return index + 1
    }
    var value = UInt32(lead) & (0x7F >> UInt32(length))
    for byte in bytes[index + 1..<index + length] { value = value << 6 | UInt32(byte & 0x3F) }
    switch plain(value) {
    case 0: break
    case value: output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<index + length]))
    case let plain:
      if let scalar = Unicode.Scalar(plain) { output.append(contentsOf: UTF8.encode(scalar) ?? .init()) }
    }
    return index + length
  }

  /// What a character is in the index; 0 if it leaves no trace.
  static func plain(_ value: UInt32) -> UInt32 {
    switch value {
    case 0x80..<0x600: common[Int(value - 0x80)]
    case 0x2000...0x2063, 0x3000...0x3004: blank  // what most texts hold of the rest: dashes, quotation marks, stops
    default: lookedUp(value)
    }
  }

  /// Latin, Greek, Cyrillic and Hebrew.
  private static let common = (0x80..<0x600).map { lookedUp($0) }

  private static func lookedUp(_ value: UInt32) -> UInt32 {
    guard let scalar = Unicode.Scalar(value) else { return blank }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter: return small(scalar).value
    case .modifierLetter, .otherLetter, .decimalNumber, .letterNumber, .otherNumber, .privateUse, .spacingMark:
      return value
    case .nonspacingMark:
      // Accents of their own, and what chooses between forms of a character.
      let isSilent = 0x300...0x36F ~= value || 0xFE00...0xFE0F ~= value || value >= 0xE0100
      return isSilent ? 0 : value
    case .format where value == 0xAD: return 0  // the soft hyphen
    default: return blank
    }
  }

  /// By way of the capital: ς and σ have the same.
  private static func small(_ letter: Unicode.Scalar) -> Unicode.Scalar {
    let capital = only(letter.properties.uppercaseMapping) ?? letter
    let small = only(capital.properties.lowercaseMapping) ?? only(letter.properties.lowercaseMapping) ?? letter
    return bases[small] ?? small
  }

  private static func only(_ text: String) -> Unicode.Scalar? {
    text.unicodeScalars.count == 1 ? text.unicodeScalars.first : nil
  }

  /// The letters that Unicode decomposes into one of a to z and accents.
  private static let bases: [Unicode.Scalar: Unicode.Scalar] = {
    let rows = """
      aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ bḃḅḇ cçćĉċčḉ dďḋḍḏḑḓ eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ fḟ gĝğġģǧǵḡ hĥȟḣḥḧḩḫẖ \
      iìíîïĩīĭįǐȉȋḭḯỉị jĵǰ kķǩḱḳḵ lĺļľḷḹḻḽ mḿṁṃ nñńņňǹṅṇṉṋ oòóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ pṕṗ rŕŗřȑȓṙṛṝṟ \
      sśŝşšșṡṣṥṧṩ tţťțṫṭṯṱẗ uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự vṽṿ wŵẁẃẅẇẉẘ xẋẍ yýÿŷȳẏẙỳỵỷỹ zźżžẑẓẕ
      """.split(separator: " ")
    var bases: [Unicode.Scalar: Unicode.Scalar] = ["\u{130}": "i"]
    for row in rows {
      guard let base = row.unicodeScalars.first else { continue }
      for letter in row.unicodeScalars.dropFirst() { bases[letter] = base }
    }
    return bases
  }()
}
