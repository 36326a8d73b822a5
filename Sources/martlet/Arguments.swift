import Glibc

/// The words of the command line.
///
/// A file's name is bytes, and not all of them need be UTF-8; Swift would replace those for good. In the name of a file
/// that is there each becomes a character of Unicode's last private-use block instead, and a byte again where the file
/// is opened, as in Python's surrogateescape.
enum Arguments {
  /// Without the program's own name.
  static var words: [String] {
    (1..<max(1, Int(CommandLine.argc))).compactMap { index in
      CommandLine.unsafeArgv[index].map { text in
        let bytes = UnsafeBufferPointer(start: text, count: strlen(text)).map { UInt8(bitPattern: $0) }
        return access(text, F_OK) == 0 ? name(bytes) : String(decoding: bytes, as: UTF8.self)
      }
    }
  }

  /// The name of a file.
  static func name(_ bytes: [UInt8]) -> String {
    if let name = String(validating: bytes, as: UTF8.self), !name.unicodeScalars.contains(where: isByte) { return name }
    var name = ""
    var rest = bytes[...]
    while !rest.isEmpty {
      let character = (1...4).lazy.compactMap { String(validating: rest.prefix($0), as: UTF8.self) }.first
      if let character, let scalar = character.unicodeScalars.first, !isByte(scalar) {
        name += character
        rest = rest.dropFirst(character.utf8.count)
      } else if let byte = rest.popFirst(), let scalar = Unicode.Scalar(firstByte + UInt32(byte)) {
        name.unicodeScalars.append(scalar)
      }
    }
    return name
  }

  /// U+10FF00 stands for the byte 0.
  private static let firstByte: UInt32 = 0x10_FF00

  fileprivate static func isByte(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= firstByte + 0x80 }

  /// The bytes that a name was read from.
  fileprivate static func bytes(of name: String) -> [UInt8] {
    name.unicodeScalars.flatMap { scalar -> [UInt8] in
      isByte(scalar) ? [UInt8(truncatingIfNeeded: scalar.value)] : Array(String(scalar).utf8)
    }
  }
}

extension String {
  /// Whether it is the name of a file that is not UTF-8.
  var hasRawBytes: Bool { unicodeScalars.contains(where: Arguments.isByte) }

  /// A file's name as the system takes it, ended by a zero.
  var filePath: [CChar] {
    (hasRawBytes ? Arguments.bytes(of: self) : Array(utf8)).map { CChar(bitPattern: $0) } + [0]
  }

  /// A file's name as it can be shown: bytes that are not UTF-8 become U+FFFD.
  var shownPath: String { hasRawBytes ? String(decoding: Arguments.bytes(of: self), as: UTF8.self) : self }
}
