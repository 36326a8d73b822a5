/// Who is asked next: so many transfers in all, so many to one server, and servers in turn.
struct TransferQueue<Item> {
  private struct Lane {
    var waiting: [Item] = []
    /// Items before this index have left; the array is not shifted for each.
    var head = 0
    var active = 0
    var isReady = false

    var isEmpty: Bool { head >= waiting.count }
  }

  private let perServer: Int
  private var lanes: [WebURL.Server: Lane] = [:]
  private var ready: [WebURL.Server] = []
  private var readyHead = 0
  private(set) var waitingCount = 0

  init(perServer: Int) {
    self.perServer = perServer
  }

  /// `first` puts it before those that wait: the next step of something under way.
  mutating func add(_ item: Item, for server: WebURL.Server, first: Bool = false) {
    if first {
      let head = lanes[server, default: Lane()].head
      lanes[server, default: Lane()].waiting.insert(item, at: head)
    } else {
      lanes[server, default: Lane()].waiting.append(item)
    }
    waitingCount += 1
    makeReady(server)
  }

  /// Takes the next item that may start; its server counts as asked until `finish`.
  mutating func next() -> Item? {
    while readyHead < ready.count {
      let server = ready[readyHead]
      readyHead += 1
      if readyHead > 64, readyHead * 2 > ready.count {
        ready.removeFirst(readyHead)
        readyHead = 0
      }
      lanes[server]?.isReady = false
      // Those that waited may have been taken out since.
      guard let lane = lanes[server], !lane.isEmpty else { continue }
      lanes[server]?.head += 1
      lanes[server]?.active += 1
      waitingCount -= 1
      makeReady(server)
      return lane.waiting[lane.head]
    }
    return nil
  }

  mutating func finish(_ server: WebURL.Server) {
    lanes[server]?.active -= 1
    makeReady(server)
  }

  /// Takes out all that wait for a server.
  mutating func removeAll(for server: WebURL.Server) -> [Item] {
    guard let lane = lanes[server], !lane.isEmpty else { return [] }
    let items = Array(lane.waiting[lane.head...])
    lanes[server]?.waiting = []
    lanes[server]?.head = 0
    waitingCount -= items.count
    return items
  }

  private mutating func makeReady(_ server: WebURL.Server) {
    guard let lane = lanes[server], !lane.isReady, !lane.isEmpty, lane.active < perServer else { return }
    lanes[server]?.isReady = true
    ready.append(server)
  }
}
