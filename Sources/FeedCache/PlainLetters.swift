/// Letters as the search index takes them: small, without accents and vowel points, ß as ss, and a blank for all that is
/// no part of a word. So FTS5's `ascii` tokenizer will do, which takes each byte beyond ASCII for part of a word and costs
/// a third of `unicode61`; and what a letter is, the language's newer tables say.
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
    case 0xDF: output.append(contentsOf: "ss".utf8)
    case 0xE6: output.append(contentsOf: "ae".utf8)
    case 0x153: output.append(contentsOf: "oe".utf8)
    case value: output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[index..<index + length]))
    case let plain:
      if let scalar = Unicode.Scalar(plain) { output.append(contentsOf: UTF8.encode(scalar) ?? .init()) }
    }
    return index + length
  }

  /// What a character is in the index; 0 if it leaves no trace. The letters ß, æ and œ are then written as two.
  static func plain(_ value: UInt32) -> UInt32 {
    switch value {
    case 0x80..<0x700: common[Int(value - 0x80)]
    case 0x2000...0x2063, 0x3000...0x3004: blank  // what most texts hold of the rest: dashes, quotation marks, stops
    default: lookedUp(value)
    }
  }

  /// Latin, Greek, Cyrillic, Hebrew and Arabic.
  private static let common = (0x80..<0x700).map { lookedUp($0) }

  private static func lookedUp(_ value: UInt32) -> UInt32 {
    guard let scalar = Unicode.Scalar(value) else { return blank }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter: return small(scalar).value
    case .modifierLetter where value == 0x640: return 0  // the tatweel, which only draws a word out
    case .otherLetter where value < 0x700: return bases[scalar]?.value ?? value
    case .modifierLetter, .otherLetter, .decimalNumber, .letterNumber, .otherNumber, .privateUse, .spacingMark:
      return value
    case .nonspacingMark:
      switch value {
      case 0x300...0x36F, 0x591...0x6ED: return 0  // accents of their own, the points of Hebrew and Arabic
      case 0xFE00...0xFE0F, 0xE0100...: return 0  // what chooses between forms of a character
      default: return value
      }
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

  /// The letters that are another with an accent or a stroke. That й is no и, nor ї an і, their readers would say.
  private static let bases: [Unicode.Scalar: Unicode.Scalar] = {
    let rows = """
      aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ bḃḅḇ cçćĉċčḉ dďḋḍḏḑḓđ eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ fḟ gĝğġģǧǵḡ hĥȟḣḥḧḩḫẖ \
      iìíîïĩīĭįǐȉȋḭḯỉị jĵǰ kķǩḱḳḵ lĺļľḷḹḻḽł mḿṁṃ nñńņňǹṅṇṉṋ oòóôõöøǿōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ pṕṗ rŕŗřȑȓṙṛṝṟ \
      sśŝşšșṡṣṥṧṩ tţťțṫṭṯṱẗ uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự vṽṿ wŵẁẃẅẇẉẘ xẋẍ yýÿŷȳẏẙỳỵỷỹ zźżžẑẓẕ æǽǣ \
      αάἀἁἂἃἄἅἆἇὰ\u{1F71}ᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ εέἐἑἒἓἔἕὲ\u{1F73} \
      ηήἠἡἢἣἤἥἦἧὴ\u{1F75}ᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ ιΐίϊἰἱἲἳἴἵἶἷὶ\u{1F77}ῐῑῒ\u{1FD3}ῖῗ οόὀὁὂὃὄὅὸ\u{1F79} ρῤῥ \
      υΰϋύὐὑὒὓὔὕὖὗὺ\u{1F7B}ῠῡῢ\u{1FE3}ῦῧ ωώὠὡὢὣὤὥὦὧὼ\u{1F7D}ᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ еёѐ иѝ \u{627}\u{622}\u{623}\u{625} \
      \u{648}\u{624} \u{64A}\u{626}
      """.split(separator: " ")
    var bases: [Unicode.Scalar: Unicode.Scalar] = ["\u{130}": "i"]
    for row in rows {
      guard let base = row.unicodeScalars.first else { continue }
      for letter in row.unicodeScalars.dropFirst() { bases[letter] = base }
    }
    return bases
  }()
}
