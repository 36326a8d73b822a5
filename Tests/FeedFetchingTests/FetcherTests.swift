import FeedFetching
import FoundationEssentials
import TestSupport
import Testing

@Suite struct FetcherTests {
  let server: LoopbackServer

  init() throws { server = try LoopbackServer() }

  private func fetch(
    _ url: String, _ validators: Validators? = nil, limits: FetchLimits = FetchLimits()
  ) throws -> FetchResult {
    let results = try fetch([FetchRequest(id: 1, url: url, validators: validators)], limits: limits)
    #expect(results.count == 1)
    return try #require(results.first)
  }

  private func fetch(_ requests: [FetchRequest], limits: FetchLimits = FetchLimits()) throws -> [FetchResult] {
    var results: [FetchResult] = []
    try Fetcher(limits: limits).fetch(requests) { results.append($0) }
    return results
  }

  private func failure(_ result: FetchResult) -> String? {
    switch result.answer {
    case .failed(let error), .refused(let error), .held(let error): error.message
    case .body, .notModified: nil
    }
  }

  @Test("a body arrives with what the head says of it")
  func bodyAndHeaders() throws {
    server.script("/feed", .init(200, [("ETag", "W/\"a:$\""), ("Cache-Control", "max-age=7200")], "<rss/>"))
    let result = try fetch(server.url("/feed"))
    #expect(result.answer == .body(Array("<rss/>".utf8)))
    #expect(result.headers.etag == "W/\"a:$\"")
    #expect(result.headers.lifetime(now: .now) == 7200)
    #expect(result.url == server.url("/feed"))
    #expect(result.movedTo == nil)
  }

  @Test("the first request has no validators and nothing that tells of the user")
  func firstRequestIsBare() throws {
    _ = try fetch(server.url("/feed"))
    let head = try #require(server.requests.first)
    #expect(head.method == "GET")
    #expect(head.header("User-Agent") == "Martlet/\(UserAgent.version) (feed reader; Linux)")
    #expect(head.header("Accept")?.contains("application/atom+xml") == true)
    #expect(head.header("Accept")?.contains("application/rss+xml") == true)
    for coding in ["gzip", "deflate", "br", "zstd"] {
      #expect(head.header("Accept-Encoding")?.contains(coding) == true)
    }
    let names = head.head.split(separator: "\r\n").dropFirst().compactMap {
      $0.split(separator: ":").first.map(String.init)
    }
    #expect(Set(names) == ["Host", "User-Agent", "Accept", "Accept-Encoding"])
  }

  @Test(
    "validators go back byte for byte",
    arguments: ["W/\"weak\"", "without quotes", "\"a:b$c\"", "\"\u{E9}\u{FF}\"", "\"Ünï\""])
  func validatorsAreOpaque(etag: String) throws {
    let date = "Sunday, 06-Nov-94 08:49:37 +0130"
    server.script("/feed", .init(304))
    let bytes = String(String.UnicodeScalarView(etag.utf8.map { Unicode.Scalar($0) }))
    let result = try fetch(
      server.url("/feed"), Validators(etag: bytes, lastModified: date, url: server.url("/feed")))
    #expect(result.answer == .notModified)
    #expect(server.requests.first?.header("If-None-Match") == etag)
    #expect(server.requests.first?.header("If-Modified-Since") == date)
  }

  @Test("validators are sent only to the URL they came from")
  func validatorsStayHome() throws {
    server.script("/a", .init(302, [("Location", "/b")]))
    server.script("/b", .init(304))
    let result = try fetch(server.url("/a"), Validators(etag: "\"b\"", url: server.url("/b")))
    #expect(server.requests("/a").first?.header("If-None-Match") == nil)
    #expect(server.requests("/b").first?.header("If-None-Match") == "\"b\"")
    #expect(result.answer == .notModified)
    #expect(result.url == server.url("/b"))
    #expect(result.movedTo == nil)
  }

  @Test("a 304 to a request without validators is no answer")
  func unaskedNotModified() throws {
    server.script("/feed", .init(304))
    #expect(failure(try fetch(server.url("/feed")))?.hasPrefix("the server answered 304 Not Modified") == true)
  }

  @Test("path and query are sent byte for byte, the fragment not at all")
  func targetIsVerbatim() throws {
    let target = "/a/../b//c;x/%7e%2F?q=a|b&c={d}&e='f'&&g=%zz+h"
    _ = try fetch(server.url(target + "#frag"))
    _ = try fetch(server.url("?q"))
    _ = try fetch(server.url("/hëllo wörld"))
    #expect(server.requests.map(\.target) == [target, "/?q", "/h%C3%ABllo%20w%C3%B6rld"])
  }

  @Test("permanent redirects are reported up to the first that is not")
  func permanentRedirects() throws {
    server.script("/a", .init(301, [("Location", server.url("/b"))]))
    server.script("/b", .init(308, [("Location", "c?x")]))
    server.script("/c?x", .init(200, [], "feed"))
    #expect(try fetch(server.url("/a")).movedTo == server.url("/c?x"))
    server.script("/b", .init(307, [("Location", "/c?x")]))
    #expect(try fetch(server.url("/a")).movedTo == server.url("/b"))
    #expect(try fetch(server.url("/b")).movedTo == nil)
  }

  @Test("a loop of redirects ends after eleven requests")
  func redirectLoop() throws {
    server.script("/a", .init(302, [("Location", "/b")]))
    server.script("/b", .init(302, [("Location", "/a")]))
    #expect(failure(try fetch(server.url("/a")))?.hasPrefix("it redirects more than 10 times") == true)
    #expect(server.requests.count == 11)
  }

