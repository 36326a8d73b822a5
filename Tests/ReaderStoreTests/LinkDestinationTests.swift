import Testing

@testable import ReaderStore

@Suite("Where links go")
struct LinkDestinationTests {
  /// A link, and what the status line says of it.
  struct Case: Sendable {
    var url: String
    var text: String
    var host: String
    var warnings: [LinkDestination.Warning]

    init(_ url: String, _ text: String, _ host: String, _ warnings: LinkDestination.Warning...) {
      self.url = url
      self.text = text
      self.host = host
      self.warnings = warnings
    }
  }

  @Test(
    "the host is the one a browser asks, and what the words claim is checked against it",
    arguments: [
      Case("https://marsh.example/a?b#c", "the harrier", "marsh.example"),
      Case("https://marsh.example", "", "marsh.example"),
      Case("HTTPS://Marsh.Example/Path", "here", "marsh.example"),
      Case("https://marsh.example:8443/", "here", "marsh.example"),
      Case("https://marsh.example./", "here", "marsh.example"),
      // What the words say
      Case("https://heron.org/x", "example.org", "heron.org", .textNames("example.org")),
      Case("https://heron.org/x", "Read it at www.example.org.", "heron.org", .textNames("www.example.org")),
      Case("https://heron.org/x", "https://example.org/login", "heron.org", .textNames("example.org")),
      Case("https://heron.org/x", "(https://Example.ORG:443/)", "heron.org", .textNames("example.org")),
      Case("https://heron.org/x", "https://heron.org@example.org/", "heron.org", .textNames("example.org")),
      Case("https://example.org/x", "https://example.org/y", "example.org"),
      Case("https://www.example.org/x", "example.org", "www.example.org"),
      Case("https://example.org/x", "www.example.org", "example.org"),
      Case("https://blog.example.org/x", "example.org", "blog.example.org"),
      Case("https://example.org.heron.net/", "example.org", "example.org.heron.net", .textNames("example.org")),
      Case("https://notexample.org/", "example.org", "notexample.org", .textNames("example.org")),
      Case("https://example.org/x", "heron.net and example.org", "example.org"),
      Case("https://heron.org/x?u=https://example.org", "example.org", "heron.org", .textNames("example.org")),
      Case("https://code.example/main.rs", "main.rs", "code.example"),
      Case("https://code.example/README.md", "README.md, node.js, v1.2.3", "code.example"),
      Case("https://heron.net/", "ring@example.org", "heron.net"),
      Case("https://heron.net/", "p. 12 ff., e.g. this", "heron.net"),
      // The part before @
      Case("https://example.org@heron.net/", "sign in", "heron.net", .userInfo("example.org")),
      Case(
        "https://example.org:443@heron.net/", "example.org", "heron.net", .textNames("example.org"),
        .userInfo("example.org:443")),
      Case("https://example.org\\@heron.net/", "sign in", "example.org"),
      Case("https:/\\heron.net/a", "sign in", "heron.net"),
      Case("https://heron.net/@example.org", "sign in", "heron.net"),
      // Names that are not ASCII
      Case("https://bücher.example/", "books", "xn--bcher-kva.example"),
      Case("https://www.食狮.com.cn/", "食", "www.xn--85x722f.com.cn"),
      Case("https://ドメイン.テスト/", "here", "xn--eckwd4c7c.xn--zckzah"),
      Case("https://bücher.example/", "bücher.example", "xn--bcher-kva.example"),
      Case("https://аррӏе.com/", "apple.com", "xn--80ak6aa92e.com", .textNames("apple.com")),
      Case("https://pаypal.com/", "pay", "xn--pypal-4ve.com", .mixedScripts("pаypal.com")),
      Case("https://東京tower.example/", "東京", "xn--tower-w91hq39l.example"),
      Case("https://ｅxample。org/", "x", "example.org"),
      Case("https://ex%61mple.org/", "x", "example.org"),
      // Addresses
      Case("http://3232235777/", "router", "192.168.1.1"),
      Case("http://0x7f.1/", "here", "127.0.0.1"),
      Case("http://0300.0250.1.1/", "here", "192.168.1.1"),
      Case("http://[2001:db8::1]:80/", "here", "[2001:db8::1]"),
      Case("http://127.0.0.1/", "example.org", "127.0.0.1", .textNames("example.org")),
    ])
  func destinations(link: Case) {
    let destination = LinkDestination(url: link.url, text: link.text)
    #expect(destination.host == link.host, "\(link.url)")
    #expect(destination.warnings == link.warnings, "\(link.url)")
  }

  @Test("the status line has the warnings first, then the address with its true host")
  func descriptions() {
    func line(_ url: String, _ text: String) -> String { LinkDestination(url: url, text: text).description }
    #expect(line("https://marsh.example/a?b#c", "harrier") == "https://marsh.example/a?b#c")
    #expect(line("https://bücher.example/ü", "") == "https://xn--bcher-kva.example/ü (bücher.example)")
    #expect(
      line("https://example.org@heron.net:81/x", "example.org")
        == "goes to heron.net: the text says example.org, 'example.org@' is only a user's name · https://heron.net:81/x"
    )
  }

  @Test("what is no URL is shown as it is", arguments: ["", "mailto:a@b.example", "https://", "https:///", "x"])
  func odd(url: String) {
    #expect(LinkDestination(url: url, text: "example.org").description == url)
  }
}
