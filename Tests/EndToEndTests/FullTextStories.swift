import Foundation
import TestSupport
import Testing

@Suite("The whole article, and what was edited")
struct FullTextStories {
  private let house: Household
  private let server: LoopbackServer

  init() throws {
    house = try Household()
    server = try LoopbackServer()
  }

  private func feed(_ text: String, link: String? = nil) -> LoopbackServer.Answer {
    .init(
      200, [],
      """
      <rss version="2.0"><channel><title>Marsh Notes</title><item><title>The harrier</title>
      <link>\(link ?? server.url("/harrier"))</link><guid>1</guid><pubDate>Mon, 21 Sep 2026 06:00:00 GMT</pubDate>
      <description>\(text)</description></item></channel></rss>
      """)
  }

  private static let page: LoopbackServer.Answer = {
    let paragraphs = (1...30).map {
      "<p>Paragraph \($0) of the page, in which the harrier quarters the marsh, low over the reed, until it is dark.</p>"
    }
    return .init(
      200, [("Content-Type", "text/html")],
      "<body><nav><a href=/>Home</a></nav><main>\(paragraphs.joined())</main><footer>Imprint</footer></body>")
  }()

  private func subscribe() throws {
    server.script("/feed", feed("Only the beginning, at six …"), feed("Only the beginning, at seven …"))
    server.script("/harrier", Self.page)
    #expect(try house.run("add", server.url("/feed")).status == 0)
  }

  @Test("somebody reads the whole article of a short post, and it is there the next day without the network")
  func reads() throws {
    try subscribe()
    let frames = try house.replay("<CR>x<Space>")
    #expect(frames[2].contains("full text"))
    #expect(frames[2].contains("Paragraph 1 of the page"))
    #expect(!frames[2].contains("Home"))
    server.stop()
    let later = try house.replay("\\l<Wait:1s>xx")
    #expect(later[0].contains("of the page"), "it opens as it was left")
    #expect(later[later.count - 2].contains("Only the beginning"))
    #expect(later.last?.contains("of the page") == true)
    #expect(server.requests("/harrier").count == 1)
  }

  @Test("through a proxy nearby the page of a post is read, but for one that lies nearby while its feed does not")
  func throughProxy() throws {
    let proxy = ["http_proxy": server.url(""), "no_proxy": ""]
    let addresses = ["http://marsh.example/harrier", "http://10.1.2.3/harrier"]
    for (number, address) in addresses.enumerated() {
      server.script("http://feeds.example/\(number)", feed("Only the beginning …", link: address))
      server.script(address, Self.page)
      #expect(try house.run(["add", "http://feeds.example/\(number)"], environment: proxy).status == 0)
      let frames = try house.replay("\\l<CR>x<Space>", environment: proxy)
      #expect(frames.last?.contains("of the page") == (number == 0), "\(frames.last ?? "")")
      #expect(server.requests(address).count == 1 - number)
    }
  }

  @Test("a feed with full-text opens its posts with the whole article; without the network a line says so")
  func byItself() throws {
    try subscribe()
    let editor = try house.editor("sed -i 's#/feed.*#/feed full-text#' \"$1\"")
    #expect(try house.run(["edit"], environment: editor).status == 0)
    #expect(server.requests("/harrier").isEmpty, "a refresh asks for feeds alone")
    let frames = try house.replay("<CR><Wait:1s>")
    #expect(frames[1].contains("Only the beginning"))
    #expect(frames[2].contains("Paragraph 1 of the page"))
  }

  @Test("a page that does not come is waited for in the status line, and quitting does not wait for it")
  func slowPage() throws {
    try subscribe()
    var slow = LoopbackServer.Answer(200, [("Content-Type", "text/html")], "<body><p>Nothing more ever comes.</p>")
    slow.ending = .stall(after: 10)
    server.script("/harrier", slow)
    let terminal = try house.open()
    try terminal.waitFor("The harrier")
    terminal.type("<CR>x")
    try terminal.waitFor("fetching the full text…")
    terminal.type("j")
    try terminal.waitFor("fetching the full text…")
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("somebody looks up what a feed has edited in a post")
  func changes() throws {
    try subscribe()
    #expect(try house.replay("<CR>=").last?.contains("This post has not been edited since it came") == true)
    #expect(try house.run("refresh", "--force").status == 0)
    let frames = try house.replay("\\<CR>=<Esc>")
    #expect(frames[frames.count - 2].contains("What changed"))
    #expect(frames[frames.count - 2].contains("Only the beginning, at [-six-] {+seven+} …"))
    #expect(frames.last?.contains("What changed") == false)
  }
}
