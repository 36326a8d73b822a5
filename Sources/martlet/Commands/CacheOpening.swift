import FeedCache

extension DataOptions {
  func openCache() throws -> Cache { try Cache(at: .memory) }
}
