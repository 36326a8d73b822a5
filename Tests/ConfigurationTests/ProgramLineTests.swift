import Testing

@testable import Configuration

@Suite("Programs")
struct ProgramLineTests {
  @Test(
    "words are parted at blanks, quotes hold them, a backslash takes what follows",
    arguments: [
      ("less", ["less"]), ("  wc  -w ", ["wc", "-w"]), ("sh -c 'a | b'", ["sh", "-c", "a | b"]),
      ("a \"b 'c'\" ''", ["a", "b 'c'", ""]), ("a\\ b c\\\"d", ["a b", "c\"d"]), ("x'y z'w", ["xy zw"]),
      ("a 'b\\c' \"d\\\"e\"", ["a", "b\\c", "d\"e"]), ("echo $HOME *", ["echo", "$HOME", "*"]),
    ])
  func words(line: String, words: [String]) throws {
    #expect(try ProgramLine(line).words == words)
    #expect(try ProgramLine(ProgramLine(line).text).words == words)
  }

  @Test(
    "what is no program is said",
    arguments: [
      ("a 'b", "a quote is not closed"), ("a \\", "nothing follows the backslash"), (" ", "no program is named"),
      ("'' x", "no program is named"),
    ])
  func faults(line: String, reason: String) {
    #expect(throws: ConfigurationError(reason)) { try ProgramLine(line) }
  }

  @Test("an address stands where %u is, else last")
  func opening() throws {
    #expect(try ProgramLine("mpv --no-video").words(opening: "u") == ["mpv", "--no-video", "u"])
    #expect(try ProgramLine("x --url=%u -v").words(opening: "u") == ["x", "--url=u", "-v"])
  }

  @Test("the exact type goes before its family, and an address tells where the type does not")
  func types() throws {
    let (settings, problems) = Settings.read(
      yaml:
        "programs:\n  audio: mpv --no-video\n  audio/x-mod: [tracker, 'a b']\n  application/pdf: zathura\ndownloads: ~/casts\n"
        + "posts: /notes\n")
    #expect(problems.isEmpty)
    let programs = settings.programs
    func program(_ type: String?, _ url: String = "https://a.example/x") -> [String]? {
      programs.program(type: type, url: url)?.words
    }
    #expect(program("audio/mpeg; codecs=x") == ["mpv", "--no-video"])
    #expect(program("Audio/X-Mod") == ["tracker", "a b"])
    #expect(program(nil, "https://a.example/x.PDF?y=.mp3") == ["zathura"])
    #expect(program("application/octet-stream", "https://a.example/x.opus") == ["mpv", "--no-video"])
    #expect(program("video/mp4") == nil)
    #expect(program(nil) == nil)
    #expect((settings.downloads, settings.posts) == ("~/casts", "/notes"))
    #expect(
      programs.text == "{application/pdf: zathura, audio: mpv --no-video, audio/x-mod: tracker \"a b\"}")
  }

  @Test("programs that are none and folders that lie anywhere are refused")
  func refuses() {
    let problems = Settings.read(yaml: "programs: mpv\ndownloads: casts\nposts: ./x\n").problems
    #expect(problems.map(\.line) == [1, 2, 3])
  }
}
