import FeedModel
import FuzzLoop

/// Text as a filter, which written out reads as the same filter; of one with a fault, the place of the fault.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  let filter: Filter
  do {
    filter = try Filter(parsing: text)
  } catch {
    _ = error.message
    return 0
  }
  let written = filter.description
  // Written out it may have become too long to be read.
  guard written.utf8.count <= 4000 else { return 0 }
  guard (try? Filter(parsing: written)) == filter else { fatalError("it reads as another filter: \(written)") }
  return 0
}

runFuzzer(fuzz)
