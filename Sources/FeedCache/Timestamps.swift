import FoundationEssentials

/// How times are kept: milliseconds since 1970, from the year 1 to the year 9999.
extension Date {
  var milliseconds: Int64 {
    let seconds = timeIntervalSince1970
    guard seconds.isFinite else { return 0 }
    return Int64((min(max(seconds, -62_135_596_800), 253_402_300_799) * 1000).rounded())
  }

  init(milliseconds: Int64) {
    self.init(timeIntervalSince1970: Double(milliseconds) / 1000)
  }

  init?(milliseconds: Int64?) {
    guard let milliseconds else { return nil }
    self.init(milliseconds: milliseconds)
  }
}
