/// Why a document is not well-formed XML.
public struct XMLFault: Error, Equatable, Sendable {
  /// What is wrong, one clause without a full stop.
  public var message: String
  /// Whether only what follows the root element is wrong, so that nothing of the document was lost.
  public var isAfterEnd: Bool

  public init(_ message: String, isAfterEnd: Bool = false) {
    self.message = message
    self.isAfterEnd = isAfterEnd
  }
}
