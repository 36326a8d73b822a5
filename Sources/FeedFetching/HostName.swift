import Foundation
import Typography

/// Host names beyond ASCII in the form that the domain name system knows (RFC 5891): `bücher.example` is
/// `xn--bcher-kva.example`. libcurl would do so in a UTF-8 locale only, which a timer's job has not.
enum HostName {
  /// The host in lower case and ASCII; nil if a label is too long to be one.
  static func ascii(_ name: String) -> String? {
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
      guard label.unicodeScalars.count < 64, let encoded = Punycode.encoded(label) else { return nil }
      ascii.append("xn--" + encoded)
    }
    return ascii.joined(separator: ".")
  }
}
