import FoundationEssentials
import Testing

@testable import FeedFetching

@Suite struct RedirectTests {
  private func transfer(to url: String) throws -> Transfer {
    Transfer(FetchRequest(id: 1, url: url), to: try #require(WebURL(url)))
  }

  private func answer(_ transfer: Transfer, _ lines: String...) -> Transfer.Step {
    transfer.beginAnswer()
    for line in lines { Array((line + "\r\n").utf8).withUnsafeBytes { transfer.take(headLine: $0) } }
    return transfer.finish(limits: FetchLimits())
  }

  @Test("https never leads to http")
  func downgrade() throws {
    let transfer = try transfer(to: "https://example.org/")
    guard case .done(.failed(let error)) = answer(transfer, "HTTP/2 301", "location: http://example.org/") else {
      Issue.record("the redirect was followed")
      return
    }
    #expect(error.message.contains("from https to http"))
  }

  @Test("a page out in public leads into no private network; a feed that the user named may lie there")
  func privateAddresses() throws {
    let loopback: [UInt8] = [2, 0, 0, 80, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]
    let transfer = try transfer(to: "http://example.org/")
    let receiver = Receiver(transfer, limits: FetchLimits(), addresses: AddressBook())
    loopback.withUnsafeBytes { #expect(receiver.mayConnect(family: 2, address: $0)) }
    transfer.isPublic = true
    loopback.withUnsafeBytes { #expect(!receiver.mayConnect(family: 2, address: $0)) }
  }

  @Test("the address of a proxy tells nothing of the server behind it")
  func proxies() throws {
    let transfer = try transfer(to: "http://example.org/")
    transfer.isPublic = true
    let receiver = Receiver(transfer, limits: FetchLimits(), addresses: nil)
    let loopback: [UInt8] = [2, 0, 0, 80, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]
    loopback.withUnsafeBytes { #expect(receiver.mayConnect(family: 2, address: $0)) }
  }

  @Test(
    "a proxy is asked for what its variables say",
    arguments: [
      (["http_proxy": "http://p:1"], "http://a.example/", true), (["http_proxy": ""], "http://a.example/", false),
      (["http_proxy": "http://p:1"], "https://a.example/", false),
      (["HTTP_PROXY": "http://p:1"], "http://a.example/", false),
      (["HTTPS_PROXY": "http://p:1"], "https://a.example/", true),
      (["all_proxy": "http://p:1"], "http://a.example/", true),
      (["all_proxy": "http://p:1", "no_proxy": "*"], "http://a.example/", false),
      (["all_proxy": "http://p:1", "no_proxy": "b.example, .A.example"], "http://x.a.example/", false),
      (["all_proxy": "http://p:1", "NO_PROXY": "a.example"], "http://a.example:81/", false),
      (["all_proxy": "http://p:1", "no_proxy": "a.example"], "http://ba.example/", true),
      ([:], "http://a.example/", false),
    ] as [([String: String], String, Bool)])
  func proxyVariables(environment: [String: String], url: String, isProxied: Bool) throws {
    #expect(ProxyVariables(environment).apply(to: try #require(WebURL(url))) == isProxied)
  }

  @Test("a page that a feed names lies where the feed lies, or in public")
  func pagesOfFeeds() throws {
    let cases = [
      ("https://marsh.example/feed", "http://10.0.0.1/1", true), ("http://10.0.0.2/feed", "http://10.0.0.1/1", false),
      ("https://wiki/feed", "http://news.lan/1", false),
      ("https://marsh.example/feed", "https://marsh.example/1", false),
      ("file:/feed.xml", "http://localhost/1", true),
    ]
    for (feed, page, isPublic) in cases {
      let transfer = Transfer(
        FetchRequest(id: 1, url: page, purpose: .page(feedURL: feed)), to: try #require(WebURL(page)))
      #expect(transfer.isPublic == (isPublic ? true : nil), "\(feed) \(page)")
    }
  }

  @Test(
    "addresses that are reached from here only",
    arguments: [
      ([127, 0, 0, 1], true), ([10, 1, 2, 3], true), ([172, 16, 0, 1], true), ([172, 32, 0, 1], false),
      ([192, 168, 0, 1], true), ([169, 254, 169, 254], true), ([100, 64, 0, 1], true), ([0, 0, 0, 0], true),
      ([93, 184, 216, 34], false), ([8, 8, 8, 8], false),
    ] as [([UInt8], Bool)])
  func ipv4(address: [UInt8], isPrivate: Bool) {
    #expect(AddressBook.isPrivate(ipv4: address) == isPrivate)
    let mapped = [UInt8](repeating: 0, count: 10) + [0xFF, 0xFF] + address
    #expect(AddressBook.isPrivate(ipv6: mapped) == isPrivate)
  }

  @Test(
    "a host is nearby by its name or its number, however that is written",
    arguments: [
      ("127.0.0.1", true), ("127.1", true), ("0x7f.1", true), ("0177.0.0.1", true), ("2130706433", true),
      ("printer", true), ("nas.local", true), ("[::1]", true), ("8.8.8.8", false), ("0x08080808", false),
      ("marsh.example", false), ("127.marsh.example", false),
    ])
  func hosts(host: String, isNearby: Bool) {
    #expect(AddressBook.isNearby(host: host) == isNearby)
  }

  @Test("IPv6 addresses that are reached from here only")
  func ipv6() {
    func address(_ head: [UInt8], last: UInt8 = 1) -> [UInt8] {
      head + [UInt8](repeating: 0, count: 15 - head.count) + [last]
    }
    #expect(AddressBook.isPrivate(ipv6: address([])))
    #expect(AddressBook.isPrivate(ipv6: address([0xFC, 0])))
    #expect(AddressBook.isPrivate(ipv6: address([0xFD, 1])))
    #expect(AddressBook.isPrivate(ipv6: address([0xFE, 0x80])))
    #expect(!AddressBook.isPrivate(ipv6: address([0x20, 1])))
  }

  @Test(
    "references are resolved as RFC 3986 says, and otherwise left as they are",
    arguments: [
      ("/x", "http://h/x"), ("x", "http://h/a/x"), ("../x?y=..", "http://h/x?y=.."), ("./", "http://h/a/"),
      ("..", "http://h/"), ("../../x", "http://h/x"), ("?q", "http://h/a/b?q"), ("//o:81/x", "http://o:81/x"),
      ("HTTPS://O/X#f", "https://o/X"), ("", "http://h/a/b?c"), ("/a/../b", "http://h/a/../b"),
      (" /x y ", "http://h/x%20y"),
      ("http://[::1]:80/x", "http://[::1]/x"), ("/%7e%2f", "http://h/%7e%2f"),
    ])
  func resolution(reference: String, url: String) {
    #expect(WebURL("http://h/a/b?c")?.redirected(to: Array(reference.utf8))?.text == url)
  }

  @Test(
    "what is no http or https URL with a host",
    arguments: [
      "", "x", "http:", "http://", "http:///x", "http://h:x/", "http://h:99999/", "ftp://h/", "javascript:x",
      "http://a b/", "http://u@/", "http://a%20b/",
    ])
  func noURL(text: String) {
    #expect(WebURL(text) == nil)
  }

  @Test(
    "names beyond ASCII are asked for as the domain name system knows them",
    arguments: [
      ("bücher.example", "xn--bcher-kva.example"), ("Bu\u{308}CHER.example", "xn--bcher-kva.example"),
      ("例え。テスト", "xn--r8jz45g.xn--zckzah"), ("münchen-ost.example", "xn--mnchen-ost-9db.example"),
      ("他们为什么不说中文", "xn--ihqwcrb4cv8a8dqg056pqjye"), ("EXAMPLE.org", "example.org"),
    ])
  func names(typed: String, asked: String) {
    #expect(WebURL("http://\(typed)/ü")?.text == "http://\(asked)/%C3%BC")
  }

  @Test("a server is its host and port, whether asked with http or https")
  func servers() {
    #expect(WebURL("http://H/a")?.server == WebURL("https://u:p@h:443/b")?.server)
    #expect(WebURL("http://h/")?.server != WebURL("http://h:81/")?.server)
    #expect(WebURL("http://u:p@h/a#b")?.publicText == "http://h/a")
  }
}
