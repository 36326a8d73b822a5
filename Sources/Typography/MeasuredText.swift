/// A paragraph measured once: its clusters, their cells, and where a line may end.
public struct MeasuredText: Equatable, Sendable {
  public enum BreakAfter: UInt8, Equatable, Sendable {
    case prohibited
    case allowed
    case mandatory
    /// At a soft hyphen: a hyphen is shown if the line ends here.
    case hyphen
  }

  public struct Cluster: Equatable, Sendable {
    /// Where the cluster starts in the text's UTF-8.
    public var utf8Offset: Int
    public var cells: Int
    public var breakAfter: BreakAfter
    /// White space that vanishes at a line's end.
    public var isSpace: Bool
  }

  public let text: String
  public let clusters: [Cluster]

  public init(_ text: String) {
    self.text = text
    var offset = 0
    clusters = text.map { character in
      defer { offset += character.utf8.count }
      return Cluster(
        utf8Offset: offset, cells: DisplayWidth.cells(of: character),
        breakAfter: character == " " ? .allowed : .prohibited, isSpace: character == " ")
    }
  }
}
