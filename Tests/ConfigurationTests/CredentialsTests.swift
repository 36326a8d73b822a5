import Configuration
import FeedModel
import Testing

@Suite("Credentials")
struct CredentialsTests {
  @Test("users, passwords and headers for hosts and URLs are read")
  func reads() throws {
    let (access, problems) = Credentials.read(
      yaml: """
        # Mine.
        example.org: {user: ann, password: 12345}
        https://news.example/private/:
          headers:
            Cookie: session=1; b="x"
            X-Key: abc
        """)
    #expect(problems.isEmpty)
    let headers = [HeaderField("Cookie", "session=1; b=\"x\""), HeaderField("X-Key", "abc")].compactMap(\.self)
    #expect(
      access == [
        ServerAccess(place: "example.org", user: "ann", password: "12345"),
        ServerAccess(place: "https://news.example/private/", headers: headers),
      ])
    #expect(Credentials.read(yaml: "# nothing yet\n").access.isEmpty)
  }

  @Test(
    "a mistake is named with its line, and no value with it",
    arguments: [
      ("a: {user: x, password: \"s3cret\\nx\"}", 1, "password must be one line of text"),
      ("a: {user: x}\nb: s3cret", 2, "user, password or headers must stand below 'b:'"),
      ("a: {pass: s3cret}", 1, "'a' has a line that is no user, password or headers"),
      ("a: {password: s3cret}", 1, "'a' has a password but no user"),
      ("a: {headers: {Host: s3cret}}", 1, "'Host' is no header that can be set"),
      ("a: {headers: s3cret}", 1, "headers must be lines such as 'Cookie: id=1'"),
      ("a: [s3cret", 2, "this is not YAML, or it stands here twice"),
      ("s3cret", 1, "expected lines such as 'example.org:'"),
    ])
  func faults(yaml: String, line: Int, message: String) {
    let (_, problems) = Credentials.read(yaml: yaml)
    #expect(problems == [SettingsProblem(line: line, message: message)])
  }
}
