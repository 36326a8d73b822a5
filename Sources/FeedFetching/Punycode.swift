import Foundation

/// Host names beyond ASCII in the form that the domain name system knows (RFC 3492, RFC 5891): `bücher.example` is
/// `xn--bcher-kva.example`. libcurl would do so in a UTF-8 locale only, which a timer's job has not.
enum Punycode {
  /// The host in lower case and ASCII; nil if a label is too long to be one.
  static func host(_ name: String) -> String? {
    if name.utf8.allSatisfy({ $0 < 0x80 }) { return name.lowercased() }
    // The ideographic full stops separate labels too.
    let labels = name.precomposedStringWithCompatibilityMapping.lowercased().precomposedStringWithCanonicalMapping
      .split(omittingEmptySubsequences: false) { $0 == "." || $0 == "\u{3002}" || $0 == "\u{FF61}" }
    var ascii: [String] = []
    for label in labels {
      guard !label.utf8.allSatisfy({ $0 < 0x80 }) else {
        ascii.append(String(label))
        continue
      }
      guard label.unicodeScalars.count < 64, let encoded = encode(label.unicodeScalars.map(\.value)) else { return nil }
      ascii.append("xn--" + encoded)
    }
    return ascii.joined(separator: ".")
  }

  /// RFC 3492, 6.3, with its names. A label of 63 code points cannot overflow.
  private static func encode(_ points: [UInt32]) -> String? {
    var output = points.filter { $0 < 0x80 }.map { UInt8($0) }
    let basicCount = output.count
    if basicCount > 0 { output.append(UInt8(ascii: "-")) }
    var (n, delta, bias, handled) = (UInt32(0x80), 0, 72, basicCount)
    while handled < points.count {
      guard let next = points.filter({ $0 >= n }).min() else { return nil }
      delta += Int(next - n) * (handled + 1)
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
    value < 26 ? UInt8(ascii: "a") + UInt8(value) : UInt8(ascii: "0") + UInt8(value - 26)
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
