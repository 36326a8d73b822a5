/// A terminfo entry as `tic` writes it: see term(5), also for the extended part with names of its own.
nonisolated struct CompiledEntry {
  private var names: [UInt8]
  var booleans: [UInt8]
  var numbers: [Int32]
  /// Where the strings begin in the table; negative for those the terminal lacks.
  private(set) var strings: [Int16]
  private var table: [UInt8]

  private var extendedBooleans: [UInt8] = []
  private var extendedNumbers: [Int32] = []
  private var extendedStrings: [Int16] = []
  /// Where the names begin, counted from the end of the values: of booleans, numbers and strings.
  private var nameOffsets: [Int16] = []
  private var extendedValues: [UInt8] = []
  private var extendedNameTable: [UInt8] = []

  private static let magic: Int16 = 0o432
  /// Numbers of 32 bits.
  private static let wideMagic: Int16 = 0o1036

  /// - Returns: nil if the bytes are no entry.
  init?(_ bytes: [UInt8]) {
    var reader = Reader(bytes)
    guard let magic = reader.short(), magic == Self.magic || magic == Self.wideMagic,
      let nameSize = reader.count(), let booleanCount = reader.count(), let numberCount = reader.count(),
      let stringCount = reader.count(), let tableSize = reader.count(),
      let names = reader.bytes(nameSize), let booleans = reader.bytes(booleanCount), reader.align(),
      let numbers = reader.numbers(numberCount, isWide: magic == Self.wideMagic),
      let strings = reader.shorts(stringCount), let table = reader.bytes(tableSize)
    else { return nil }
    (self.names, self.booleans, self.numbers, self.strings, self.table) = (names, booleans, numbers, strings, table)
    guard reader.align(), !reader.isAtEnd else { return }
    guard readExtension(&reader, isWide: magic == Self.wideMagic) else { return nil }
  }

  private mutating func readExtension(_ reader: inout Reader, isWide: Bool) -> Bool {
    guard let booleanCount = reader.count(), let numberCount = reader.count(), let stringCount = reader.count(),
      reader.count() != nil, let tableSize = reader.count(),
      let booleans = reader.bytes(booleanCount), reader.align(),
      let numbers = reader.numbers(numberCount, isWide: isWide), let strings = reader.shorts(stringCount),
      let names = reader.shorts(booleanCount + numberCount + stringCount), let table = reader.bytes(tableSize)
    else { return false }
    var valueSize = 0
    for offset in strings where offset >= 0 {
      guard let end = table[min(Int(offset), table.count)...].firstIndex(of: 0) else { return false }
      valueSize += end - Int(offset) + 1
    }
    guard valueSize <= table.count else { return false }
    (extendedBooleans, extendedNumbers, extendedStrings, nameOffsets) = (booleans, numbers, strings, names)
    extendedValues = Array(table[..<valueSize])
    extendedNameTable = Array(table[valueSize...])
    return true
  }

  var extendedNames: [String] {
    nameOffsets.map { offset in
      String(
        decoding: extendedNameTable[max(0, min(Int(offset), extendedNameTable.count))...].prefix { $0 != 0 },
        as: UTF8.self)
    }
  }

  // MARK: Changing

  func string(_ index: Int) -> String? {
    guard strings.indices.contains(index), strings[index] >= 0 else { return nil }
    return String(decoding: table[min(Int(strings[index]), table.count)...].prefix { $0 != 0 }, as: UTF8.self)
  }

  mutating func setString(_ index: Int, _ text: String) {
    guard strings.indices.contains(index), let offset = Int16(exactly: table.count) else { return }
    strings[index] = offset
    table += Array(text.utf8) + [0]
  }

  mutating func addExtendedBoolean(_ name: String) {
    guard let offset = Int16(exactly: extendedNameTable.count) else { return }
    nameOffsets.insert(offset, at: extendedBooleans.count)
    extendedBooleans.append(1)
    extendedNameTable += Array(name.utf8) + [0]
  }

  // MARK: Writing

  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    func write(_ value: Int) { bytes += [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)] }
    func writeWide(_ value: Int32) {
      let bits = UInt32(bitPattern: value)
      bytes += [0, 8, 16, 24].map { UInt8(truncatingIfNeeded: bits >> $0) }
    }
    func align() { if bytes.count % 2 != 0 { bytes.append(0) } }
    for value in [Int(Self.wideMagic), names.count, booleans.count, numbers.count, strings.count, table.count] {
      write(value)
    }
    bytes += names + booleans
    align()
    for number in numbers { writeWide(number) }
    for offset in strings { write(Int(offset)) }
    bytes += table
    align()
    let counts = [extendedBooleans.count, extendedNumbers.count, extendedStrings.count]
    let extendedSize = extendedValues.count + extendedNameTable.count
    let used = extendedStrings.count + nameOffsets.count
    for value in counts + [used, extendedSize] { write(value) }
    bytes += extendedBooleans
    align()
    for number in extendedNumbers { writeWide(number) }
    for offset in extendedStrings + nameOffsets { write(Int(offset)) }
    return bytes + extendedValues + extendedNameTable
  }

  // MARK: Reading

  private struct Reader {
    private let all: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8]) { all = bytes }

    var isAtEnd: Bool { index >= all.count }

    mutating func bytes(_ count: Int) -> [UInt8]? {
      guard count >= 0, count <= all.count - index else { return nil }
      defer { index += count }
      return Array(all[index..<index + count])
    }

    mutating func short() -> Int16? {
      bytes(2).map { Int16(truncatingIfNeeded: Int($0[0]) | Int($0[1]) << 8) }
    }

    mutating func count() -> Int? {
      guard let value = short(), value >= 0 else { return nil }
      return Int(value)
    }

    mutating func shorts(_ count: Int) -> [Int16]? {
      var values: [Int16] = []
      for _ in 0..<count {
        guard let value = short() else { return nil }
        values.append(value)
      }
      return values
    }

    mutating func numbers(_ count: Int, isWide: Bool) -> [Int32]? {
      guard isWide else { return shorts(count)?.map(Int32.init) }
      guard let bytes = bytes(count * 4) else { return nil }
      return (0..<count).map { number in
        (0..<4).reduce(Int32(0)) { $0 | Int32(truncatingIfNeeded: Int(bytes[number * 4 + $1]) << ($1 * 8)) }
      }
    }

    /// Numbers begin at even places. - Returns: true, also at the end.
    mutating func align() -> Bool {
      index += index % 2
      return true
    }
  }
}
