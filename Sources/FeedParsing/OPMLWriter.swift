extension OPMLDocument {
  /// The document as OPML 2.0: folders as nested outlines, feeds in their order, every line ended by a newline.
  public var text: String {
    var writer = OPMLWriter()
    writer.write(self)
    return writer.output
  }
}

/// Writes OPML 2.0.
private struct OPMLWriter {
  private(set) var output = ""
  /// The namespace of each prefix in use.
  private var prefixes: [String: String] = [:]

  private final class Folder {
    var names: [String] = []
    var folders: [String: Folder] = [:]
    var feeds: [ListedFeed] = []
  }

  mutating func write(_ document: OPMLDocument) {
    for feed in document.list.feeds {
      for attribute in feed.attributes { declare(attribute) }
    }
    output += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\""
    for (prefix, namespace) in prefixes.sorted(by: { $0.key < $1.key }) { write("xmlns:" + prefix, namespace) }
    output += ">\n  <head>\n"
    if let title = document.title { output += "    <title>\(Self.escaped(title))</title>\n" }
    output += "  </head>\n  <body>\n"
    write(Self.tree(document.list.feeds), indent: "    ")
    output += "  </body>\n</opml>\n"
  }

  private static func tree(_ feeds: [ListedFeed]) -> Folder {
    let root = Folder()
    for feed in feeds {
      var folder = root
      for part in feed.folder.split(separator: "/").map(String.init) {
        if folder.folders[part] == nil {
          folder.names.append(part)
          folder.folders[part] = Folder()
        }
        folder = folder.folders[part] ?? folder
      }
      folder.feeds.append(feed)
    }
    return root
  }

  private mutating func write(_ folder: Folder, indent: String) {
    for feed in folder.feeds {
      output += indent + "<outline"
      let title = feed.title ?? feed.url
      let other = feed.attributes.first { $0.name == "title" }?.value
      for (name, value) in [("type", "rss"), ("text", title), ("title", other ?? title), ("xmlUrl", feed.url)] {
        write(name, value)
      }
      var written: Set<String> = ["type", "text", "title", "xmlUrl"]
      for attribute in feed.attributes {
        let name = name(of: attribute)
        if Self.isName(name), written.insert(name).inserted { write(name, attribute.value) }
      }
      output += "/>\n"
    }
    for name in folder.names {
      guard let inner = folder.folders[name] else { continue }
      output += indent + "<outline"
      write("text", name)
      output += ">\n"
      write(inner, indent: indent + "  ")
      output += indent + "</outline>\n"
    }
  }

  // MARK: Attributes

  private mutating func write(_ name: String, _ value: String) { output += " \(name)=\"\(Self.escaped(value))\"" }

  /// Gives a prefix its namespace; one that stands for another namespace already is left to that.
  private mutating func declare(_ attribute: OPMLAttribute) {
    guard let namespace = attribute.namespace else { return }
    let prefix = String(attribute.name.prefix { $0 != ":" })
    guard Self.isName(prefix), prefix.lowercased() != "xmlns", prefix.lowercased() != "xml" else { return }
    if prefixes[prefix] == nil { prefixes[prefix] = namespace.isEmpty ? "urn:undeclared:\(prefix)" : namespace }
  }

  /// The attribute's name with a prefix that stands for its namespace here.
  private func name(of attribute: OPMLAttribute) -> String {
    guard let namespace = attribute.namespace else { return attribute.name.contains(":") ? "" : attribute.name }
    let prefix = String(attribute.name.prefix { $0 != ":" })
    if prefixes[prefix] == namespace || (namespace.isEmpty && prefixes[prefix] != nil) { return attribute.name }
    guard let other = prefixes.filter({ $0.value == namespace }).keys.min() else { return "" }
    return other + attribute.name.dropFirst(prefix.count)
  }

  /// Whether a text is an XML name, with one prefix at most.
  private static func isName(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    return parts.count <= 2
      && parts.allSatisfy { part in
        guard let first = part.unicodeScalars.first else { return false }
        return (first.properties.isAlphabetic || first == "_")
          && part.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || $0.properties.numericType == .decimal || $0 == "_" || $0 == "-" || $0 == "."
          }
      }
  }

  /// Text as it may stand in an element or between double quotes.
  private static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case _ where TextSafety.isSafe(scalar): result.unicodeScalars.append(scalar)
      default: result += " "
      }
    }
    return result
  }
}
