/// Names that are not ASCII, as they are looked up (RFC 3492).
extension HostName {
  static func punycode(_ label: String) -> String {
    let scalars = label.unicodeScalars.map { Int($0.value) }
    // A name in the DNS has 63 bytes a label: what is longer is no name, and the sums below stay small.
    guard scalars.count <= 255 else { return "" }
    var output = scalars.filter { $0 < 0x80 }.compactMap { UInt8(exactly: $0) }
    let basic = output.count
    if basic > 0 { output.append(UInt8(ascii: "-")) }
    var (code, delta, bias, handled) = (128, 0, 72, basic)
    while handled < scalars.count {
      guard let next = scalars.filter({ $0 >= code }).min() else { break }
      delta += (next - code) * (handled + 1)
      code = next
      for scalar in scalars {
        if scalar < code { delta += 1 }
        guard scalar == code else { continue }
        output += digits(delta, bias: bias)
        bias = adapted(delta, count: handled + 1, isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      code += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func digits(_ delta: Int, bias: Int) -> [UInt8] {
    var digits: [UInt8] = []
    var rest = delta
    var position = 36
    while true {
      let threshold = min(max(position - bias, 1), 26)
      guard rest >= threshold else { return digits + [digit(rest)] }
      digits.append(digit(threshold + (rest - threshold) % (36 - threshold)))
      rest = (rest - threshold) / (36 - threshold)
      position += 36
    }
  }

  private static func digit(_ value: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: value < 26 ? value + 97 : value - 26 + 48)
  }

  private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var bias = 0
    while delta > 455 {
      delta /= 35
      bias += 36
    }
    return bias + 36 * delta / (delta + 38)
  }
}
