import ArticleDocument
import ArticleLayout
import Configuration
import FeedModel
import Testing

@testable import ReaderStore

@Suite("Places")
struct PlaceTests {
  private func document(_ numbers: ClosedRange<Int>, words: Int) -> Document {
    Document(
      blocks: numbers.map { number in
        .paragraph([.text("Paragraph \(number)" + String(repeating: " harrier", count: words))])
      })
  }

  private func session(_ document: Document, at place: Place) throws -> Session {
    var session = Session(posts: 1)
    _ = try session.type("<CR>")
    session.load(Entry(row: Session.row(1), guid: "1", body: Content(.text, "body"), place: place), document)
    return session
  }

  @Test("a place holds in an article whose earlier paragraphs were edited")
  func edited() throws {
    var edited = document(1...40, words: 30)
    edited.blocks[3] = .paragraph([.text("Shorter now.")])
    let session = try session(edited, at: Place(block: 20, offset: 0))
    #expect(session.state.article?.place == Place(block: 20, offset: 0))
  }

  @Test("a place is found again by its words in an article that has more or fewer paragraphs before it")
  func movedBlock() throws {
    var session = try session(document(1...40, words: 30), at: Place(block: 20, offset: 8))
    _ = try session.type("j")
    guard case .savePlace(let place, _)? = session.send(.terminated).first else {
      Issue.record("nothing is saved")
      return
    }
    #expect(place.fingerprint != nil)
    let longer = try self.session(document(-4...40, words: 30), at: place)
    #expect(longer.state.article?.place == Place(block: place.block + 5, offset: place.offset))
    let shorter = try self.session(document(11...40, words: 30), at: place)
    #expect(shorter.state.article?.place == Place(block: place.block - 10, offset: place.offset))
    let other = try self.session(document(50...90, words: 30), at: place)
    #expect(other.state.article?.place.block == place.block)
  }

  @Test("in a paragraph that became shorter, the place is its last line; after the last paragraph, the end")
  func shortened() throws {
    let short = try session(document(1...40, words: 20), at: Place(block: 20, offset: 4000))
    #expect(short.state.article?.place.block == 20)
    let cut = try session(document(1...10, words: 30), at: Place(block: 20, offset: 0))
    #expect(cut.state.article?.isAtEnd(height: cut.state.articleHeight) == true)
  }

  @Test("a line in the middle of a paragraph comes back to the top, however often the window changes")
  func comesBack() throws {
    var session = try session(document(1...40, words: 90), at: .start)
    _ = try session.type("^D^Djjj")
    let top = try #require(session.state.article?.top)
    for size in [(160, 40), (33, 10), (50, 90), (10, 3), (71, 20), (80, 24)] {
      _ = session.send(.resized(ScreenSize(width: size.0, height: size.1)))
    }
    #expect(session.state.article?.top == top)
  }

  @Test("the paragraph at the top stays there through any widths and measures")
  func resized() throws {
    var session = try session(document(1...40, words: 30), at: Place(block: 20, offset: 0))
    for width in [60, 132, 33, 200, 80] {
      _ = session.send(.resized(ScreenSize(width: width, height: 24)))
      #expect(session.state.article?.place == Place(block: 20, offset: 0))
    }
    for keys in ["+", "---", "<lt>", ">>", "z", "z"] {
      _ = try session.type(keys)
      #expect(session.state.article?.place == Place(block: 20, offset: 0))
    }
  }
}
