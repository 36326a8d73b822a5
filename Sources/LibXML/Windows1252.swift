/// What windows-1252 has where Latin-1 has controls (Encoding standard, index windows-1252); pages mean it also by
/// `&#150;`.
public enum Windows1252 {
  /// The character of a number from 0x80 to 0x9F; nil for the five that have none, and for every other number.
  public static func character(_ value: UInt32) -> Unicode.Scalar? {
    (0x80...0x9F).contains(value) ? table[Int(value) - 0x80] : nil
  }

  private static let table: [Unicode.Scalar?] = [
    "€", nil, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", nil, "Ž", nil,
    nil, "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", nil, "ž", "Ÿ",
  ]
}
