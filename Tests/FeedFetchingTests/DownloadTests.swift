import TestSupport
import Testing

@testable import FeedFetching

@Suite("Saving files of the web")
struct DownloadTests {
  /// What a download gave.
  final class Sink {
    var head: DownloadHead?
    var bytes: [UInt8] = []
  }

  private let server: LoopbackServer

  init() throws { server = try LoopbackServer() }

  private func fetch(
    _ request: DownloadRequest, into sink: Sink, isCancelled: () -> Bool = { false }
  ) throws -> Bool {
    var limits = FetchLimits.files
    limits.idleTimeout = .seconds(1)
    return try Fetcher(limits: limits).download(
      request, isCancelled: isCancelled,
      begin: { head in
        sink.head = head
        return true
      },
      write: { bytes in
        sink.bytes += bytes
        return true
      })
  }

  private func request(_ path: String, from start: Int = 0, etag: String? = nil) -> DownloadRequest {
    var request = DownloadRequest(url: server.url(path), feedURL: server.url("/feed"))
    request.start = start
    if let etag { request.validators = Validators(etag: etag, url: server.url(path)) }
    return request
  }

  @Test("a file comes whole, unpacked by nobody, with its size, its name and its validators")
  func whole() throws {
    let body = (0..<300_000).map { UInt8(truncatingIfNeeded: $0) }
    server.script(
      "/a.mp3",
      .init(
        200, [("ETag", "\"one\""), ("Content-Disposition", "attachment; filename=\"a; b.mp3\"")], body: body))
    let sink = Sink()
    #expect(try fetch(request("/a.mp3"), into: sink))
    #expect(sink.bytes == body)
    #expect(sink.head?.total == 300_000)
    #expect(sink.head?.fileName == "a; b.mp3")
    #expect(sink.head?.validators?.etag == "\"one\"")
    let asked = try #require(server.requests.first)
    #expect(asked.header("Accept-Encoding") == nil && asked.header("Range") == nil)
    #expect(asked.header("Accept") == "*/*")
  }

  @Test("an empty file is a file")
  func empty() throws {
    server.script("/e", .init(200, [], body: []))
    let sink = Sink()
    #expect(try fetch(request("/e"), into: sink))
    #expect(sink.head?.total == 0)
  }

  @Test("what broke off is gone on with, if the server still has the same")
  func goesOn() throws {
    server.script("/a", .init(206, [("Content-Range", "bytes 4-9/10"), ("ETag", "\"one\"")], "456789"))
    let sink = Sink()
    #expect(try fetch(request("/a", from: 4, etag: "\"one\""), into: sink))
    #expect(String(decoding: sink.bytes, as: UTF8.self) == "456789")
    #expect((sink.head?.start, sink.head?.total) == (4, 10))
    #expect(server.requests[0].header("Range") == "bytes=4-")
    #expect(server.requests[0].header("If-Range") == "\"one\"")
  }

  @Test("a file that has changed, or is shorter now, begins anew")
  func beginsAnew() throws {
    server.script("/changed", .init(200, [("ETag", "\"two\"")], "new"))
    let changed = Sink()
    #expect(try fetch(request("/changed", from: 4, etag: "\"one\""), into: changed))
    #expect(changed.head?.start == 0)
    server.script("/short", .init(416, [], "no"), .init(200, [], "new"))
    let short = Sink()
    #expect(try fetch(request("/short", from: 4, etag: "\"one\""), into: short))
    #expect((short.head?.start, short.bytes.count) == (0, 3))
  }

  @Test("another part than was asked for is not taken; the whole is asked for then")
  func refusesOtherParts() throws {
    let part = LoopbackServer.Answer(206, [("Content-Range", "bytes 2-9/10")], "23456789")
    server.script("/a", part, .init(200, [], "0123456789"))
    let sink = Sink()
    #expect(try fetch(request("/a", from: 4, etag: "\"one\""), into: sink))
    #expect(sink.head?.start == 0)
    #expect(String(decoding: sink.bytes, as: UTF8.self) == "0123456789")
    #expect(server.requests("/a").map { $0.header("Range") } == ["bytes=4-", nil])
  }

