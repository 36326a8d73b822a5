import Configuration
import FeedModel
import ReaderStore
import TestSupport
import Testing

@Suite("Screens")
struct ScreenTests {
  @Test("the first screen has the list, and says how to begin")
  func firstScreen() {
    let scene = Scene(width: 80, height: 24)
    #expect(Golden.difference(scene.drawn, "first-80x24") == nil)
    #expect(Golden.difference(scene.roles, "first-80x24-roles") == nil)
  }

  @Test("stacked: the list above, the article below in a centred column")
  func stacked() throws {
    var scene = Scene(width: 80, height: 24)
    try scene.open(Scene.paragraphs)
    #expect(Golden.difference(scene.drawn, "stacked-80x24") == nil)
    #expect(Golden.difference(scene.roles, "stacked-80x24-roles") == nil)
  }

  @Test("beside: the list to the left of the article on a wide screen")
  func beside() throws {
    var scene = Scene(width: 132, height: 24)
    try scene.open(Scene.paragraphs)
    #expect(Golden.difference(scene.drawn, "beside-132x24") == nil)
  }

  @Test("zoomed: the article has the whole screen")
  func zoomed() throws {
    var scene = Scene(width: 100, height: 20)
    try scene.open(Scene.paragraphs)
    try scene.type("z^D")
    #expect(Golden.difference(scene.drawn, "zoomed-100x20") == nil)
  }

  @Test("the help shows the keys from the command table")
  func help() throws {
    var scene = Scene(width: 80, height: 24)
    try scene.type("?")
    #expect(Golden.difference(scene.drawn, "help-80x24") == nil)
  }

  @Test("matches are lit, the current one has the cursor, and the status line counts them")
  func find() throws {
    var scene = Scene(width: 80, height: 24)
    try scene.open(Scene.paragraphs)
    try scene.type("/the reed<CR>n")
    #expect(Golden.difference(scene.drawn, "find-80x24") == nil)
    #expect(Golden.difference(scene.roles, "find-80x24-roles") == nil)
  }

  @Test("the prompt shows what is typed and how many posts match")
  func narrowing() throws {
    var scene = Scene(width: 80, height: 24)
    try scene.type("/鶴 harrier")
    #expect(Golden.difference(scene.drawn, "narrow-80x24") == nil)
  }

  @Test("what arrives and a refresh under way stand in the status line; the list does not move")
  func news() {
    var scene = Scene(width: 80, height: 24)
    scene.send(.libraryChanged(arrivals: 12, Counts(unread: 16), Scene.clock))
    scene.send(.refreshProgressed(RefreshProgress(done: 12, asked: 340, failed: 3)))
    #expect(scene.drawn.contains("refreshing 12/340 · 3 failed  12 new ↑ ^L  ? help"))
  }

  @Test("the smallest screen still works, and a smaller one asks for room")
  func smallScreens() throws {
    var scene = Scene(width: 20, height: 6)
    try scene.open(Scene.paragraphs)
    #expect(Golden.difference(scene.drawn, "article-20x6") == nil)
    scene.send(.resized(ScreenSize(width: 10, height: 3)))
    #expect(scene.drawn == "Martlet\nneeds 20x6\n\n(cursor hidden)\n")
    for width in 1...30 {
      for height in 1...10 {
        scene.send(.resized(ScreenSize(width: width, height: height)))
        #expect(!scene.drawn.isEmpty)
      }
    }
  }

  @Test("moving the selection changes no cell of the article pane")
  func movingLeavesArticleAlone() throws {
    var scene = Scene(width: 80, height: 24)
    try scene.open(Scene.paragraphs)
    try scene.type("h")
    let before = scene.drawn.split(separator: "\n", omittingEmptySubsequences: false)[7..<23]
    try scene.type("j")
    let after = scene.drawn.split(separator: "\n", omittingEmptySubsequences: false)[7..<23]
    #expect(before == after)
  }
}
