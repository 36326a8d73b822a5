/// Screen → ncurses, ncurses → Key.
public import Configuration
import Screens

/// What comes from the terminal.
public enum TerminalEvent: Equatable, Sendable {
  case key(Key)
  case resized(width: Int, height: Int)
  /// The terminal is gone (end of file, or an error on read).
  case hungUp
}

public struct TerminalError: Error, Equatable, Sendable {
  public var message: String
  public init(_ message: String) { self.message = message }
}
