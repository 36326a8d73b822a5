public import FoundationEssentials

/// How a subscription gets on with its server: what the last answer was, and when it is asked again.
public struct FeedHealth: Equatable, Sendable, Identifiable {
  public let id: FeedID
  /// Without user and password.
  public var url: String
  /// As the list shows the feed: never empty.
  public var title: String
  /// The last time that it was asked; nil if it never was.
  public var lastAsked: Date?
  /// The HTTP status of the last answer; nil if nothing answered.
  public var lastStatus: Int?
  /// The last time that it answered with a feed, or with 304.
  public var lastRefresh: Date?
  /// The first time that it is asked again by itself; nil if it is due already, or has ended (`isGone`).
  public var nextPoll: Date?
  /// Nobody asks before this time, not even when forced (Retry-After).
  public var heldUntil: Date?
  /// 410: it is never asked again.
  public var isGone: Bool
  public var errorsInARow: Int
  public var failingSince: Date?
  /// What went wrong last, and what to do, in one line; nil if it went well.
  public var error: String?
  /// Bytes of bodies that came over the network, as they were packed.
  public var bytesReceived: Int
  /// Bytes that did not have to come, since the server answered 304.
  public var bytesSaved: Int
  /// Where it was subscribed before a permanent redirect, or a page, led to `url`.
  public var movedFrom: String?
  /// Where it has moved for good, which was not stored since that feed is followed too: one of the two can go.
  public var movedTo: String?

  public init(
    id: FeedID, url: String, title: String, lastAsked: Date? = nil, lastStatus: Int? = nil, lastRefresh: Date? = nil,
    nextPoll: Date? = nil, heldUntil: Date? = nil, isGone: Bool = false, errorsInARow: Int = 0,
    failingSince: Date? = nil, error: String? = nil, bytesReceived: Int = 0, bytesSaved: Int = 0,
    movedFrom: String? = nil, movedTo: String? = nil
  ) {
    self.id = id
    self.url = url
    self.title = title
    self.lastAsked = lastAsked
    self.lastStatus = lastStatus
    self.lastRefresh = lastRefresh
    self.nextPoll = nextPoll
    self.heldUntil = heldUntil
    self.isGone = isGone
    self.errorsInARow = errorsInARow
    self.failingSince = failingSince
    self.error = error
    self.bytesReceived = bytesReceived
    self.bytesSaved = bytesSaved
    self.movedFrom = movedFrom
    self.movedTo = movedTo
  }
}
