import CCurl
import FeedModel
import FoundationEssentials
import Typography

/// One call of `Fetcher.fetch`: libcurl's multi handle, the queue, and what is under way.
final class FetchRun {
  private let curl: CurlLibrary
  private let limits: FetchLimits
  private let userAgent: String
  private let access: AccessList
  private let multi: CurlLibrary.Handle
  private let addresses = AddressBook()
  private let proxies = ProxyVariables(ProcessInfo.processInfo.environment)
  private var queue: TransferQueue<Transfer>
  private var underWay: [CurlLibrary.Handle: Running] = [:]
  private var idle: [CurlLibrary.Handle] = []
  /// Servers that answered 429 in this run, with that answer's headers.
  private var held: [WebURL.Server: ResponseHeaders] = [:]
  private var results: [FetchResult] = []
  /// The variables by which curl and OpenSSL are told of certificates other than the system's; libcurl reads neither.
  private let certificates =
    ProcessInfo.processInfo.environment["CURL_CA_BUNDLE"]
    ?? ProcessInfo.processInfo.environment["SSL_CERT_FILE"]

  private struct Running {
    let transfer: Transfer
    /// Keeps what libcurl's callbacks are given.
    let receiver: Receiver
    let list: CurlLibrary.StringList?
  }

  init(_ curl: CurlLibrary, limits: FetchLimits, userAgent: String, access: AccessList) throws(FetchError) {
    guard let multi = curl.multiInit() else { throw FetchError("there is no memory for a fetch") }
    self.curl = curl
    self.limits = limits
    self.userAgent = userAgent
    self.access = access
    self.multi = multi
    queue = TransferQueue(perServer: limits.perServer)
    _ = mc_multi_set_long(curl.multiSetopt, multi, CURLMOPT_MAX_HOST_CONNECTIONS, limits.perServer)
    _ = mc_multi_set_long(curl.multiSetopt, multi, CURLMOPT_MAXCONNECTS, limits.transfers + 16)
  }

  var isDone: Bool { underWay.isEmpty && queue.waitingCount == 0 && results.isEmpty }

  func add(_ transfer: Transfer, first: Bool = false) {
    queue.add(transfer, for: transfer.url.server, first: first)
  }

  /// Starts what may start, waits for the network at most 100 ms, and returns what was finished.
  func step() -> [FetchResult] {
    while mayStart, let transfer = queue.next() { start(transfer) }
    var running: Int32 = 0
    _ = curl.multiPerform(multi, &running)
    takeFinished()
    if results.isEmpty, underWay.count == Int(running), !underWay.isEmpty {
      _ = curl.multiPoll(multi, nil, 0, 100, nil)
    }
    defer { results = [] }
    return results
  }

  /// Fewer are under way at once where they are large: who saves them is slower than a fast network.
  private var mayStart: Bool {
    guard underWay.count < limits.transfers else { return false }
    guard underWay.count >= limits.transfersOfAnySize else { return true }
    return underWay.values.reduce(0) { $0 + $1.transfer.body.count } < limits.bytesUnderWay
  }

  /// Drops what is under way.
  func close() {
    for (handle, running) in underWay {
      _ = curl.multiRemove(multi, handle)
      curl.easyCleanup(handle)
      curl.listFree(running.list)
    }
    idle.forEach { curl.easyCleanup($0) }
    _ = curl.multiCleanup(multi)
  }

  // MARK: Starting

  private func start(_ transfer: Transfer) {
    if let headers = held[transfer.url.server] {
      drop(transfer, heldBy: headers)
      queue.finish(transfer.url.server)
      return
    }
    let isProxied = proxies.apply(to: transfer.url)
    // Behind a proxy nothing is known of a server but its name.
    if isProxied { addresses.note(transfer.url.server, isPrivate: AddressBook.isNearby(host: transfer.url.host)) }
    if transfer.isPublic == true, addresses.isPrivate(transfer.url.server) == true {
      finish(transfer, .failed(FetchRun.privateAddressError(transfer)))
      return
    }
    guard let handle = idle.popLast() ?? curl.easyInit() else {
      finish(transfer, .failed(FetchError("there is no memory for a fetch")))
      return
    }
    transfer.beginAnswer()
    let receiver = Receiver(transfer, limits: limits, addresses: isProxied ? nil : addresses)
    let access = transfer.isAtHome ? access.access(to: transfer.url) : nil
    let list = requestHeaders(transfer, access)
    setUp(handle, for: transfer, receiver: receiver, list: list)
    if let access { identify(handle, for: transfer, with: access) }
    underWay[handle] = Running(transfer: transfer, receiver: receiver, list: list)
    guard curl.multiAdd(multi, handle) == CURLM_OK else {
      underWay[handle] = nil
      release(handle, list)
      finish(transfer, .failed(FetchError("libcurl refuses the transfer; try later")))
      return
    }
  }

