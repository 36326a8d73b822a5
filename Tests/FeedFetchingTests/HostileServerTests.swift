import FeedFetching
import FoundationEssentials
import TestSupport
import Testing

/// Answers that no honest server gives: each ends soon, costs no more than the limits allow, and is told in a clause.
@Suite("Hostile servers")
struct HostileServerTests {
  private let server: LoopbackServer
  private let limits: FetchLimits

  init() throws {
    server = try LoopbackServer()
    var limits = FetchLimits()
    limits.bodySize = 1 << 20
    limits.totalTimeout = .milliseconds(200)
    self.limits = limits
  }

  private func fetch(
    _ answer: LoopbackServer.Answer, framing: LoopbackServer.Answer.Framing = .length,
    ending: LoopbackServer.Answer.Ending = .whole, limits: FetchLimits? = nil
  ) throws -> FetchResult.Answer {
    var answer = answer
    answer.framing = framing
    answer.ending = ending
    server.script("/feed", answer)
    return try fetch(limits: limits)
  }

  private func fetch(limits: FetchLimits? = nil) throws -> FetchResult.Answer {
    var results: [FetchResult] = []
    try Fetcher(limits: limits ?? self.limits).fetch([FetchRequest(id: 1, url: server.url("/feed"))]) {
      results.append($0)
    }
    #expect(results.count == 1)
    return try #require(results.first).answer
  }

  private func failure(_ answer: FetchResult.Answer) -> String {
    if case .failed(let error) = answer { error.message } else { "" }
  }

  /// Generous: a slow machine needs longer for a mebibyte than the other tests allow.
  private var patient: FetchLimits {
    var limits = limits
    limits.totalTimeout = .seconds(60)
    return limits
  }

  private let tooLarge = "the answer is larger than 1 MiB; look for a shorter feed of the site"

  // MARK: Bodies

  @Test("an endless body is left at the cap", arguments: [LoopbackServer.Answer.Framing.chunked, .close])
  func endlessBody(framing: LoopbackServer.Answer.Framing) throws {
    let block = [UInt8](repeating: 32, count: 64 << 10)
    let answer = try fetch(.init(200, [], body: block), framing: framing, ending: .endless, limits: patient)
    #expect(failure(answer) == tooLarge)
  }

  @Test("a body that drips is left at the deadline, also if it never stops for long")
  func slowDrip() throws {
    let drip = LoopbackServer.Answer.Ending.drip(pause: .milliseconds(5))
    let answer = try fetch(.init(200, [], String(repeating: " ", count: 10_000)), ending: drip)
    #expect(failure(answer) == "127.0.0.1 stopped in the middle of its answer; try later")
  }

  @Test("a slow feed keeps no other waiting")
  func slowNeighbour() throws {
    let other = try LoopbackServer()
    defer { other.stop() }
    var slow = LoopbackServer.Answer(200, [], "<rss/>")
    slow.ending = .stall(after: 1)
    server.script("/feed", slow)
    other.script("/feed", .init(200, [], "<rss/>"))
    var order: [Int64] = []
    let requests = [FetchRequest(id: 1, url: server.url("/feed")), FetchRequest(id: 2, url: other.url("/feed"))]
    try Fetcher(limits: limits).fetch(requests) { order.append($0.id) }
    #expect(order == [2, 1])
  }

  @Test("a head that promises more than comes is an answer cut short", arguments: [100, Int.max])
  func promisesMore(count: Int) throws {
    let answer = try fetch(.init(200, [], "<rss/>"), framing: .claimed(count), ending: .cut(after: 6))
    #expect(failure(answer) == "the answer was cut short; try later")
  }

  @Test("a head that promises less than comes gives what it promises, and the rest is no other answer")
  func promisesLess() throws {
    let answer = try fetch(
      .init(200, [], "<rss/>HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbad"), framing: .claimed(6))
    #expect(answer == .body(Array("<rss/>".utf8)))
    server.script("/feed", .init(200, [], "good"))
    #expect(try fetch() == .body(Array("good".utf8)))
  }

  @Test("ten thousand chunks of a byte are one body")
  func tinyChunks() throws {
    var answer = LoopbackServer.Answer(200, [], String(repeating: "x", count: 10_000))
    answer.chunkSize = 1
    #expect(
      try fetch(answer, framing: .chunked, limits: patient)
        == .body([UInt8](repeating: UInt8(ascii: "x"), count: 10_000)))
  }

  @Test("a chunk whose size is no number is an answer that makes no sense")
  func badChunk() throws {
    let answer = try fetch(
      .init(200, [("Transfer-Encoding", "chunked")], "FFFFFFFFFFFFFFFFF\r\n<rss/>"), framing: .close)
    #expect(!failure(answer).isEmpty)
  }

  @Test("a bomb is left at the cap, however it is packed", arguments: ["br", "zstd"])
  func bombs(coding: String) throws {
    let packed = coding == "br" ? Bombs.brotli : Bombs.zstandard
    let answer = try fetch(.init(200, [("Content-Encoding", coding)], body: packed), limits: patient)
    #expect(failure(answer) == tooLarge)
  }

  @Test("a body packed many times over is refused")
  func packedOften() throws {
    let codings = [String](repeating: "gzip", count: 1000).joined(separator: ", ")
    #expect(!failure(try fetch(.init(200, [("Content-Encoding", codings)], "x"))).isEmpty)
  }

  // MARK: Heads

  @Test("a head of one endless line, or of endless lines, is refused")
  func hugeHeads() throws {
    let long = LoopbackServer.Answer(200, [("X-Long", String(repeating: "x", count: 1 << 20))], "<rss/>")
    let many = LoopbackServer.Answer(200, (0..<50_000).map { ("X-\($0)", "x") }, "<rss/>")
    for answer in [long, many] {
      #expect(failure(try fetch(answer, limits: patient)).hasPrefix("the head of the answer is larger than"))
    }
  }

  @Test(
    "a redirect to what is no address in the web is refused, and its words are safe to show",
    arguments: [
      "javascript:alert(1)", "file:///etc/passwd", "ftp://127.0.0.1/", "javascript:\u{1B}]0;x\u{7}", "http://",
    ])
  func redirects(location: String) throws {
    let message = failure(try fetch(.init(302, [("Location", location)])))
    #expect(message.hasSuffix("which is no http or https URL"))
    #expect(message.unicodeScalars.allSatisfy { $0.value >= 32 && !(0x7F..<0xA0).contains($0.value) })
  }

  @Test("an answer that is no HTTP, or has an absurd status, is refused", arguments: [0, 99, 199, 299, 999])
  func statuses(status: Int) throws {
    if case .body = try fetch(.init(status, [], "<rss/>")) { Issue.record("it was taken") }
  }
}

/// Two mebibytes of zeros, packed.
private enum Bombs {
  static let brotli: [UInt8] = [155, 255, 255, 31, 248, 39, 0, 226, 177, 64, 32, 247, 254, 3]

  /// Sixteen blocks that each say "this byte 128 KiB times" (RFC 8878, 3.1.1.2).
  static let zstandard: [UInt8] = {
    let frame: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 7 << 3]
    return (1...16).reduce(into: frame) { bytes, number in
      let header = (128 << 10) << 3 | 1 << 1 | (number == 16 ? 1 : 0)
      bytes += [UInt8(header & 0xFF), UInt8(header >> 8 & 0xFF), UInt8(header >> 16), 0]
    }
  }()
}
