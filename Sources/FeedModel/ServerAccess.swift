/// What a user has for a server: a name with a password, header fields, or both. It is shown nowhere.
public struct ServerAccess: Equatable, Sendable, CustomStringConvertible,
  CustomDebugStringConvertible, CustomReflectable
{
  /// A host, `host:port`, or the beginning of a URL.
  public var place: String
  public var user: String?
  public var password: String?
  /// In the order in which they are sent.
  public var headers: [HeaderField]

  public init(place: String, user: String? = nil, password: String? = nil, headers: [HeaderField] = []) {
    self.place = place
    self.user = user
    self.password = password
    self.headers = headers
  }

  /// The place alone: whatever prints a value by chance prints no secret.
  public var description: String { "what is kept for \(place)" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// One field of a request's head (RFC 9110, 5).
public struct HeaderField: Equatable, Hashable, Sendable {
  public var name: String
  public var value: String

  /// - Returns: nil for what no request may hold, and for fields that belong to the transfer itself.
  public init?(_ name: String, _ value: String) {
    let isName =
      !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !"()<>@,;:\\\"/[]?={}".utf8.contains($0) }
    let isValue = value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 9 }
    guard isName, isValue, !HeaderField.ofTransfer.contains(name.lowercased()) else { return nil }
    self.name = name
    self.value = value
  }

  private static let ofTransfer: Set = [
    "host", "connection", "content-length", "transfer-encoding", "accept-encoding", "te", "upgrade",
  ]
}
