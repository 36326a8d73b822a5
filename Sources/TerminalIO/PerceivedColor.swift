import Glibc

/// A colour as the eye takes it: lightness, green to red, blue to yellow (Ottosson's Oklab).
nonisolated struct PerceivedColor {
  /// 0 for black, 1 for white.
  let lightness: Double
  private let redness: Double
  private let yellowness: Double

  init(_ color: (UInt8, UInt8, UInt8)) {
    let (red, green, blue) = (Self.linear[Int(color.0)], Self.linear[Int(color.1)], Self.linear[Int(color.2)])
    let long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    let middle = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    let short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    redness = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    yellowness = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
  }

  /// The square of the distance.
  func distance(to other: PerceivedColor) -> Double {
    let (light, red, yellow) = (
      lightness - other.lightness, redness - other.redness, yellowness - other.yellowness
    )
    return light * light + red * red + yellow * yellow
  }

  private var chroma: Double { (redness * redness + yellowness * yellowness).squareRoot() }

  var isGrey: Bool { chroma < 0.045 }

  /// The square of a distance in which the hue counts, and not how strong it is: a pale blue is nearest to blue.
  func hueDistance(to other: PerceivedColor) -> Double {
    let (own, others) = (max(chroma, 0.001), max(other.chroma, 0.001))
    let (light, red, yellow) = (
      lightness - other.lightness, redness / own - other.redness / others, yellowness / own - other.yellowness / others
    )
    return light * light + 0.2 * (red * red + yellow * yellow)
  }

  /// sRGB's bytes as amounts of light.
  private static let linear: [Double] = (0...255).map { byte in
    let value = Double(byte) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }
}
