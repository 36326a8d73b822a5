/// Feeds named in a page.
public enum FeedDiscovery {
  public struct Feed: Equatable, Sendable { public var url: String }
  public static func feeds(in bytes: [UInt8], pageURL: String?, contentType: String?) -> [Feed] { [] }
}
