import Configuration
import FeedModel
import Testing

@testable import ReaderStore

@Suite("Marks")
struct MarkTests {
  @Test("m and s ask for a change; the screen shows it only when it is on disk")
  func showsMarksOnceSaved() throws {
    var session = Session(posts: 2)
    #expect(try session.type("m") == [.change(.read(true), [EntryID(1)])])
    #expect(session.state.list.rows[0].status.isRead == false)
    _ = session.send(.statusesChanged([EntryID(1): EntryStatus(isRead: true)], Counts(unread: 1)))
    #expect(session.state.list.rows[0].status.isRead)
    #expect(session.state.counts.unread == 1)
    #expect(try session.type("m") == [.change(.read(false), [EntryID(1)])])
    #expect(try session.type("js") == [.change(.starred(true), [EntryID(2)])])
  }

  @Test("with the article focused, marks are for the article")
  func marksTheOpenPost() throws {
    var session = try Session.reading(lines: 3)
    #expect(try session.type("s") == [.change(.starred(true), [EntryID(1)])])
  }

  @Test("u and ^R ask the journal, and the status line says what came of it")
  func undoesAndRedoes() throws {
    var session = Session(posts: 2)
    #expect(try session.type("u^R") == [.undo, .redo])
    let reversal = StatusReversal(change: .read(false), statuses: [EntryID(1): EntryStatus()])
    #expect(session.send(.reverted(.marks(reversal), Counts(unread: 2), isRedo: false)) == [])
    #expect(session.state.message?.text == "Undone: 1 post unread again")
    _ = session.send(.reverted(nil, Counts(), isRedo: false))
    #expect(session.state.message?.text == "Nothing to undo")
  }

  @Test("an undo of subscriptions says what it did, and opens the list anew with their posts")
  func undoBringsFeedsBack() throws {
    var session = Session(posts: 2)
    let effects = session.send(
      .reverted(
        .subscriptions(SubscriptionEdits(subscribed: 1, title: "Marsh Notes")), Counts(unread: 5), isRedo: false))
    guard case .openList(_, .withoutArrivals, _, _, _)? = effects.first else {
      Issue.record("the list stays as it is")
      return
    }
    #expect(session.state.message?.text == "Undone: subscribed to Marsh Notes")
    #expect(session.state.counts.unread == 5)
  }

  @Test("an undo that touches posts outside the list opens it anew, so that they are seen")
  func undoBringsPostsBack() throws {
    var session = Session(posts: 2)
    let reversal = StatusReversal(change: .read(false), statuses: [EntryID(77): EntryStatus()])
    #expect(
      session.send(.reverted(.marks(reversal), Counts(), isRedo: false)) == [
        .openList(
          session.state.list.query, .withoutArrivals(after: Session.snapshot.newestEntry), keeping: EntryID(1),
          selection: 0, generation: 2)
      ])
  }

  @Test("a post without a link says so when it is to be opened")
  func saysThereIsNoLink() throws {
    var session = Session(posts: 1)
    session.state.list.rows[0].link = nil
    #expect(try session.type("o") == [])
    #expect(session.state.message?.text == "This post has no link")
  }
}
