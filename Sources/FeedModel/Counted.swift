/// A number with its noun, as messages say it.
/// - Parameters:
///   - count: how many.
///   - noun: what one of them is called, as `new post`.
///   - plural: what several are called; nil if that is the noun with an s.
/// - Returns: `1 feed`, `3 feeds`, `0 entries`.
public func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
  "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
}
