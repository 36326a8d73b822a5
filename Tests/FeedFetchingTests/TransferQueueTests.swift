import Testing

@testable import FeedFetching

@Suite struct TransferQueueTests {
  private func server(_ host: String) -> WebURL.Server { WebURL.Server(host: host, port: nil) }

  private func queue(_ items: String...) -> TransferQueue<String> {
    var queue = TransferQueue<String>(perServer: 2)
    for item in items { queue.add(item, for: server(String(item.prefix(1)))) }
    return queue
  }

  private func drain(_ queue: inout TransferQueue<String>) -> [String] {
    var items: [String] = []
    while let item = queue.next() { items.append(item) }
    return items
  }

  @Test("servers take turns, two at a time each")
  func turns() {
    var queue = queue("a1", "a2", "a3", "a4", "b1")
    #expect(drain(&queue) == ["a1", "b1", "a2"])
    queue.finish(server("a"))
    #expect(drain(&queue) == ["a3"])
    queue.finish(server("b"))
    #expect(queue.next() == nil)
    #expect(queue.waitingCount == 1)
  }

  @Test("the next step of something under way goes first")
  func first() {
    var queue = queue("a1", "a2", "a3")
    #expect(queue.next() == "a1")
    queue.finish(server("a"))
    queue.add("a1 again", for: server("a"), first: true)
    #expect(drain(&queue) == ["a1 again", "a2"])
  }

  @Test("those that wait for one server can be taken out, and others go on")
  func removal() {
    var queue = queue("a1", "a2", "a3", "b1")
    #expect(queue.next() == "a1")
    #expect(queue.removeAll(for: server("a")) == ["a2", "a3"])
    #expect(drain(&queue) == ["b1"])
    queue.add("a4", for: server("a"))
    #expect(queue.next() == "a4")
    #expect(queue.waitingCount == 0)
  }
}
