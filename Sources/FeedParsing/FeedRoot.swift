import FeedModel
import LibXML

/// What the root element's name tells of the format.
struct FeedRoot {
  var format: FeedFormat
  /// The prefix, as in `Element`, that the root's own namespace stands for.
  var ownPrefix: String

  init?(_ name: XMLName) {
    let known = Vocabulary.known(uri: name.uri)
    switch name.local.lowercased() {
    case "rss": self.init(format: .rss2, ownPrefix: "")
    case "rdf": self.init(format: .rss1, ownPrefix: "rdf")
    case "feed", "entry":
      let uri = name.uri.lowercased()
      let isOld = known == "atom" && !uri.contains("2005/atom")
      self.init(format: isOld ? .atom03 : .atom1, ownPrefix: "atom")
    case "channel": self.init(format: name.local == "CHANNEL" ? .cdf : .rss2, ownPrefix: "")
    case "item": self.init(format: .rss2, ownPrefix: "")
    default: return nil
    }
  }

  private init(format: FeedFormat, ownPrefix: String) {
    self.format = format
    self.ownPrefix = ownPrefix
  }

  /// The format as the root's attributes tell it more exactly.
  static func refine(_ format: FeedFormat, _ element: Element, _ attributes: XMLAttributes) -> FeedFormat? {
    let version = attributes.value("version") ?? ""
    switch element {
    case .rss:
      if version.hasPrefix("0.9") { return .rss09 }
      return version == "1.0" ? .rss1 : nil
    case .rdf: return attributes.defaultNamespace?.contains("rdf/simple/0.9") == true ? .rss09 : nil
    case .atomFeed: return version == "0.3" || version == "0.2" || version == "0.1" ? .atom03 : nil
    case .channel: return attributes.value("href") != nil ? .cdf : nil
    default: return nil
    }
  }
}
