import LibXML
import Testing

@Suite("URL references")
struct URLReferenceTests {
  @Test(
    "resolved as RFC 3986 section 5.4 lists them",
    arguments: [
      ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"),
      ("/g", "http://a/g"),
      ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"),
      ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"),
      ("../g", "http://a/b/g"),
      ("../..", "http://a/"), ("../../../g", "http://a/g"), ("/./g", "http://a/g"), ("/../g", "http://a/g"),
      ("g.", "http://a/b/c/g."),
      ("./g/.", "http://a/b/c/g/"), ("g;x=1/../y", "http://a/b/c/y"), ("g?y/../x", "http://a/b/c/g?y/../x"),
    ])
  func rfc3986(reference: String, expected: String) {
    #expect(URLReference.resolve(reference, against: "http://a/b/c/d;p?q") == expected)
  }

  @Test("as feeds write them: blanks around, line breaks inside, letters outside ASCII")
  func everyday() {
    #expect(
      URLReference.resolve(" /über uns\n", against: "http://bücher.example/x") == "http://bücher.example/über uns")
    #expect(URLReference.resolve("x", against: "http://a.example") == "http://a.example/x")
    #expect(URLReference.resolve("x", against: nil) == "x")
    #expect(URLReference.resolve("x", against: "not/absolute") == "x")
    #expect(URLReference.scheme(of: " HTTPS://x") == "https")
    #expect(URLReference.scheme(of: "a/b:c") == nil)
  }
}