  /// A field of the user's own takes the place of the one that would be sent; a feed's own that of its server's.
  private func requestHeaders(_ transfer: Transfer, _ access: ServerAccess?) -> CurlLibrary.StringList? {
    let own = transfer.isAtHome ? (access?.headers ?? []) + transfer.request.headers : []
    let types = transfer.isPage ? FetchRun.pageTypes : FetchRun.feedTypes
    var lines: [(name: String, bytes: [UInt8])] = transfer.file?.requestHeaders ?? [("Accept", Array(types.utf8))]
    let validators = transfer.validators
    if let etag = validators?.etag { lines.append(("If-None-Match", etag.headerBytes)) }
    if let lastModified = validators?.lastModified { lines.append(("If-Modified-Since", lastModified.headerBytes)) }
    for field in own {
      lines.removeAll { $0.name.lowercased() == field.name.lowercased() }
      lines.append((field.name, Array(field.value.utf8)))
    }
    var list: CurlLibrary.StringList?
    for (name, bytes) in lines {
      // A name with a semicolon is libcurl's way to say that the value is empty.
      let text = Array(name.utf8) + (bytes.isEmpty ? Array(";".utf8) : Array(": ".utf8) + bytes)
      list = curl.listAppend(list, text.map { CChar(bitPattern: $0) } + [0]) ?? list
    }
    return list
  }

  private static let feedTypes =
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    + "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.2"

  private static let pageTypes = "text/html, application/xhtml+xml, application/xml;q=0.5, */*;q=0.1"

  /// User and password go to the server as libcurl's own, in no header line and no argument; those of the URL come first.
  private func identify(_ handle: CurlLibrary.Handle, for transfer: Transfer, with access: ServerAccess) {
    guard transfer.url.userInfo == nil, let user = access.user else { return }
    curl.set(handle, CURLOPT_USERNAME, user)
    curl.set(handle, CURLOPT_PASSWORD, access.password ?? "")
  }

