import Glibc

/// The few functions of libzstd that bodies are packed with, opened on first use so that no start pays for them. The
/// library is on every Debian system, since dpkg needs it. No header is needed: these signatures are stable since 1.0.
struct ZstdLibrary: @unchecked Sendable {
  // Unchecked, since the compiler cannot know that addresses of code never change.

  typealias Context = OpaquePointer

  let makeContext: @convention(c) () -> Context?
  let freeContext: @convention(c) (Context?) -> Int
  let compress: @convention(c) (Context?, UnsafeMutableRawPointer?, Int, UnsafeRawPointer?, Int, Int32) -> Int
  let compressBound: @convention(c) (Int) -> Int
  let decompress: @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeRawPointer?, Int) -> Int
  let isError: @convention(c) (Int) -> UInt32

  /// Nil if it is not installed.
  static let shared = ZstdLibrary(named: "libzstd.so.1")

  private init?(named name: String) {
    guard let library = dlopen(name, RTLD_NOW | RTLD_LOCAL) else { return nil }
    func function<F>(_ symbol: String, as type: F.Type) -> F? {
      dlsym(library, symbol).map { unsafeBitCast($0, to: type) }
    }
    guard
      let makeContext = function("ZSTD_createCCtx", as: (@convention(c) () -> Context?).self),
      let freeContext = function("ZSTD_freeCCtx", as: (@convention(c) (Context?) -> Int).self),
      let compress = function(
        "ZSTD_compressCCtx",
        as: (@convention(c) (Context?, UnsafeMutableRawPointer?, Int, UnsafeRawPointer?, Int, Int32) -> Int).self),
      let compressBound = function("ZSTD_compressBound", as: (@convention(c) (Int) -> Int).self),
      let decompress = function(
        "ZSTD_decompress",
        as: (@convention(c) (UnsafeMutableRawPointer?, Int, UnsafeRawPointer?, Int) -> Int).self),
      let isError = function("ZSTD_isError", as: (@convention(c) (Int) -> UInt32).self)
    else { return nil }
    self.makeContext = makeContext
    self.freeContext = freeContext
    self.compress = compress
    self.compressBound = compressBound
    self.decompress = decompress
    self.isError = isError
  }
}
