/// Polite conditional GET with limits: many URLs at once, a few to one server, nothing sent that a feed reader need not
/// send. libcurl does the transfers; redirects are followed here, where each step can be judged.

public import FeedModel

/// Why a fetch failed.
public struct FetchError: Error, Equatable, Sendable {
  /// A reason and what to do, in fewer than 100 characters, without a full stop and safe to show: `there is no host
  /// example.org; check the address and the network`.
  public var message: String
  /// Whether the network failed on this side, so that no server was asked: it tells nothing of the feed.
  public var isNearby = false
  public init(_ message: String) { self.message = message }
}

/// What an answer said about itself, to be sent back byte for byte (RFC 9110, 8.8): opaque.
public struct Validators: Equatable, Sendable {
  public var etag: String?
  public var lastModified: String?
  /// Where they came from, and the only place they are sent to: a URL's `publicText`.
  public var url: String

  public init(etag: String? = nil, lastModified: String? = nil, url: String) {
    self.etag = etag
    self.lastModified = lastModified
    self.url = url
  }
}

/// One URL to ask.
public struct FetchRequest: Equatable, Sendable {
  /// What is hoped for at the URL, which tells who named it.
  public enum Purpose: Equatable, Sendable {
    /// A feed, by the user's word: it may lie anywhere.
    case feed
    /// A web page that a feed names: in a private network only if the feed is there too.
    case page(feedURL: String)
    /// A file that a feed names, under the same rule.
    case file(feedURL: String)
  }

  /// The caller's own number, handed back with the result.
  public var id: Int64
  public var url: String
  public var validators: Validators?
  public var purpose: Purpose
  /// The user's own, sent to the scheme, host and port of `url` alone.
  public var headers: [HeaderField]

  public init(
    id: Int64, url: String, validators: Validators? = nil, purpose: Purpose = .feed, headers: [HeaderField] = []
  ) {
    self.id = id
    self.url = url
    self.validators = validators
    self.purpose = purpose
    self.headers = headers
  }

  /// The feed that names the URL; nil if the user does.
  var feedURL: String? {
    switch purpose {
    case .feed: nil
    case .page(let url), .file(let url): url
    }
  }
}

/// What became of one request.
public struct FetchResult: Equatable, Sendable {
  /// What the server said, if it was asked.
  public enum Answer: Equatable, Sendable {
    /// 200: the decoded body.
    case body([UInt8])
    /// 304.
    case notModified
    /// Any other status: see `headers`.
    case refused(FetchError)
    /// There was no whole answer.
    case failed(FetchError)
    /// Not asked, since its server answered another request with 429, whose headers are `headers`.
    case held(FetchError)
  }

  public var id: Int64
  public var answer: Answer
  /// Of the last answer.
  public var headers: ResponseHeaders
  /// What gave the answer, after redirects: a URL's `publicText`.
  public var url: String
  /// Where permanent redirects (301, 308) led before any other; nil if the first answer was none.
  public var movedTo: String?
  /// Bytes of the body as they came over the network, packed.
  public var bytesReceived: Int

  public init(
    id: Int64, answer: Answer, headers: ResponseHeaders = ResponseHeaders(), url: String, movedTo: String? = nil,
    bytesReceived: Int = 0
  ) {
    self.bytesReceived = bytesReceived
    self.id = id
    self.answer = answer
    self.headers = headers
    self.url = url
    self.movedTo = movedTo
  }
}

/// What a fetch may cost.
public struct FetchLimits: Equatable, Sendable {
  /// Under way at once.
  public var transfers = 32
  /// Of bodies that are still arriving; beyond it only `transfersOfAnySize` are under way.
  public var bytesUnderWay = 2 << 20
  public var transfersOfAnySize = 8
  /// Under way at once to one server.
  public var perServer = 2
  /// Bytes after decoding.
  public var bodySize = 16 << 20
  /// Bytes.
  public var headSize = 256 << 10
  /// Followed one after the other.
  public var redirects = 10
  public var connectTimeout = Duration.seconds(15)
  /// Without a byte.
  public var idleTimeout = Duration.seconds(30)
  /// From the first request to the last byte, redirects included.
  public var totalTimeout = Duration.seconds(110)

  public init() {}
}

/// How Martlet names itself to servers.
public enum UserAgent {
  /// Martlet's own.
  public static let version = "0.1.0"
  /// The value of the header field, unless the user sends another.
  public static let standard = "Martlet/\(version) (feed reader; Linux)"
}

/// Fetches many URLs at once.
public struct Fetcher: Sendable {
  public var limits: FetchLimits
  public var userAgent: String
  /// What the user has for some servers.
  public var access: AccessList

  public init(
    userAgent: String = UserAgent.standard, limits: FetchLimits = FetchLimits(), access: [ServerAccess] = []
  ) {
    self.userAgent = userAgent
    self.limits = limits
    self.access = AccessList(access)
  }

  /// Asks every URL once and hands over each result as it comes; blocks the calling thread until all are done.
  /// - Parameters:
  ///   - requests: asked in this order, but for the limits.
  ///   - isCancelled: asked at least every 100 ms; when true, transfers are dropped and the call returns.
  ///   - deliver: called once for each request, on the calling thread; transfers stand still meanwhile.
  /// - Throws: if there is no libcurl.
  public func fetch(
    _ requests: [FetchRequest], isCancelled: () -> Bool = { false }, deliver: (FetchResult) -> Void
  ) throws(FetchError) {
    let run = try FetchRun(CurlLibrary.opened(), limits: limits, userAgent: userAgent, access: access)
    defer { run.close() }
    for request in requests {
      if let url = WebURL(request.url) {
        run.add(Transfer(request, to: url))
      } else {
        let error = FetchError("it is no http or https URL")
        deliver(FetchResult(id: request.id, answer: .failed(error), url: request.url))
      }
    }
    while !run.isDone, !isCancelled() {
      run.step().forEach(deliver)
    }
  }
}
