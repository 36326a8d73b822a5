import CZlib

/// Deflates many texts with one context, since setting one up costs more than a short body does: with zstd, which takes
/// a third of zlib's time and gives the same size, or with zlib where there is no libzstd.
final class Deflater {
  private let zstd: ZstdLibrary?
  private var context: ZstdLibrary.Context?
  private var stream = z_stream()
  private var hasStream = false
  private var buffer: [UInt8] = []

  init(zstd: ZstdLibrary? = .shared) {
    self.zstd = zstd
  }

  deinit {
    if let context { _ = zstd?.freeContext(context) }
    if hasStream { deflateEnd(&stream) }
  }

  /// - Returns: the bytes in the form of zstd or zlib, or as they are where that is no shorter; `Inflater` tells these
  ///   apart by the length and the first bytes.
  func deflated(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    guard bytes.count > 64, bytes.count < Int(UInt32.max) / 2 else { return Array(bytes) }
    let written = zstd.map { withZstd($0, bytes) } ?? withZlib(bytes)
    guard let written, written < bytes.count else { return Array(bytes) }
    return Array(buffer[..<written])
  }

  private func withZstd(_ zstd: ZstdLibrary, _ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    context = context ?? zstd.makeContext()
    guard let context else { return nil }
    makeRoom(zstd.compressBound(bytes.count))
    let written = buffer.withUnsafeMutableBytes {
      zstd.compress(context, $0.baseAddress, $0.count, bytes.baseAddress, bytes.count, 1)
    }
    return zstd.isError(written) == 0 ? written : nil
  }

  private func withZlib(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    hasStream = hasStream || mz_deflate_init(&stream, 1) == Z_OK
    guard hasStream, deflateReset(&stream) == Z_OK else { return nil }
    makeRoom(Int(deflateBound(&stream, UInt(bytes.count))))
    return buffer.withUnsafeMutableBufferPointer { output in
      stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
      stream.avail_in = UInt32(bytes.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      return deflate(&stream, Z_FINISH) == Z_STREAM_END ? output.count - Int(stream.avail_out) : nil
    }
  }

  private func makeRoom(_ count: Int) {
    if buffer.count < count { buffer = [UInt8](repeating: 0, count: count) }
  }
}

enum Inflater {
  /// The bytes that `Deflater` was given, of which there were `length`.
  static func inflated(_ data: [UInt8], length: Int) throws -> [UInt8] {
    guard data.count != length else { return data }
    guard length > data.count, length < 1 << 30 else { throw damaged }
    // The frame magic of zstd (RFC 8878, 3.1.1); zlib's form begins with 78.
    let isZstd = data.starts(with: [0x28, 0xB5, 0x2F, 0xFD])
    guard !isZstd || ZstdLibrary.shared != nil else {
      throw CacheError("libzstd.so.1 is missing, which unpacks articles; install the package libzstd1")
    }
    let bytes = [UInt8](unsafeUninitializedCapacity: length) { output, initialized in
      if isZstd {
        let written = ZstdLibrary.shared?.decompress(output.baseAddress, length, data, data.count) ?? 0
        initialized = written == length ? length : 0
      } else {
        var count = UInt(length)
        initialized = uncompress(output.baseAddress, &count, data, UInt(data.count)) == Z_OK ? Int(count) : 0
      }
    }
    guard bytes.count == length else { throw damaged }
    return bytes
  }

  private static var damaged: CacheError { CacheError("a text in the cache is damaged; refresh its feed") }
}
