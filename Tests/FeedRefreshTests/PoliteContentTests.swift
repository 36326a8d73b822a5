import FeedCache
import FeedFetching
import FeedModel
import FeedRefresh
import Foundation
import TestSupport
import Testing

/// What an answer's body may be: packed, cut, stalled, too large, a page, in any encoding.
@Suite("Polite: content")
struct PoliteContentTests {
  /// A small feed of two posts, packed in each of the ways that are offered.
  private static let packed = [
    "gzip": """
    H4sIAAAAAAACA7MpKi5WKEstKs7Mz7NVMtIzULKzSc5IzMtLzbGzKcksyUm1C0hMzk5NsdGH8GwyS1Jz7WzSSzNT7Axt9ME0TGF+cYmCIVyhPkQl\
    knojLOqN0NXrw63XB7rNDgDSw29+oQAAAA==
    """,
    "zlib": """
    eNqzKSouVihLLSrOzM+zVTLSM1Cys0nOSMzLS82xsynJLMlJtQtITM5OTbHRh/BsMktSc+1s0kszU+wMbfTBNExhfnGJgiFcoT5EJZJ6IyzqjdDV\
    68Ot1we6zQ4AnwQ3mw==
    """,
    "deflate": """
    sykqLlYoSy0qzszPs1Uy0jNQsrNJzkjMy0vNsbMpySzJSbULSEzOTk2x0YfwbDJLUnPtbNJLM1PsDG30wTRMYX5xiYIhXKE+RCWSeiMs6o3Q1evD\
    rdcHus0OAA==
    """,
    "br": """
    G6AAYES3eb0Rf6b38LuU6IjA1acLVWpKpxYTzGyUYDYhSU93G1vi0rYVvxZFnn2OjdkdA9KD+gI1GZByCPI86+9whdCSePmahuBv4Iy0kv3iLtIB
    """,
    "zstd": """
    KLUv/SChvQIAgkQPEaBvBBQZnQ3/2k8pICa7qnAC/k+ZS2EC6k9u4spZ1h5Xdc2t1kvo+ILV1Xa4pEQttYchSjByuqfrgn/aAQkAAlMIQA4kPNVZU4\
    GB8kyVtRLqYph6
    """,
  ]

  let reader: Subscriber
  let url: String

  init() throws {
    var limits = FetchLimits()
    limits.bodySize = 1 << 20
    limits.totalTimeout = .milliseconds(400)
    reader = try Subscriber(limits: limits)
    url = reader.server.url("/feed")
    try reader.subscribe(url)
  }

  /// Asks for a good feed, then for what may be worse, and expects that the second changes nothing.
  private func expectKept(_ answer: LoopbackServer.Answer, error words: String) throws {
    reader.server.script("/feed", Answers.feed("1", headers: [("ETag", "good")]), answer)
    try reader.ask(url)
    let summary = try reader.ask(url)
    #expect(summary.failed.map(\.url) == [url])
    #expect(summary.failed.first?.error.contains(words) == true)
    #expect(try reader.titles == ["Post 1"])
    #expect(try reader.subscriptions.map(\.title) == ["Feed"])
    try reader.ask(url)
    #expect(reader.sent("If-None-Match", to: "/feed") == [nil, "good", "good"])
  }

  @Test(
    "bodies in gzip, deflate with and without zlib's frame, br and zstd are offered and unpacked",
    arguments: [("gzip", "gzip"), ("deflate", "zlib"), ("deflate", "deflate"), ("br", "br"), ("zstd", "zstd")])
  func unpacks(coding: String, form: String) throws {
    let body = try #require(Data(base64Encoded: Self.packed[form] ?? ""))
    reader.server.script("/feed", .init(200, [("Content-Encoding", coding)], body: Array(body)))
    #expect(try reader.ask(url).fetched == 1)
    #expect(try reader.titles == ["Post 1", "Post 2"])
    let offered = reader.server.requests.first?.header("Accept-Encoding") ?? ""
    #expect(offered.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.contains(coding))
    #expect(try reader.health.first?.bytesReceived == body.count, "counted as it came")
  }

  @Test("what is not packed as it says is refused")
  func wrongCoding() throws {
    try expectKept(
      .init(200, [("Content-Encoding", "gzip")], "<rss><channel/></rss>"), error: "cannot be unpacked")
  }

  @Test("a body beyond the cap is refused, though it came small")
  func decodedSizeCap() throws {
    // 4 MiB of zeros: deflate's stored form cannot shrink, so a run of them as gzip made it.
    let bomb = try Gzip.packed(zeros: 4 << 20)
    #expect(bomb.count < 8192)
    try expectKept(.init(200, [("Content-Encoding", "gzip"), ("ETag", "bad")], body: bomb), error: "larger than 1 MiB")
  }

  @Test("a body cut short changes nothing", arguments: [LoopbackServer.Answer.Framing.length, .chunked])
  func cutBody(framing: LoopbackServer.Answer.Framing) throws {
    var answer = Answers.feed("1", "2", "3", headers: [("ETag", "cut")])
    answer.framing = framing
    answer.ending = .cut(after: answer.body.count - 40)
    try expectKept(answer, error: "cut short")
  }

