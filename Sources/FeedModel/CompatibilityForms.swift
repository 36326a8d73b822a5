/// Characters that are another's form: full-width Ｓｗｉｆｔ and the ligature in ﬁsh are found by who types Swift and fish.
///
/// These are the compatibility mappings of Unicode's NFKC (UAX #15) that real titles use: full-width and half-width
/// forms, ligatures, superscripts, letters of formulas, Roman numerals, letters and numbers in circles.
public enum CompatibilityForms {
  /// A text in which each such character is written as the one that it stands for, in normal form C.
  public static func folded(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 >= 0xC2 }) else { return text }
    var folded = ""
    folded.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars { append(scalar, to: &folded) }
    return String(decoding: folded._nfcCodeUnits, as: UTF8.self)
  }

  /// A text as it is compared with others, whatever case it is in.
  public static func key(_ text: String) -> String { folded(text).lowercased() }

  /// Whether bytes of UTF-8 hold letters or digits that are folded, or may hold parts that are to be composed; quick,
  /// for all text of all feeds is asked. Full-width punctuation alone, which all Chinese has, is none.
  public static func areIn(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = bytes.endOfASCII(from: 0)
    while index < bytes.count {
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      let last = index + 2 < bytes.count ? bytes[index + 2] : 0
      switch (bytes[index], next, last) {
      case (0xC2, 0xAA, _), (0xC2, 0xB2...0xB5, _), (0xC2, 0xB9...0xBA, _): return true
      case (0xCC, 0x86, _), (0xCC, 0x88, _): return true  // й and ї in two parts
      case (0xE1, 0x84...0x87, _): return true  // parts of Hangul syllables
      case (0xE2, 0x82, _), (0xE2, 0x84...0x85, _), (0xE2, 0x91...0x93, _), (0xE2, 0x81, 0xB0...0xBF): return true
      case (0xE3, 0x82, 0x99...0x9A): return true  // sound marks of their own
      case (0xEF, 0xAC, _): return true
      case (0xEF, 0xBC, 0x90...0x99), (0xEF, 0xBC, 0xA1...0xBA), (0xEF, 0xBD, 0x81...0x9A): return true
      case (0xEF, 0xBD, 0xA6...0xBF), (0xEF, 0xBE, 0x80...0x9F): return true
      case (0xF0, 0x9D, _): return true
      default: index = bytes.endOfASCII(from: index + 1)
      }
    }
    return false
  }

  private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
    let value = scalar.value
    switch value {
    case 0x00...0xA9: text.unicodeScalars.append(scalar)
    case 0xFF01...0xFF5E: append(value - 0xFEE0, to: &text)
    case 0xFF65...0xFF9D:
      let index = Int(value - 0xFF65)
      if index < katakana.count { append(katakana[index], to: &text) }
    case 0xFF9E: append(0x3099, to: &text)
    case 0xFF9F: append(0x309A, to: &text)
    case 0x1D400...0x1D6A3: append(letter(at: (value - 0x1D400) % 52), to: &text)
    case 0x1D7CE...0x1D7FF: append(0x30 + (value - 0x1D7CE) % 10, to: &text)
    case 0x2460...0x2473: text += String(value - 0x245F)
    case 0x24B6...0x24E9: append(letter(at: value - 0x24B6), to: &text)
    case 0x3000...0xFAFF: text.unicodeScalars.append(scalar)
    default:
      if let form = forms[scalar] { text += form } else { text.unicodeScalars.append(scalar) }
    }
  }

  private static func append(_ value: UInt32, to text: inout String) {
    if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
  }

  /// A…Z and a…z in a row.
  private static func letter(at index: UInt32) -> UInt32 { index < 26 ? 0x41 + index : 0x61 + index - 26 }

  /// What U+FF65…FF9D are.
  private static let katakana = "・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン".unicodeScalars.map(\.value)

  /// Each character and what it stands for.
  private static let forms: [Unicode.Scalar: String] = {
    let words = """
      ªa ²2 ³3 µμ ¹1 ºo ⁰0 ⁱi ⁴4 ⁵5 ⁶6 ⁷7 ⁸8 ⁹9 ⁿn \
      ₀0 ₁1 ₂2 ₃3 ₄4 ₅5 ₆6 ₇7 ₈8 ₉9 ₐa ₑe ₒo ₓx ₔə ₕh ₖk ₗl ₘm ₙn ₚp ₛs ₜt ℀a/c ℁a/s ℂC ℃°C ℅c/o ℆c/u ℇƐ ℉°F ℊg \
      ℋH ℌH ℍH ℎh ℏħ ℐI ℑI ℒL ℓl ℕN №No ℙP ℚQ ℛR ℜR ℝR ℠SM ℡TEL ™TM ℤZ ℨZ ℬB ℭC ℯe ℰE ℱF ℳM ℴo ℵא ℶב ℷג ℸד ℹi \
      ℻FAX ℼπ ℽγ ℾΓ ℿΠ ⅅD ⅆd ⅇe ⅈi ⅉj ⅠI ⅡII ⅢIII ⅣIV ⅤV ⅥVI ⅦVII ⅧVIII ⅨIX ⅩX ⅪXI ⅫXII ⅬL ⅭC ⅮD ⅯM ⅰi ⅱii ⅲiii \
      ⅳiv ⅴv ⅵvi ⅶvii ⅷviii ⅸix ⅹx ⅺxi ⅻxii ⅼl ⅽc ⅾd ⅿm ﬀff ﬁfi ﬂfl ﬃffi ﬄffl ﬅst ﬆst
      """.split(separator: " ")
    return Dictionary(
      words.compactMap { word in word.unicodeScalars.first.map { ($0, String(word.unicodeScalars.dropFirst())) } },
      uniquingKeysWith: { first, _ in first })
  }()
}

extension UnsafeBufferPointer<UInt8> {
  /// The index of the first byte from an index on that is not ASCII, or the end; eight bytes a step.
  public func endOfASCII(from start: Int) -> Int {
    var index = start
    let raw = UnsafeRawBufferPointer(self)
    while index + 8 <= count {
      guard raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0 else { break }
      index += 8
    }
    while index < count, self[index] < 0x80 { index += 1 }
    return index
  }
}
