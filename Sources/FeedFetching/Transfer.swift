import Typography

/// One request's way through its redirects, and what has arrived of the answer.
final class Transfer {
  enum Step {
    /// Ask `url` next.
    case redirected
    case done(FetchResult.Answer)
  }

  /// Why a callback ended the transfer.
  enum Stop {
    case bodyTooLarge
    case headTooLarge
    case privateAddress
    /// The file's receiver takes no more.
    case unwanted
  }

  let request: FetchRequest
  /// Where the body goes if it is not to be held in memory.
  let file: FileReceiver?
  /// What is asked now.
  private(set) var url: WebURL
  private(set) var redirects = 0
  /// Whether every redirect so far led to the origin that the user named; what is sent to that alone is kept from others,
  /// also when they lead back. What a feed names is only at home where the feed is.
  private(set) var isAtHome = true
  private(set) var headers = ResponseHeaders()
  var body: [UInt8] = []
  /// Bytes of all bodies as they came, still packed.
  var bytesReceived = 0
  var headSize = 0
  var stop: Stop?
  var deadline: ContinuousClock.Instant?
  /// Whether the URL that the user named is out in the public network; nil until it is connected.
  var isPublic: Bool?
  private var permanentURL: WebURL?
  private var isPermanent = true

  init(_ request: FetchRequest, to url: WebURL, file: FileReceiver? = nil) {
    self.request = request
    self.url = url
    self.file = file
    if let feedURL = request.feedURL {
      let feed = WebURL(feedURL)
      let isNeighbour = feed.map { $0.server == url.server || AddressBook.isNearby(host: $0.host) } ?? false
      isPublic = isNeighbour ? nil : true
      isAtHome = feed?.hasSameOrigin(as: url) ?? false
    }
  }

  /// Validators for the URL that is asked now: those that came from it.
  var validators: Validators? {
    request.validators.flatMap { $0.url == url.publicText ? $0 : nil }
  }

  func result(_ answer: FetchResult.Answer) -> FetchResult {
    FetchResult(
      id: request.id, answer: answer, headers: headers, url: url.publicText, movedTo: permanentURL?.text,
      bytesReceived: bytesReceived)
  }

  var isPage: Bool { if case .page = request.purpose { true } else { false } }

  // MARK: An answer

  func beginAnswer() {
    headers = ResponseHeaders()
    headSize = 0
    body = []
  }

  func take(headLine line: UnsafeRawBufferPointer) {
    headers.take(line: line)
  }

  /// What a whole answer means.
  func finish(limits: FetchLimits) -> Step {
    switch headers.status {
    case 301, 302, 303, 307, 308:
      guard let location = headers.location?.headerBytes else { return .done(.refused(statusError)) }
      return redirect(to: location, limits: limits)
    case 200, 203, 206:
      if let file {
        guard file.begin(headers, url: url) else { return .done(.failed(FetchError("the file cannot be written"))) }
      } else if headers.status == 206 {
        return .done(.refused(statusError))
      }
      let whole = body
      body = []
      return .done(.body(whole))
    case 304 where validators != nil:
      return .done(.notModified)
    default:
      return .done(.refused(statusError))
    }
  }

  private func redirect(to location: [UInt8], limits: FetchLimits) -> Step {
    guard redirects < limits.redirects else {
      let advice = isPage ? "see it in a browser" : "look on its site for a new address"
      return .done(.failed(FetchError("it redirects more than \(limits.redirects) times; \(advice)")))
    }
    guard let target = url.redirected(to: location) else {
      let shown = TerminalText.line(String(decoding: location.prefix(40), as: UTF8.self))
      return .done(.failed(FetchError("it redirects to \(shown), which is no http or https URL")))
    }
    guard url.scheme == .http || target.scheme == .https else {
      let advice = isPage ? "see it in a browser" : "add its new address if you trust it"
      return .done(.failed(FetchError("it redirects from https to http, which is not followed; \(advice)")))
    }
    isPermanent = isPermanent && (headers.status == 301 || headers.status == 308)
    if isPermanent { permanentURL = target }
    redirects += 1
    isAtHome = isAtHome && url.hasSameOrigin(as: target)
    url = target
    return .redirected
  }

  var statusError: FetchError {
    if headers.status == 401, !isAtHome, !isPage {
      // What the user has for the feed's own server goes to no other.
      let host = FailureWords.host(url.host)
      return FetchError("it redirects to \(host), which answered 401 Unauthorized; add that address with its password")
    }
    return FetchError(HTTPStatus.text(headers.status, isPage: isPage))
  }
}
