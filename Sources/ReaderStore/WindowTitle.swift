import FeedModel

extension State {
  /// What the terminal's window is called: the post that is open.
  public var windowTitle: String {
    guard let title = article?.entry.row.title, !title.isEmpty else { return "Martlet" }
    return title + " – Martlet"
  }
}
