import FeedModel
import FeedParsing

/// A feed's settings as OPML attributes in a namespace of Martlet's own, which other programs pass over. Request headers
/// are left out on both ways: they may hold a secret, and a list is made to be given away.
enum SettingAttributes {
  private static let namespace = "urn:x-martlet:feed-settings"
  private static let prefix = "martlet:"

  static func attributes(of settings: FeedSettings) -> [OPMLAttribute] {
    settings.words.filter { $0.name != "header" }.map { word in
      OPMLAttribute(
        name: prefix + word.name, namespace: namespace, value: word.value.isEmpty ? "yes" : word.value)
    }
  }

  /// Takes the settings out of a feed's attributes. What cannot be read is passed over.
  /// - Returns: the settings, and the attributes that are none.
  static func taken(from attributes: [OPMLAttribute], into settings: FeedSettings) -> (FeedSettings, [OPMLAttribute]) {
    var settings = settings
    for attribute in attributes where attribute.namespace == namespace {
      let name = attribute.name.drop { $0 != ":" }.dropFirst()
      if name != "header" { try? settings.set(FeedSettingWord(String(name), attribute.value)) }
    }
    return (settings, attributes.filter { $0.namespace != namespace })
  }
}
