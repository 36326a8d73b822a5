import CZlib

/// Deflates many texts with one zlib stream: setting one up costs more than a short body does.
final class Deflater {
  private var stream = z_stream()
  private let isReady: Bool
  private var buffer: [UInt8] = []

  init() {
    isReady = mz_deflate_init(&stream, 1) == Z_OK
  }

  deinit {
    if isReady { deflateEnd(&stream) }
  }

  /// - Returns: the bytes in zlib's form, or as they are where that is no shorter; `inflated` tells the two apart by
  ///   the length.
  func deflated(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    guard isReady, bytes.count > 64, bytes.count < Int(UInt32.max) / 2, deflateReset(&stream) == Z_OK else {
      return Array(bytes)
    }
    let bound = Int(deflateBound(&stream, UInt(bytes.count)))
    if buffer.count < bound { buffer = [UInt8](repeating: 0, count: bound) }
    let written = buffer.withUnsafeMutableBufferPointer { output -> Int? in
      stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
      stream.avail_in = UInt32(bytes.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      guard deflate(&stream, Z_FINISH) == Z_STREAM_END else { return nil }
      return output.count - Int(stream.avail_out)
    }
    guard let written, written < bytes.count else { return Array(bytes) }
    return Array(buffer[..<written])
  }
}

enum Inflater {
  /// The bytes that `Deflater` was given, of which there were `length`.
  static func inflated(_ data: [UInt8], length: Int) throws -> [UInt8] {
    guard data.count != length else { return data }
    guard length > data.count, length < 1 << 30 else { throw damaged }
    var count = UInt(length)
    let bytes = [UInt8](unsafeUninitializedCapacity: length) { output, initialized in
      let result = uncompress(output.baseAddress, &count, data, UInt(data.count))
      initialized = result == Z_OK ? Int(count) : 0
    }
    guard bytes.count == length else { throw damaged }
    return bytes
  }

  private static var damaged: CacheError { CacheError("a text in the cache is damaged; refresh its feed") }
}
