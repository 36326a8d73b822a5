import CCurl
import Glibc

/// The functions of libcurl, opened on the first fetch.
struct CurlLibrary: @unchecked Sendable {
  // Unchecked, since the compiler cannot know that addresses of code never change.

  typealias Handle = UnsafeMutableRawPointer
  typealias StringList = UnsafeMutablePointer<curl_slist>

  let easyInit: @convention(c) () -> Handle?
  let easyReset: @convention(c) (Handle?) -> Void
  let easyCleanup: @convention(c) (Handle?) -> Void
  let easySetopt: UnsafeMutableRawPointer
  let easyGetinfo: UnsafeMutableRawPointer
  let listAppend: @convention(c) (StringList?, UnsafePointer<CChar>?) -> StringList?
  let listFree: @convention(c) (StringList?) -> Void
  let multiInit: @convention(c) () -> Handle?
  let multiCleanup: @convention(c) (Handle?) -> CURLMcode
  let multiSetopt: UnsafeMutableRawPointer
  let multiAdd: @convention(c) (Handle?, Handle?) -> CURLMcode
  let multiRemove: @convention(c) (Handle?, Handle?) -> CURLMcode
  let multiPerform: @convention(c) (Handle?, UnsafeMutablePointer<Int32>?) -> CURLMcode
  let multiPoll:
    @convention(c) (Handle?, UnsafeMutableRawPointer?, UInt32, Int32, UnsafeMutablePointer<Int32>?) -> CURLMcode
  let multiInfoRead: @convention(c) (Handle?, UnsafeMutablePointer<Int32>?) -> UnsafeMutablePointer<CURLMsg>?

  /// - Throws: if the library is not installed.
  static func opened() throws(FetchError) -> CurlLibrary {
    try shared.get()
  }

  private static let shared = Result { () throws(FetchError) in try CurlLibrary(named: "libcurl.so.4") }

  private init(named name: String) throws(FetchError) {
    guard let library = dlopen(name, RTLD_NOW | RTLD_LOCAL) else {
      throw FetchError("\(name) is missing, which fetches feeds; install the package libcurl4")
    }
    func address(_ symbol: String) throws(FetchError) -> UnsafeMutableRawPointer {
      guard let address = dlsym(library, symbol) else {
        throw FetchError("\(name) is too old: it has no \(symbol); update the package libcurl4")
      }
      return address
    }
    func function<F>(_ symbol: String, as type: F.Type) throws(FetchError) -> F {
      unsafeBitCast(try address(symbol), to: type)
    }
    let globalInit = try function("curl_global_init", as: (@convention(c) (Int) -> CURLcode).self)
    easyInit = try function("curl_easy_init", as: (@convention(c) () -> Handle?).self)
    easyReset = try function("curl_easy_reset", as: (@convention(c) (Handle?) -> Void).self)
    easyCleanup = try function("curl_easy_cleanup", as: (@convention(c) (Handle?) -> Void).self)
    easySetopt = try address("curl_easy_setopt")
    easyGetinfo = try address("curl_easy_getinfo")
    listAppend = try function(
      "curl_slist_append", as: (@convention(c) (StringList?, UnsafePointer<CChar>?) -> StringList?).self)
    listFree = try function("curl_slist_free_all", as: (@convention(c) (StringList?) -> Void).self)
    multiInit = try function("curl_multi_init", as: (@convention(c) () -> Handle?).self)
    multiCleanup = try function("curl_multi_cleanup", as: (@convention(c) (Handle?) -> CURLMcode).self)
    multiSetopt = try address("curl_multi_setopt")
    multiAdd = try function("curl_multi_add_handle", as: (@convention(c) (Handle?, Handle?) -> CURLMcode).self)
    multiRemove = try function("curl_multi_remove_handle", as: (@convention(c) (Handle?, Handle?) -> CURLMcode).self)
    multiPerform = try function(
      "curl_multi_perform", as: (@convention(c) (Handle?, UnsafeMutablePointer<Int32>?) -> CURLMcode).self)
    multiPoll = try function(
      "curl_multi_poll",
      as: (@convention(c) (Handle?, UnsafeMutableRawPointer?, UInt32, Int32, UnsafeMutablePointer<Int32>?) -> CURLMcode)
        .self)
    multiInfoRead = try function(
      "curl_multi_info_read",
      as: (@convention(c) (Handle?, UnsafeMutablePointer<Int32>?) -> UnsafeMutablePointer<CURLMsg>?).self)
    guard globalInit(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK else { throw FetchError("\(name) does not start") }
  }
}

// MARK: - Options

extension CurlLibrary {
  func set(_ handle: Handle, _ option: CURLoption, _ value: Int) {
    _ = mc_set_long(easySetopt, handle, option, value)
  }

  /// libcurl keeps a copy.
  func set(_ handle: Handle, _ option: CURLoption, _ value: String) {
    _ = mc_set_string(easySetopt, handle, option, value)
  }

  func set(_ handle: Handle, _ option: CURLoption, pointer: UnsafeMutableRawPointer?) {
    _ = mc_set_pointer(easySetopt, handle, option, pointer)
  }

  /// What libcurl counted: a `long` or `curl_off_t`, which are the same on Linux with 64 bits; 0 if it does not know.
  func number(_ handle: Handle, _ info: CURLINFO) -> Int {
    var value = 0
    return mc_get_long(easyGetinfo, handle, info, &value) == CURLE_OK ? value : 0
  }

  func set(_ handle: Handle, _ option: CURLoption, _ callback: @escaping mc_data_callback) {
    _ = mc_set_callback(easySetopt, handle, option, callback)
  }
}
