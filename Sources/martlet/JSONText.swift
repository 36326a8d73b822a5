import FoundationEssentials

/// JSON as the commands print it: one line, no control byte but the newline.
enum JSONText {
  static func of(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    let text = String(decoding: try encoder.encode(value), as: UTF8.self)
    // The encoder escapes C0; DEL and C1 are left.
    guard text.unicodeScalars.contains(where: { 0x7F...0x9F ~= $0.value }) else { return text + "\n" }
    var safe = ""
    for scalar in text.unicodeScalars {
      if 0x7F...0x9F ~= scalar.value {
        safe += "\\u00" + String(scalar.value, radix: 16)
      } else {
        safe.unicodeScalars.append(scalar)
      }
    }
    return safe + "\n"
  }
}

/// A value that is written as null where it is not known, instead of being left out.
struct Nullable<Value: Encodable>: Encodable {
  var value: Value?
  init(_ value: Value?) { self.value = value }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    if let value { try container.encode(value) } else { try container.encodeNil() }
  }
}

extension Nullable where Value == String {
  /// A time as RFC 3339 in UTC.
  init(_ time: Date?) { self.init(time?.formatted(.iso8601)) }
}
