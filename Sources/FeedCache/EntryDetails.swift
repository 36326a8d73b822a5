import FeedModel
import FoundationEssentials

/// What hangs on an entry and only an opened article shows; kept as JSON, nil where there is nothing.
struct EntryDetails: Codable, Equatable {
  struct Person: Codable, Equatable {
    var name: String?
    var email: String?
    var url: String?
  }

  struct File: Codable, Equatable {
    var url: String
    var type: String?
    var length: Int?
  }

  var authors: [Person]?
  var categories: [String]?
  var enclosures: [File]?

  init(_ entry: ParsedEntry) {
    if !entry.authors.isEmpty {
      authors = entry.authors.map { Person(name: $0.name, email: $0.email, url: $0.url) }
    }
    if !entry.categories.isEmpty { categories = entry.categories }
    if !entry.enclosures.isEmpty {
      enclosures = entry.enclosures.map { File(url: $0.url, type: $0.type, length: $0.length) }
    }
  }

  var json: String? {
    guard authors != nil || categories != nil || enclosures != nil else { return nil }
    guard let data = try? JSONEncoder().encode(self) else { return nil }
    return String(decoding: data, as: UTF8.self)
  }

  init?(json: String?) {
    guard let json, let details = try? JSONDecoder().decode(EntryDetails.self, from: Data(json.utf8)) else {
      return nil
    }
    self = details
  }

  var modelAuthors: [Author] { (authors ?? []).map { Author(name: $0.name, email: $0.email, url: $0.url) } }
  var modelEnclosures: [Enclosure] {
    (enclosures ?? []).map { Enclosure(url: $0.url, type: $0.type, length: $0.length) }
  }

  /// The authors in one line, as a list shows them.
  static func byline(_ authors: [Author]) -> String? {
    let names = authors.compactMap { $0.name ?? $0.email ?? $0.url }.filter { !$0.isEmpty }
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }
}
