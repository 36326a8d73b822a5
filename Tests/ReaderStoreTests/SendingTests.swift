import ArticleDocument
import ArticleLayout
import Configuration
import FeedModel
import Testing

@testable import ReaderStore

/// A post leaves the reader: saved, piped, its enclosures opened and saved.
@Suite("Sending on")
struct SendingTests {
  private static let sound = Enclosure(url: "https://marsh.example/1.mp3", type: "audio/mpeg", length: 51_000_000)

  /// The second post is open, with one enclosure.
  private func session() throws -> (Session, OpenedPost) {
    var session = Session(posts: 3)
    _ = try session.type("j<CR>")
    let document = Document(blocks: [.paragraph([.text("The harrier.")])])
    let entry = Entry(row: Session.row(2), guid: "2", body: nil, enclosures: [SendingTests.sound])
    session.load(entry, document)
    return (session, OpenedPost(entry: entry, document: document))
  }

  private func saved(_ effects: [Effect]) -> (post: OutgoingPost, path: String)? {
    for case .savePost(let post, let path) in effects { return (post, path) }
    return nil
  }

  @Test("w proposes a name made from the title, and saves what is shown of the post")
  func saves() throws {
    var (session, open) = try session()
    _ = try session.type("w")
    #expect(session.state.prompt?.label == "Save as: ")
    #expect(session.state.prompt?.text == "Post 2.md")
    let outgoing = OutgoingPost(id: open.entry.id, open: open, measure: 72)
    #expect(try session.type("<CR>").contains(.savePost(outgoing, to: "Post 2.md")))
    session.state.settings.posts = "~/notes"
    _ = try session.type("w")
    #expect(session.state.prompt?.text == "~/notes/Post 2.md")
  }

  @Test("a post that is only selected is saved from the cache, and :w and :save take the name at once")
  func savesFromList() throws {
    var (session, _) = try session()
    let post = OutgoingPost(id: EntryID(rawValue: 3), measure: 72)
    let effects = try session.type("hj:w a b.html<CR>")
    #expect(effects.contains(.savePost(post, to: "a b.html")))
    #expect(try session.type(":save x<CR>").contains(.savePost(post, to: "x")))
  }

  @Test("where no post is selected, nothing is asked")
  func savesNothing() throws {
    var session = Session(posts: 0)
    #expect(try session.type("w") == [])
    #expect(session.state.prompt == nil)
    #expect(session.state.message?.text == "No post is selected")
  }

  @Test("Tab completes the names of a folder once they are known")
  func completesNames() throws {
    var (session, _) = try session()
    #expect(try session.type("w<C-u>~/no<Tab>").last == .listFolder("~/"))
    _ = session.send(.folderListed(FolderListing(folder: "~/", names: [".hidden", "news.md", "notes/", "notices/"])))
    #expect(session.state.prompt?.text == "~/notes/")
    _ = try session.type("<Tab>")
    #expect(session.state.prompt?.text == "~/notices/")
    _ = try session.type("x<C-w>~/n<Tab>")
    #expect(session.state.prompt?.text == "~/news.md")
  }

  @Test("names that come too late complete nothing")
  func ignoresLateNames() throws {
    var (session, _) = try session()
    _ = try session.type("w<C-u>~/no<Tab><C-u>b")
    _ = session.send(.folderListed(FolderListing(folder: "~/", names: ["notes/"])))
    #expect(session.state.prompt?.text == "b")
    _ = try session.type("<Esc>")
    _ = session.send(.folderListed(FolderListing(folder: "", names: ["notes/"])))
    #expect(session.state.prompt == nil)
  }

  @Test("| asks for a program, parts its words without a shell, and remembers the line")
  func pipes() throws {
    var (session, open) = try session()
    let effects = try session.type("|sh -c \"wc -w > 'n x'\"<CR>")
    let outgoing = OutgoingPost(id: open.entry.id, open: open, measure: 72)
    let program = try ProgramLine("sh -c \"wc -w > 'n x'\"")
    #expect(program.words == ["sh", "-c", "wc -w > 'n x'"])
    #expect(effects.contains(.pipe(outgoing, to: program)))
    #expect(effects.contains(.saveHistory(["sh -c \"wc -w > 'n x'\""], "program")))
    _ = try session.type("|<Up>")
    #expect(session.state.prompt?.text == "sh -c \"wc -w > 'n x'\"")
    _ = try session.type("<C-u>less 'x<CR>")
    #expect(session.state.message == Message("Nothing was run: a quote is not closed", kind: .error))
  }

  @Test("in the list of enclosures Enter opens one, and w saves it and stays there")
  func enclosures() throws {
    var (session, _) = try session()
    _ = try session.type("e")
    #expect(try session.type("w") == [.saveEnclosure(SendingTests.sound, of: FeedID(rawValue: 1))])
    #expect(session.state.overlay != nil)
    #expect(try session.type("y") == [.copy(SendingTests.sound.url)])
    #expect(try session.type("<CR>") == [.openEnclosure(SendingTests.sound)])
    #expect(session.state.overlay == nil)
  }

  @Test("what is being saved can be stopped; nothing else can")
  func stops() throws {
    var (session, _) = try session()
    #expect(try session.type(":stop-saving<CR>").contains(.stopSaving) == false)
    #expect(session.state.message?.text == "No enclosure is being saved")
    _ = session.send(.downloadProgressed(DownloadProgress(name: "1.mp3", received: 1, total: 2)))
    #expect(try session.type(":stop-saving<CR>").contains(.stopSaving))
  }
}

@Suite("Names of files")
struct FileNameTests {
  @Test(
    "a title makes a name of one visible file",
    arguments: [
      ("A plain title", "A plain title.md"), ("AC/DC \\ x", "AC-DC - x.md"), ("../../etc/passwd", "etc-passwd.md"),
      (".hidden", "hidden.md"), ("--rf *", "rf *.md"), ("~root", "root.md"), ("a\u{202E}dm.exe", "adm.exe.md"),
      ("line\none\u{7}", "line one.md"), ("", "Post.md"), (" . - ", "Post.md"), ("What?", "What?.md"),
      ("Swift 6.3", "Swift 6.3.md"), ("Well...", "Well.md"), ("\u{200B}\u{FEFF}x\u{2066}", "x.md"),
    ])
  func safe(title: String, name: String) {
    #expect(FileName.safe(title, ending: "md") == name)
  }

  @Test("a long name is cut between characters, and keeps its ending")
  func long() {
    let title = String(repeating: "家👩‍👩‍👧 ", count: 100)
    let name = FileName.safe(title, ending: "md")
    #expect(name.utf8.count <= FileName.limit && name.utf8.count > 200)
    #expect(name.hasSuffix(".md") && !name.contains("\u{FFFD}"))
    #expect(title.hasPrefix(String(name.dropLast(3))))
    let numbered = FileName.numbered(String(repeating: "x", count: 255) + ".mp3", 12)
    #expect(numbered.utf8.count == 255 && numbered.hasSuffix("x 12.mp3"))
  }

  @Test("the name that a server gives keeps its ending, if it is one")
  func given() {
    #expect(FileName.safe("Episode 1.mp3") == "Episode 1.mp3")
    #expect(FileName.safe("", fallback: "enclosure") == "enclosure")
    #expect(FileName.parted("a.tar.gz").ending == ".gz")
    #expect(FileName.parted("Mr. Smith").ending == "")
    #expect(FileName.numbered("a.md", 2) == "a 2.md")
  }
}
