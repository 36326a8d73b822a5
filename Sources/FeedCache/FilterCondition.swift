import FeedModel
import FoundationEssentials
import GRDB

/// A filter as a condition on a row of `status`. What the user wrote is bound, never part of the SQL.
struct FilterCondition {
  /// With a question mark for each of the arguments.
  private(set) var sql = ""
  private(set) var arguments: StatementArguments = []

  private let snapshot: ListSnapshot
  private let wasUnread: String
  private let zone: TimeZone
  /// Entries with lower keys need not be looked at.
  private let firstEntry: Int64

  /// `wasUnread` is an expression that is 1 for entries that were unread at the snapshot, and 0 for others;
  /// `firstEntry` is the lowest key that is asked about.
  init(
    _ filter: Filter, at snapshot: ListSnapshot, wasUnread: String, from firstEntry: Int64 = 0,
    in zone: TimeZone = .current
  ) {
    self.snapshot = snapshot
    self.wasUnread = wasUnread
    self.zone = zone
    self.firstEntry = firstEntry
    sql = condition(filter)
  }

  private mutating func condition(_ filter: Filter) -> String {
    if let expression = SearchIndex.expression(for: filter) { return search(expression) }
    switch filter {
    case .text(let text, in: let field): return substring(text, in: field)
    case .feed(let name):
      let key = CompatibilityForms.key(name)
      arguments += [key, key]
      return """
        feed_id IN (SELECT id FROM feed WHERE \(TextFunction.holds)(\(EntryReader.feedTitle), ?) \
        OR \(TextFunction.holds)(url, ?))
        """
    case .folder(""): return "feed_id IN (SELECT id FROM feed WHERE folder = '')"
    case .folder(let path):
      arguments += ["/\(CompatibilityForms.key(path))/"]
      return "feed_id IN (SELECT id FROM feed WHERE \(TextFunction.holds)('/' || folder || '/', ?))"
    case .tag(let name):
      arguments += [CompatibilityForms.key(name)]
      return "entry_id IN (SELECT entry_id FROM entry_tag WHERE tag_id = (SELECT id FROM tag WHERE key = ?))"
    case .state(let state): return condition(state)
    case .newer(let moment): return "sort_date >= \(moment.date(now: snapshot.taken, in: zone).milliseconds)"
    case .older(let moment): return "sort_date < \(moment.date(now: snapshot.taken, in: zone).milliseconds)"
    case .not(let filter): return "NOT (\(condition(filter)))"
    case .all(let filters): return joined(filters, "AND", empty: "1")
    case .any(let filters): return joined(filters, "OR", empty: "0")
    }
  }

  private func condition(_ state: Filter.State) -> String {
    switch state {
    case .unread: "\(wasUnread) = 1"
    case .read: "\(wasUnread) = 0"
    case .starred: "starred = 1"
    case .changed: "changed = 1"
    case .hidden: "hidden = 1"
    case .tagged: "entry_id IN (SELECT entry_id FROM entry_tag)"
    }
  }

  /// Whatever the index can answer is one question to it.
  private mutating func joined(_ filters: [Filter], _ word: String, empty: String) -> String {
    var expressions: [String] = []
    var others: [Filter] = []
    for filter in filters {
      if let expression = SearchIndex.expression(for: filter) {
        expressions.append(expression)
      } else {
        others.append(filter)
      }
    }
    var conditions: [String] = []
    if !expressions.isEmpty { conditions.append(search(expressions.joined(separator: " \(word) "))) }
    for filter in others { conditions.append("(\(condition(filter)))") }
    return conditions.isEmpty ? empty : conditions.joined(separator: " \(word) ")
  }

  private mutating func search(_ expression: String) -> String {
    arguments += [expression]
    return "entry_id IN (SELECT rowid FROM search WHERE search MATCH ? AND rowid >= \(firstEntry))"
  }

  /// What has no letter and no digit, such as an emoji, is in no index; it is looked for in titles only.
  private mutating func substring(_ text: Filter.Text, in field: Filter.Field) -> String {
    switch text {
    case .word(let text), .phrase(let text): arguments += [text]
    }
    let column = field == .author ? "author" : "title"
    return "entry_id IN (SELECT id FROM entry WHERE instr(\(column), ?) > 0)"
  }
}

/// A function for SQL that compares texts as people do: whatever case they are in, and whatever form.
enum TextFunction {
  static let holds = "martlet_holds"

  /// Whether a text holds another, which is a `CompatibilityForms.key`.
  static let function = DatabaseFunction(holds, argumentCount: 2, pure: true) { values in
    guard let text = String.fromDatabaseValue(values[0]), let part = String.fromDatabaseValue(values[1]) else {
      return false
    }
    return CompatibilityForms.key(text).contains(part)
  }
}