  private func setUp(
    _ handle: CurlLibrary.Handle, for transfer: Transfer, receiver: Receiver, list: CurlLibrary.StringList?
  ) {
    let deadline = transfer.deadline ?? .now + limits.totalTimeout
    transfer.deadline = deadline
    let context = Unmanaged.passUnretained(receiver).toOpaque()
    curl.set(handle, CURLOPT_URL, transfer.url.text)
    curl.set(handle, CURLOPT_PATH_AS_IS, 1)
    curl.set(handle, CURLOPT_PROTOCOLS_STR, "http,https")
    curl.set(handle, CURLOPT_FOLLOWLOCATION, 0)
    curl.set(handle, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
    curl.set(handle, CURLOPT_NETRC, 0)
    // A file is saved as it lies on its server.
    if transfer.file == nil { curl.set(handle, CURLOPT_ACCEPT_ENCODING, "") }
    curl.set(handle, CURLOPT_USERAGENT, userAgent)
    curl.set(handle, CURLOPT_HTTPHEADER, pointer: UnsafeMutableRawPointer(list))
    curl.set(handle, CURLOPT_NOSIGNAL, 1)
    // libcurl walks all names it has kept at each request: kept for its usual minute, those of 50,000 hosts cost more
    // than all the rest.
    curl.set(handle, CURLOPT_DNS_CACHE_TIMEOUT, 1)
    if let certificates { curl.set(handle, CURLOPT_CAINFO, certificates) }
    curl.set(handle, CURLOPT_CONNECTTIMEOUT_MS, limits.connectTimeout.milliseconds)
    curl.set(handle, CURLOPT_TIMEOUT_MS, max(1, (deadline - .now).milliseconds))
    curl.set(handle, CURLOPT_LOW_SPEED_LIMIT, 1)
    curl.set(handle, CURLOPT_LOW_SPEED_TIME, max(1, limits.idleTimeout.milliseconds / 1000))
    curl.set(handle, CURLOPT_WRITEFUNCTION, receiveBody)
    curl.set(handle, CURLOPT_WRITEDATA, pointer: context)
    curl.set(handle, CURLOPT_HEADERFUNCTION, receiveHeadLine)
    curl.set(handle, CURLOPT_HEADERDATA, pointer: context)
    _ = mc_set_opensocket(curl.easySetopt, handle, CURLOPT_OPENSOCKETFUNCTION, openSocket)
    curl.set(handle, CURLOPT_OPENSOCKETDATA, pointer: context)
  }

  // MARK: Finishing

  private func takeFinished() {
    var left: Int32 = 0
    while let message = curl.multiInfoRead(multi, &left) {
      guard let handle = mc_message_handle(message), let running = underWay.removeValue(forKey: handle) else {
        continue
      }
      // The message dies with the removal.
      let code = mc_message_result(message)
      running.transfer.bytesReceived += curl.number(handle, CURLINFO_SIZE_DOWNLOAD_T)
      let failure = code == CURLE_OK ? nil : failure(code, of: handle, running.transfer)
      _ = curl.multiRemove(multi, handle)
      release(handle, running.list)
      finish(running.transfer, failure)
    }
  }

  private func failure(_ code: CURLcode, of handle: CurlLibrary.Handle, _ transfer: Transfer) -> TransferFailure {
    TransferFailure(
      code: code, systemError: Int32(truncatingIfNeeded: curl.number(handle, CURLINFO_OS_ERRNO)),
      certificate: curl.number(handle, CURLINFO_SSL_VERIFYRESULT),
      wasConnected: curl.number(handle, CURLINFO_PRETRANSFER_TIME_T) > 0, isProxied: proxies.apply(to: transfer.url))
  }

  private func release(_ handle: CurlLibrary.Handle, _ list: CurlLibrary.StringList?) {
    curl.easyReset(handle)
    curl.listFree(list)
    idle.append(handle)
  }

  private func finish(_ transfer: Transfer, _ failure: TransferFailure?) {
    let server = transfer.url.server
    if let failure {
      let error = error(failure, transfer)
      finish(transfer, .failed(error))
      // Of a thousand feeds on a server that is down, each would wait in vain as long as the first.
      if failure.isOfServer { results += queue.removeAll(for: server).map { $0.result(.failed(error)) } }
      return
    }
    if transfer.isPublic == nil { transfer.isPublic = addresses.isPrivate(server) == false }
    switch transfer.finish(limits: limits) {
    case .redirected:
      queue.finish(server)
      add(transfer, first: true)
    case .done(let answer):
      finish(transfer, answer)
      if transfer.headers.status == 429 { hold(server, transfer.headers) }
    }
  }

  private func finish(_ transfer: Transfer, _ answer: FetchResult.Answer) {
    queue.finish(transfer.url.server)
    results.append(transfer.result(answer))
  }

  /// 429 is a word to all who ask this server (RFC 6585, 4).
  private func hold(_ server: WebURL.Server, _ headers: ResponseHeaders) {
    held[server] = headers
    queue.removeAll(for: server).forEach { drop($0, heldBy: headers) }
  }

  private func drop(_ transfer: Transfer, heldBy headers: ResponseHeaders) {
    let host = FailureWords.host(transfer.url.host)
    var result = transfer.result(
      .held(FetchError("not asked, since \(host) answered 429 Too Many Requests; try later")))
    result.headers = headers
    results.append(result)
  }

  // MARK: Failures

  private func error(_ failure: TransferFailure, _ transfer: Transfer) -> FetchError {
    switch transfer.stop {
    case .bodyTooLarge:
      FetchError(
        "the answer is larger than \(limits.bodySize >> 20) MiB; "
          + (transfer.isPage ? "see it in a browser" : "look for a shorter feed of the site"))
    case .unwanted: FetchError("the file cannot be written")
    case .headTooLarge: FetchError("the head of the answer is larger than \(limits.headSize >> 10) KiB; try later")
    case .privateAddress: FetchRun.privateAddressError(transfer)
    case nil:
      FailureWords.error(failure, host: transfer.url.host, hasHead: transfer.headers.status != 0)
    }
  }

  private static func privateAddressError(_ transfer: Transfer) -> FetchError {
    let host = FailureWords.host(transfer.url.host)
    if transfer.redirects == 0 { return FetchError("\(host) is in a private network, and the feed is not") }
    return FetchError("it redirects into a private network, to \(host), which is not followed")
  }
}

extension Duration {
  var milliseconds: Int {
    Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000)
  }
}
