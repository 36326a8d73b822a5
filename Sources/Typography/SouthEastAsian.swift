/// Thai, Lao, Khmer and Myanmar write no spaces between words. Without a dictionary a line may end between any
/// two clusters that spelling does not hold together.
enum SouthEastAsian {
  /// Whether a line may end before the cluster that starts at an offset, after another of class SA.
  static func mayBreak(in scalars: UTF8Scalars, at offset: Int) -> Bool {
    var before = offset &- 1
    while before > 0, scalars.bytes[before] & 0xC0 == 0x80 { before &-= 1 }
    return !pullsNext(scalars.scalar(at: before).value) && !clingsToPrevious(scalars.scalar(at: offset).value)
  }

  /// Vowels written before their consonant, and signs that stack the next one below.
  private static func pullsNext(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x0E40...0x0E44, 0x0EC0...0x0EC4, 0x1039, 0x17D2, 0x1A60: true
    default: false
    }
  }

  /// Vowels written after their consonant, and the signs for repetition and abbreviation.
  private static func clingsToPrevious(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x0E2F, 0x0E30, 0x0E32, 0x0E33, 0x0E45, 0x0E46, 0x0EAF, 0x0EB0, 0x0EB2, 0x0EB3, 0x0EBD, 0x0EC6, 0x17D7: true
    default: false
    }
  }
}