  @Test("only http and https are followed", arguments: ["file:///etc/passwd", "ftp://127.0.0.1/", "data:text/xml,x"])
  func otherSchemes(location: String) throws {
    server.script("/a", .init(302, [("Location", location)]))
    #expect(failure(try fetch(server.url("/a")))?.hasSuffix("which is no http or https URL") == true)
  }

  @Test("user and password go to their host, and to no other by redirect")
  func credentialsStayHome() throws {
    let other = try LoopbackServer()
    defer { other.stop() }
    server.script("/a", .init(302, [("Location", "/b")]))
    server.script("/b", .init(302, [("Location", other.url("/c", user: "x:y"))]))
    other.script("/c", .init(200, [], "feed"))
    let result = try fetch(server.url("/a", user: "me:s%40crt"))
    #expect(server.requests.map { $0.header("Authorization") } == ["Basic bWU6c0BjcnQ=", "Basic bWU6c0BjcnQ="])
    #expect(other.requests.map { $0.header("Authorization") } == [nil])
    #expect(result.url == other.url("/c"))
  }

  @Test("a packed body is unpacked, and stops at the cap")
  func bodyCap() throws {
    // 1,000 blanks, as gzip.
    let packed: [UInt8] = [
      31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 83, 80, 24, 5, 163, 96, 20, 12, 119, 0, 0, 130, 227, 147, 205, 232, 3, 0, 0,
    ]
    server.script("/feed", .init(200, [("Content-Encoding", "gzip")], body: packed))
    #expect(try fetch(server.url("/feed")).answer == .body(Array(repeating: 32, count: 1000)))
    var limits = FetchLimits()
    limits.bodySize = 999
    #expect(failure(try fetch(server.url("/feed"), limits: limits))?.hasPrefix("the answer is larger than") == true)
  }

  @Test("an endless head is refused")
  func headCap() throws {
    let fields = (0..<40).map { (name: "X-\($0)", value: String(repeating: "x", count: 10_000)) }
    server.script("/feed", .init(200, fields, "feed"))
    #expect(failure(try fetch(server.url("/feed")))?.contains("head") == true)
  }

  @Test("a body cut short is no answer", arguments: [LoopbackServer.Answer.Framing.length, .chunked])
  func cutBody(framing: LoopbackServer.Answer.Framing) throws {
    var answer = LoopbackServer.Answer(200, [], "<rss>half")
    answer.framing = framing
    answer.ending = .cut(after: 5)
    server.script("/feed", answer)
    #expect(failure(try fetch(server.url("/feed"))) == "the answer was cut short; try later")
  }

  @Test("a body that stalls ends in a timeout")
  func stalledBody() throws {
    var answer = LoopbackServer.Answer(200, [], "<rss>half")
    answer.ending = .stall(after: 5)
    server.script("/feed", answer)
    var limits = FetchLimits()
    limits.totalTimeout = .milliseconds(50)
    #expect(
      failure(try fetch(server.url("/feed"), limits: limits))
        == "127.0.0.1 stopped in the middle of its answer; try later")
  }

  @Test("two at once to one server, on two connections")
  func twoPerServer() throws {
    for number in 0..<12 {
      var answer = LoopbackServer.Answer(200, [], "feed")
      answer.latency = .milliseconds(2)
      server.script("/\(number)", answer)
    }
    let results = try fetch((0..<12).map { FetchRequest(id: $0, url: server.url("/\($0)")) })
    #expect(Set(results.map(\.id)) == Set(0..<12))
    #expect(results.allSatisfy { $0.answer == .body(Array("feed".utf8)) })
    #expect(server.mostInFlight <= 2)
    #expect(server.connectionCount <= 2)
  }

  @Test("a 429 holds those that wait for the same server, and no other")
  func tooManyRequests() throws {
    let other = try LoopbackServer()
    defer { other.stop() }
    for number in 0..<12 { server.script("/\(number)", .init(429, [("Retry-After", "60")])) }
    other.script("/", .init(200, [], "feed"))
    let requests =
      (0..<12).map { FetchRequest(id: $0, url: server.url("/\($0)")) } + [FetchRequest(id: 12, url: other.url("/"))]
    let results = try fetch(requests)
    #expect(results.count == 13)
    #expect(server.requests.count <= 2)
    #expect(results.count { if case .held = $0.answer { $0.headers.retryAfter == "60" } else { false } } >= 10)
    #expect(results.contains { $0.id == 12 && $0.answer == .body(Array("feed".utf8)) })
  }

  @Test("failures are told in words a person knows")
  func failures() throws {
    server.script("/500", .init(500))
    #expect(
      failure(try fetch(server.url("/404")))
        == "the server answered 404 Not Found; look on its site for the feed's new address")
    #expect(failure(try fetch(server.url("/500"))) == "the server answered 500 Internal Server Error; try later")
    #expect(failure(try fetch("gopher://x/")) == "it is no http or https URL")
    #expect(
      failure(try fetch("http://nowhere.invalid/"))
        == "there is no host nowhere.invalid; check the address and the network")
    server.stop()
    #expect(failure(try fetch(server.url("/"))) == "127.0.0.1 refuses the connection; try later, or check the address")
  }

  @Test("nothing is asked once it is cancelled")
  func cancelled() throws {
    try Fetcher().fetch([FetchRequest(id: 1, url: server.url("/"))], isCancelled: { true }) { _ in
      Issue.record("a result after the end")
    }
    #expect(server.requests.isEmpty)
  }
}
