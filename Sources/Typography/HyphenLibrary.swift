import Glibc

/// libhyphen's functions; the header is not needed for so few.
struct HyphenLibrary: @unchecked Sendable {
  // Unchecked, since the compiler cannot know that addresses of code never change.

  typealias Dictionary = UnsafeMutableRawPointer
  typealias Replacements = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

  static let shared = HyphenLibrary()

  private let loadFile: @convention(c) (UnsafeMutablePointer<FILE>) -> Dictionary?
  let free: @convention(c) (Dictionary) -> Void
  private let hyphenate:
    @convention(c) (
      Dictionary, UnsafePointer<CChar>, Int32, UnsafeMutablePointer<CChar>, UnsafeMutablePointer<CChar>?,
      UnsafeMutablePointer<Replacements?>, UnsafeMutablePointer<UnsafeMutablePointer<Int32>?>,
      UnsafeMutablePointer<UnsafeMutablePointer<Int32>?>
    ) -> Int32

  private init?() {
    guard let library = dlopen("libhyphen.so.0", RTLD_NOW | RTLD_LOCAL),
      let load = dlsym(library, "hnj_hyphen_load_file"), let free = dlsym(library, "hnj_hyphen_free"),
      let hyphenate = dlsym(library, "hnj_hyphen_hyphenate2")
    else { return nil }
    loadFile = unsafeBitCast(load, to: type(of: loadFile))
    self.free = unsafeBitCast(free, to: type(of: self.free))
    self.hyphenate = unsafeBitCast(hyphenate, to: type(of: self.hyphenate))
  }

  /// A dictionary from the bytes of its file.
  func load(_ source: [UInt8]) -> Dictionary? {
    var source = source
    return source.withUnsafeMutableBytes { bytes in
      guard let file = fmemopen(bytes.baseAddress, bytes.count, "r") else { return nil }
      defer { fclose(file) }
      return loadFile(file)
    }
  }

  /// The characters after which the word may be divided without a change of spelling, counted from 1.
  func divisions(of word: [UInt8], _ dictionary: Dictionary) -> [Int] {
    // The library wants room for five more than the word has.
    var marks = [CChar](repeating: 0, count: word.count + 5)
    var (replacements, positions, cuts): (Replacements?, UnsafeMutablePointer<Int32>?, UnsafeMutablePointer<Int32>?)
    defer {
      if let replacements { for index in word.indices { Glibc.free(replacements[index]) } }
      Glibc.free(replacements)
      Glibc.free(positions)
      Glibc.free(cuts)
    }
    // It reads up to a NUL, although it is given the length.
    let failed = (word + [0]).map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { letters in
      guard let start = letters.baseAddress else { return true }
      let count = Int32(truncatingIfNeeded: word.count)
      return hyphenate(dictionary, start, count, &marks, nil, &replacements, &positions, &cuts) != 0
    }
    if failed { return [] }
    // Odd numbers allow a division.
    return word.indices.filter { marks[$0] & 1 == 1 && replacements?[$0] == nil }.map { $0 + 1 }
  }
}

/// UTF-8 to a character set of one byte a character.
struct CharacterConverter {
  private let set: String

  init?(to set: String) {
    let name = set.hasPrefix("microsoft-") ? String(set.dropFirst("microsoft-".count)) : set
    guard let converter = Self.opened(name) else { return nil }
    iconv_close(converter)
    self.set = name
  }

  private static func opened(_ set: String) -> iconv_t? {
    let converter = iconv_open(set, "UTF-8")
    return converter == iconv_t(bitPattern: -1) ? nil : converter
  }

  /// nil if a character is not in the set.
  func convert(_ text: String) -> [UInt8]? {
    guard let converter = Self.opened(set) else { return nil }
    defer { iconv_close(converter) }
    var source = text.utf8.map { CChar(bitPattern: $0) }
    var target = [CChar](repeating: 0, count: source.count)
    let size = target.count
    let left: Int? = source.withUnsafeMutableBufferPointer { source in
      target.withUnsafeMutableBufferPointer { target in
        var (from, to) = (source.baseAddress, target.baseAddress)
        var (fromLeft, toLeft) = (source.count, target.count)
        return iconv(converter, &from, &fromLeft, &to, &toLeft) == 0 && fromLeft == 0 ? toLeft : nil
      }
    }
    return left.map { left in target.prefix(size - left).map { UInt8(bitPattern: $0) } }
  }
}
