/// A key as the user thinks of it, whatever bytes the terminal sends for it.
public enum Key: Hashable, Sendable {
  case character(Character)
  /// Control with a lower-case letter or one of `@ [ \ ] ^ _`.
  case control(Character)
  case enter, tab, backTab, escape, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown, insert
  case function(Int)
}
