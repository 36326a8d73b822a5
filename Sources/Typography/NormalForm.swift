/// Unicode's normal form C.
enum NormalForm {
  static func composed(_ text: String) -> String {
    // The standard library has no public name for it yet; Foundation's way would link ICU.
    String(decoding: text._nfcCodeUnits, as: UTF8.self)
  }
}