  @Test(
    "a part is no file where the whole was asked for",
    arguments: ["bytes 0-9/100000", "bytes 0-9/-5", "bytes 0-9/10", "bytes 0-9/*", "bytes -9/10", ""])
  func refusesPartsUnasked(range: String) throws {
    server.script("/a", .init(206, [("Content-Range", range)], "0123456789"))
    server.script("/empty", .init(206, [("Content-Range", range)], ""))
    for path in ["/a", "/empty"] {
      let sink = Sink()
      #expect(throws: FetchError("the server gives only a part of it; try later")) {
        try fetch(request(path), into: sink)
      }
      #expect(sink.head == nil && sink.bytes.isEmpty)
      #expect(server.requests(path).count == 1)
    }
  }

  @Test("a rest that ends before the whole does is cut short, and what came is there")
  func shortRest() throws {
    server.script("/a", .init(206, [("Content-Range", "bytes 4-6/10")], "456"))
    let sink = Sink()
    #expect(throws: FetchError("the answer was cut short; try later")) {
      try fetch(request("/a", from: 4, etag: "\"one\""), into: sink)
    }
    #expect(String(decoding: sink.bytes, as: UTF8.self) == "456")
  }

  @Test(
    "a length of the whole that cannot be is none",
    arguments: [("bytes 4-9/-5", nil), ("bytes 4-9/3", nil), ("bytes 4-9/*", nil), ("bytes 4-9/8", 8)])
  func oddLengths(range: String, total: Int?) throws {
    server.script("/a", .init(206, [("Content-Range", range)], "456789"))
    let sink = Sink()
    #expect(try fetch(request("/a", from: 4, etag: "\"one\""), into: sink))
    #expect(sink.head?.total == total)
    #expect(sink.bytes.count == 6)
  }

  @Test("a file in chunks is whole at their end, whatever length its head says")
  func chunks() throws {
    var answer = LoopbackServer.Answer(200, [("Content-Length", "100000")], "0123456789")
    answer.framing = .chunked
    server.script("/a", answer)
    let sink = Sink()
    #expect(try fetch(request("/a"), into: sink))
    #expect(sink.head?.total == nil && sink.bytes.count == 10)
  }

  @Test("a file that is cut short or stalls fails, and what came before is there")
  func breaksOff() throws {
    for ending in [LoopbackServer.Answer.Ending.cut(after: 5), .stall(after: 5)] {
      var answer = LoopbackServer.Answer(200, [], "0123456789")
      answer.ending = ending
      server.script("/cut", answer)
      let sink = Sink()
      #expect(throws: FetchError.self) { try fetch(request("/cut"), into: sink) }
      #expect(sink.bytes.count == 5)
    }
  }

  @Test("a page that says no is no file")
  func refused() throws {
    server.script("/no", .init(403, [], "no"))
    let sink = Sink()
    let error = #expect(throws: FetchError.self) { try fetch(request("/no"), into: sink) }
    #expect(error?.message.contains("403") == true)
    #expect(sink.head == nil)
  }

  @Test("a feed from outside names no file in a private network")
  func refusesPrivate() throws {
    server.script("/a", .init(200, [], "x"))
    let sink = Sink()
    #expect(throws: FetchError("127.0.0.1 is in a private network, and the feed is not")) {
      try fetch(DownloadRequest(url: server.url("/a"), feedURL: "https://marsh.example/feed"), into: sink)
    }
    #expect(sink.head == nil)
  }

  @Test("it stops when it is told to")
  func cancels() throws {
    var answer = LoopbackServer.Answer(200, [], "0123456789")
    answer.ending = .stall(after: 5)
    server.script("/a", answer)
    let sink = Sink()
    #expect(try fetch(request("/a"), into: sink, isCancelled: { !sink.bytes.isEmpty }) == false)
    #expect(sink.bytes.count == 5)
  }

  @Test(
    "names in the head are read as servers write them",
    arguments: [
      ("attachment; filename=a.mp3", "a.mp3"), ("inline; FileName = \"x y.pdf\"", "x y.pdf"),
      ("attachment; filename=\"e.mp3\"; filename*=UTF-8''%C3%A9%20t.mp3", "é t.mp3"), ("attachment", nil),
      ("attachment; filename=\"\"", nil),
    ])
  func names(field: String, name: String?) {
    #expect(ContentDisposition.fileName(field) == name)
  }
}
