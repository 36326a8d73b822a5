import FoundationEssentials
import LibXML

/// An attribute of an outline that Martlet has no use for, kept for other programs.
public struct OPMLAttribute: Equatable, Sendable, Codable {
  /// With its prefix: `frss:opmlUrl`.
  public var name: String
  /// What the prefix stands for; nil without one.
  public var namespace: String?
  public var value: String

  public init(name: String, namespace: String? = nil, value: String) {
    self.name = name
    self.namespace = namespace
    self.value = value
  }
}

/// A list of subscriptions in OPML 2.0 (<http://opml.org/spec2.opml>), also 1.0 and what programs make of them.
///
/// Only http and https addresses are taken. Nothing is followed: an outline of type `include` or `link` is no feed.
public struct OPMLDocument: Equatable, Sendable {
  public var title: String?
  public var list: SubscriptionList

  public init(title: String? = nil, list: SubscriptionList) {
    self.title = title
    self.list = list
  }

  /// Reads a document, repairing it as a feed is repaired.
  /// - Throws: `FeedParsingError` only if it is no OPML.
  public static func parse(_ bytes: [UInt8]) throws(FeedParsingError) -> OPMLDocument {
    let text = TextEncoding.decode(bytes, contentType: nil)
    let document = text.bytes.withUnsafeBufferPointer { bytes -> OPMLDocument? in
      guard let prolog = Prolog(bytes, from: min(text.start, bytes.count)), prolog.rootName == "opml" else {
        return nil
      }
      return LenientXML.read(UnsafeBufferPointer(rebasing: bytes[prolog.root...])) { OPMLReader() }.handler.document
    }
    guard let document else { throw FeedParsingError("it is no OPML") }
    return document
  }
}

/// Collects the feeds of the outlines.
private final class OPMLReader: XMLEventHandler {
  private(set) var document = OPMLDocument(list: SubscriptionList())
  private var folders: [Folder] = []
  private var names: [String] = []
  private var isInHead = false
  private var lostNames: [String] = []

  /// An open outline.
  private struct Folder {
    /// Empty for one that is a feed.
    var name: String
    var isEmpty = true
  }

  func number(for name: XMLName) -> Int {
    names.append(name.local.lowercased())
    return names.count - 1
  }

  private func name(_ element: Int) -> String { names.indices.contains(element) ? names[element] : "" }

  func start(_ element: Int, _ attributes: XMLAttributes) -> XMLReading {
    switch name(element) {
    case "head": isInHead = true
    case "body": isInHead = false
    case "title": return isInHead && document.title == nil ? .text : .skip
    case "outline": folders.append(Folder(name: outline(attributes)))
    default: break
    }
    return .children
  }

  func end(_ element: Int, _ text: XMLText?) {
    if let text { document.title = PlainText.nonEmpty(PlainText.line(text.string)) }
    if text == nil, name(element) == "outline", let folder = folders.popLast() {
      if folder.isEmpty, !folder.name.isEmpty {
        document.list.leaveOut(folder.name, because: "a folder without a feed")
      }
      if !folders.isEmpty { folders[folders.count - 1].isEmpty = false }
    }
    if name(element) == "opml" || name(element) == "body" { tellOfAttributes() }
  }

  /// A folder is its name, and has room for nothing else.
  private func tellOfAttributes() {
    guard !lostNames.isEmpty else { return }
    document.list.leaveOut(lostNames.joined(separator: ", "), because: "attributes of folders are not kept")
    lostNames = []
  }

  /// - Returns: the folder that the outline is for those inside it.
  private func outline(_ attributes: XMLAttributes) -> String {
    let label = [attributes.value("text"), attributes.value("title")].lazy.compactMap { $0 }
      .map { PlainText.line(String($0.prefix(1_000))) }.first { !$0.isEmpty }
    let type = attributes.value("type").map { PlainText.line($0).lowercased() } ?? ""
    guard type != "include" else { return "" }
    let address = attributes.value("xmlurl") ?? (type == "link" ? nil : attributes.value("url"))
    guard let address, !address.isEmpty else {
      if type == "link" { return "" }
      for name in OPMLAttribute.unknown(attributes, label: label).map(\.name)
      where !["text", "isopen", "_open"].contains(name.lowercased()) && !lostNames.contains(name)
        && lostNames.count < 10
      {
        lostNames.append(name)
      }
      return label ?? ""
    }
    guard let url = ListedAddress.web(address) else {
      document.list.leaveOut(address)
      return ""
    }
    var folder = FolderPath.joined(folders.map(\.name))
    if folder.isEmpty, let categories = attributes.value("category") {
      // Programs without folders write their tags there.
      folder = FolderPath.joined([categories.split(separator: ",").first.map(String.init) ?? ""])
    }
    document.list.add(
      ListedFeed(url: url, title: label, folder: folder, attributes: OPMLAttribute.unknown(attributes, label: label)))
    return ""
  }
}

extension OPMLAttribute {
  private static let known: Set<String> = ["text", "title", "type", "xmlurl", "url"]
  private static let countLimit = 50
  private static let lengthLimit = 8_000

  /// What Martlet has no use for, as far as it is no burden to keep; also a title that is not the text, with the text.
  fileprivate static func unknown(_ attributes: XMLAttributes, label: String?) -> [OPMLAttribute] {
    var room = lengthLimit
    var kept: [OPMLAttribute] = []
    for (name, value) in attributes.all where kept.count < countLimit && name.prefix != "xml" {
      let text = PlainText.line(value)
      guard !name.prefix.isEmpty || !known.contains(name.local.lowercased()) else {
        if name.local.lowercased() == "title", let label, !text.isEmpty, text != label {
          kept += [OPMLAttribute(name: "text", value: label), OPMLAttribute(name: "title", value: text)]
        }
        continue
      }
      room -= name.local.utf8.count + name.prefix.utf8.count + name.uri.utf8.count + text.utf8.count
      guard room >= 0 else { break }
      kept.append(
        OPMLAttribute(
          name: name.prefix.isEmpty ? name.local : name.prefix + ":" + name.local,
          namespace: name.prefix.isEmpty ? nil : name.uri, value: text))
    }
    return kept
  }

  /// Attributes as one text, for a cache that need not know them; nil if there are none.
  public static func encoded(_ attributes: [OPMLAttribute]) -> String? {
    guard !attributes.isEmpty, let data = try? JSONEncoder().encode(attributes) else { return nil }
    return String(decoding: data, as: UTF8.self)
  }

  /// What `encoded` made a text of; none if it is something else.
  public static func decoded(_ text: String?) -> [OPMLAttribute] {
    guard let text else { return [] }
    return (try? JSONDecoder().decode([OPMLAttribute].self, from: Data(text.utf8))) ?? []
  }
}
