/// HTML → Document. Takes over known elements and http(s) targets only.
public enum HTMLReader {
  /// Reads a page or fragment.
  /// - Parameters:
  ///   - html: the source, as received.
  ///   - baseURL: what relative URLs are resolved against.
  public static func read(_ html: String, baseURL: String? = nil) -> Document {
    Document(blocks: [.paragraph([.text(html)])])
  }
}
