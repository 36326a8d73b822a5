/// What is wrong with something the user wrote, in one clause.
public struct ConfigurationError: Error, Equatable, Sendable {
  public var message: String
  public init(_ message: String) { self.message = message }
}
