/// The one Swift face of libxml2: safe and quiet, with its own events and nodes.
public struct XMLFault: Error, Equatable, Sendable {
  public var message: String
  public init(_ message: String) { self.message = message }
}
