public import FoundationEssentials

/// The fields of an answer that a feed reader obeys. Values are the bytes as sent, each as the character of that number,
/// so that a validator goes back byte for byte whatever its encoding.
public struct ResponseHeaders: Equatable, Sendable {
  /// 0 while there is no answer.
  public var status = 0
  public var etag: String?
  public var lastModified: String?
  public var contentType: String?
  public var cacheControl: String?
  public var expires: String?
  public var date: String?
  public var retryAfter: String?
  var location: String?
  var contentLength: String?
  var transferEncoding: String?
  var contentRange: String?
  var contentDisposition: String?

  public init(status: Int = 0) {
    self.status = status
  }

  /// How long the answer may be kept without asking again: `max-age`, else `Expires`; nil if it does not say, or says
  /// that it may not be kept.
  public func lifetime(now: Date) -> TimeInterval? {
    let directives = (cacheControl ?? "").lowercased().split(separator: ",").map {
      $0.filter { !$0.isWhitespace && $0 != "\"" }
    }
    if directives.contains("no-store") || directives.contains("no-cache") { return nil }
    if let maxAge = directives.first(where: { $0.hasPrefix("max-age=") }) {
      return ResponseHeaders.seconds(String(maxAge.dropFirst("max-age=".count)))
    }
    return expires.flatMap(HTTPDate.parse).map { $0.timeIntervalSince(serverTime(now: now)) }
  }

  /// When the server may be asked again, as its `Retry-After` says (RFC 9110, 10.2.3).
  public func retryTime(now: Date) -> Date? {
    guard let retryAfter else { return nil }
    if let seconds = ResponseHeaders.seconds(retryAfter) { return now.addingTimeInterval(seconds) }
    return HTTPDate.parse(retryAfter).map { now.addingTimeInterval($0.timeIntervalSince(serverTime(now: now))) }
  }

  /// What the server's clock shows, so that a clock that is some minutes off does no harm. A `Date` more than a day off
  /// is no clock.
  private func serverTime(now: Date) -> Date {
    guard let time = date.flatMap(HTTPDate.parse), abs(time.timeIntervalSince(now)) < 86_400 else { return now }
    return time
  }

  /// Digits only; a number too large to count is very long.
  private static func seconds(_ digits: String) -> TimeInterval? {
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Double(min(Int(digits) ?? .max, 1_000_000_000))
  }
}

// MARK: - Reading

extension ResponseHeaders {
  /// Takes one line of the head; a status line begins a new answer, since interim ones and a proxy's come before.
  mutating func take(line: UnsafeRawBufferPointer) {
    if line.starts(with: "HTTP/".utf8) {
      self = ResponseHeaders(status: ResponseHeaders.status(line))
      return
    }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
    let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
    let value = ResponseHeaders.trimmed(line[(colon + 1)...])
    guard !value.isEmpty else { return }
    // A field sent twice counts once, but for a list, whose lines are one.
    switch name {
    case "etag": etag = etag ?? value
    case "last-modified": lastModified = lastModified ?? value
    case "content-type": contentType = contentType ?? value
    case "cache-control": cacheControl = cacheControl.map { $0 + ", " + value } ?? value
    case "expires": expires = expires ?? value
    case "date": date = date ?? value
    case "retry-after": retryAfter = retryAfter ?? value
    case "location": location = location ?? value
    case "content-length": contentLength = contentLength ?? value
    case "transfer-encoding": transferEncoding = transferEncoding ?? value
    case "content-range": contentRange = contentRange ?? value
    case "content-disposition": contentDisposition = contentDisposition ?? value
    default: break
    }
  }

  private static func status(_ line: UnsafeRawBufferPointer) -> Int {
    let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
    return words.count > 1 ? Int(String(decoding: words[1].prefix(3), as: UTF8.self)) ?? 0 : 0
  }

  private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    guard let first = bytes.firstIndex(where: { $0 > 0x20 }), let last = bytes.lastIndex(where: { $0 > 0x20 }) else {
      return ""
    }
    return String(String.UnicodeScalarView(bytes[first...last].map { Unicode.Scalar($0) }))
  }
}

extension String {
  /// The bytes of a header value, undone from `ResponseHeaders`' form.
  var headerBytes: [UInt8] {
    unicodeScalars.map { $0.value < 0x100 ? UInt8($0.value) : UInt8(ascii: "?") }
  }
}
