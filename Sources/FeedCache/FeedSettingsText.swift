import FeedModel
import FoundationEssentials

/// A feed's settings as they are kept: JSON, nil where nothing is set; the title has a column of its own.
extension FeedSettings {
  private struct Kept: Codable {
    var interval: Int?
    var fullText: Bool?
    var hidden: Bool?
    var keep: String?
    var headers: [String: String]?
  }

  init(json: String?, title: String?) {
    let kept = json.flatMap { try? JSONDecoder().decode(Kept.self, from: Data($0.utf8)) }
    self.init(
      title: title.flatMap { $0.isEmpty ? nil : $0 }, interval: kept?.interval, fullText: kept?.fullText ?? false,
      isHidden: kept?.hidden ?? false, keep: kept?.keep.flatMap(Retention.init), headers: kept?.headers ?? [:])
  }

  var json: String? {
    guard self != FeedSettings(title: title) else { return nil }
    let kept = Kept(
      interval: interval, fullText: fullText ? true : nil, hidden: isHidden ? true : nil, keep: keep?.text,
      headers: headers.isEmpty ? nil : headers)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return (try? encoder.encode(kept)).map { String(decoding: $0, as: UTF8.self) }
  }
}
