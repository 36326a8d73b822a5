/// Labels of host names beyond ASCII in the letters that the domain name system knows (RFC 3492): `bücher` is
/// `bcher-kva`.
public enum Punycode {
  /// Longer labels are no names: the DNS has 63 bytes for one. So short, the sums below cannot overflow.
  private static let mostScalars = 255

  /// A label, without `xn--` before it; nil if it is too long to be one. RFC 3492, 6.3, with its names.
  public static func encoded(_ label: some StringProtocol) -> String? {
    let points = label.unicodeScalars.map { Int($0.value) }
    guard points.count <= mostScalars else { return nil }
    var output = points.filter { $0 < 0x80 }.map { UInt8(truncatingIfNeeded: $0) }
    let basicCount = output.count
    if basicCount > 0 { output.append(UInt8(ascii: "-")) }
    var (n, delta, bias, handled) = (0x80, 0, 72, basicCount)
    while handled < points.count {
      guard let next = points.filter({ $0 >= n }).min() else { return nil }
      delta += (next - n) * (handled + 1)
      n = next
      for point in points {
        if point < n { delta += 1 }
        guard point == n else { continue }
        append(delta, bias: bias, to: &output)
        bias = adapt(delta, count: handled + 1, isFirst: handled == basicCount)
        delta = 0
        handled += 1
      }
      delta += 1
      n += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func append(_ delta: Int, bias: Int, to output: inout [UInt8]) {
    var q = delta
    var k = 36
    while true {
      let t = min(max(k - bias, 1), 26)
      if q < t { break }
      output.append(digit(t + (q - t) % (36 - t)))
      q = (q - t) / (36 - t)
      k += 36
    }
    output.append(digit(q))
  }

  private static func digit(_ value: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: value < 26 ? 0x61 + value : 0x30 + value - 26)
  }

  private static func adapt(_ delta: Int, count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var k = 0
    while delta > 35 * 26 / 2 {
      delta /= 35
      k += 36
    }
    return k + 36 * delta / (delta + 38)
  }
}
