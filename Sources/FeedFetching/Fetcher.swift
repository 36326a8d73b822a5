/// Polite conditional GET with limits.
import FeedModel

public struct FetchError: Error, Equatable, Sendable {
  public var message: String
  public init(_ message: String) { self.message = message }
}
