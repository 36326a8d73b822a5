/// Plain text → Document.
public enum TextReader {
  public static func read(_ text: String) -> Document {
    Document(blocks: text.split(separator: "\n").map { .paragraph([.text(String($0))]) })
  }
}