  @Test("a body that stalls ends in a timeout and changes nothing")
  func stalledBody() throws {
    var answer = Answers.feed("1", "2", headers: [("ETag", "stalled")])
    answer.ending = .stall(after: 100)
    try expectKept(answer, error: "stopped in the middle of its answer")
  }

  @Test("the limits of the program itself end a stalled transfer within two minutes")
  func ownTimeouts() {
    let limits = FetchLimits()
    #expect(limits.totalTimeout < .seconds(120))
    #expect(limits.idleTimeout <= .seconds(30))
    #expect(limits.bodySize == 16 << 20)
    #expect((limits.transfers, limits.perServer, limits.redirects) == (32, 2, 10))
  }

  @Test("a page in place of a feed wipes nothing, and its links are not followed")
  func captivePortal() throws {
    reader.server.script("/portal.xml", Answers.feed("portal"))
    try expectKept(Answers.page("/portal.xml"), error: "an HTML page, not a feed")
    #expect(reader.server.requests("/portal.xml").isEmpty)
  }

  @Test("an empty answer wipes nothing", arguments: [200, 204])
  func emptyBody(status: Int) throws {
    try expectKept(.init(status, [("ETag", "empty")], ""), error: status == 200 ? "it is empty" : "204 No Content")
  }

  @Test("a page that is added gives its first feed, resolved against its base, and is asked no more")
  func discovery() throws {
    reader.server.script(
      "/blog", Answers.page("feed.xml?a=1&amp;b=2", base: "<base href=\"/there/here\">"))
    reader.server.script("/there/feed.xml?a=1&b=2", Answers.feed("1"))
    let added = try reader.add(reader.server.url("/blog"))
    #expect(added?.url == reader.server.url("/there/feed.xml?a=1&b=2"))
    try reader.refresh(.all)
    #expect(reader.server.requests("/blog").count == 1)
    #expect(reader.server.requests("/there/feed.xml?a=1&b=2").count == 2)
  }

  @Test("a feed that was added is taken away by undo, also one that was found in a page")
  func undoesAdding() throws {
    reader.server.script("/blog", Answers.page("/feed.xml"))
    reader.server.script("/feed.xml", Answers.feed("1"))
    let added = try reader.add(reader.server.url("/blog"))
    #expect(added?.url == reader.server.url("/feed.xml"))
    _ = try reader.add(reader.server.url("/feed.xml"))
    #expect(try reader.cache().undo() == .subscriptions(SubscriptionEdits(unsubscribed: 1, title: "Feed")))
    #expect(try !reader.subscriptions.map(\.url).contains(reader.server.url("/feed.xml")))
    _ = try reader.cache().redo()
    #expect(try reader.subscriptions.map(\.url).contains(reader.server.url("/feed.xml")))
  }

  @Test("the feed of a page behind a password is asked with it, one elsewhere without")
  func discoveryBehindPassword() throws {
    reader.server.script("/private", Answers.page("/private.xml"))
    reader.server.script("/private.xml", Answers.feed("1"))
    reader.server.script("/public", Answers.page(reader.other.url("/public.xml")))
    reader.other.script("/public.xml", Answers.feed("2"))
    _ = try reader.add(reader.server.url("/private", user: "me:pw"))
    _ = try reader.add(reader.server.url("/public", user: "me:pw"))
    #expect(reader.sent("Authorization", to: "/private.xml") == ["Basic bWU6cHc="])
    #expect(reader.other.requests.map { $0.header("Authorization") } == [nil])
  }

  @Test(
    "titles arrive intact in UTF-8 and in Latin-1, whoever names the encoding",
    arguments: [
      ("application/xml; charset=utf-8", "", false), ("text/xml", "UTF-8", false), ("application/rss+xml", "", false),
      ("text/xml; charset=ISO-8859-1", "", true), ("application/xml", "ISO-8859-1", true),
    ])
  func titlesIntact(contentType: String, declared: String, isLatin1: Bool) throws {
    let head = declared.isEmpty ? "" : "<?xml version=\"1.0\" encoding=\"\(declared)\"?>"
    let title = isLatin1 ? "Café à Zürich" : "Café 日本 – Zürich"
    let text =
      head + "<rss version=\"2.0\"><channel><title>\(title)</title><item><title>\(title)</title></item></channel></rss>"
    let body = try #require(text.data(using: isLatin1 ? .isoLatin1 : .utf8))
    reader.server.script("/feed", .init(200, [("Content-Type", contentType)], body: Array(body)))
    try reader.ask(url)
    #expect(try reader.titles == [title])
    #expect(try reader.subscriptions.map(\.title) == [title])
  }

  @Test("a subscription whose first fetch failed stays, and works later")
  func failedAddStays() throws {
    let late = reader.server.url("/late")
    reader.server.script("/late", .init(500), Answers.feed("1"))
    guard case .failed? = try reader.add(late)?.result else {
      Issue.record("it did not fail")
      return
    }
    #expect(try reader.subscriptions.map(\.url).contains(late))
    #expect(try reader.ask(late).fetched == 1)
    #expect(try reader.titles == ["Post 1"])
  }
}

/// Bodies that unpack to far more than they are.
enum Gzip {
  /// So many zeros as the system's gzip packs them.
  static func packed(zeros count: Int) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "head -c \(count) /dev/zero | gzip -9"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Array(data)
  }
}
