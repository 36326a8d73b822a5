import FuzzLoop
import Theming

/// Text as a theme file, also on a terminal of few colours.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  guard let theme = try? Theme.load(yaml: text, name: "fuzzed").theme else { return 0 }
  for colors in [0, 8, 16, 256] { _ = theme.adapted(toColors: colors) }
  return 0
}

runFuzzer(fuzz)
