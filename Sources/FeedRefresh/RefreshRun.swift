import FeedCache
import FeedFetching
import FeedModel
import FeedParsing
import FoundationEssentials

/// One call of `Refresher.refresh`: what is asked, what the answers did, and what is still to ask. It is used by the
/// calling thread alone.
final class RefreshRun {
  private(set) var summary = RefreshSummary()
  private let cache: Cache
  private let clock: @Sendable () -> Date
  private let progress: @Sendable (RefreshOutcome, Int, Int) -> Void
  /// All subscriptions as this run left them.
  private var targets: [FeedID: RefreshTarget] = [:]
  /// Who is subscribed where.
  private var owners: [String: FeedID] = [:]
  private var waiting: [FetchRequest] = []
  private var asked = 0
  private var done = 0
  /// Pages that were searched, with the further feeds they name.
  private var otherFeeds: [FeedID: [String]] = [:]
  /// Whether somebody adds a feed now: a page that names none is followed to where sites have theirs, and an old address
  /// of a feed that is subscribed makes no second subscription.
  private let guesses: Bool
  /// Pages that name no feed, with the places that are still to be asked, the one being asked first.
  private var guessing: [FeedID: (page: FetchResult, error: FetchError, places: [String])] = [:]

  private static let mostGuesses = 6

  /// An answer of a feed: what it says, nil for a 304, and the feed's state after it.
  private struct Answer {
    var target: RefreshTarget
    var result: FetchResult
    var parsed: ParsedFeed?
  }

  /// Answers that are still to be saved.
  private var answers: [Answer] = []

  init(
    _ scope: RefreshScope, guesses: Bool = false, cache: Cache, clock: @escaping @Sendable () -> Date,
    progress: @escaping @Sendable (RefreshOutcome, Int, Int) -> Void
  ) throws(CacheError) {
    self.guesses = guesses
    self.cache = cache
    self.clock = clock
    self.progress = progress
    let now = clock()
    try cache.mendDates(at: now)
    let all = try RefreshRun.targets(in: cache, now: now)
    for target in all {
      targets[target.id] = target
      owners[target.url] = target.id
    }
    let chosen: [RefreshTarget] =
      switch scope {
      case .due: all.filter { RefreshPolicy.isDue($0.state, settings: $0.settings, now: now) }
      case .all: all
      case .feeds(let ids): ids.compactMap { targets[$0] }
      }
    asked = chosen.count
    for target in chosen {
      if let refusal = RefreshPolicy.refusal(target.state, now: now) {
        report(target, .failed(refusal))
      } else {
        waiting.append(request(target))
      }
    }
  }

  /// All subscriptions; one that was never asked takes over what its server said to others.
  private static func targets(in cache: Cache, now: Date) throws(CacheError) -> [RefreshTarget] {
    var targets = try cache.refreshTargets()
    let held = try HeldServers.times(in: cache, now: now)
    guard !held.isEmpty else { return targets }
    for index in targets.indices where targets[index].state.lastAsked == nil {
      guard let time = WebURL(targets[index].url).flatMap({ held[$0.server.name] }) else { continue }
      targets[index].state.heldUntil = RefreshPolicy.later(targets[index].state.heldUntil, time, now: now)
    }
    return targets
  }

  /// What is to ask next; nil when all is done.
  func nextRound() -> [FetchRequest]? {
    defer { waiting = [] }
    return waiting.isEmpty ? nil : waiting
  }

  private func request(_ target: RefreshTarget) -> FetchRequest {
    let state = target.state
    let validators = state.validatorsURL.map {
      Validators(etag: state.etag, lastModified: state.lastModified, url: $0)
    }
    let headers = target.settings.headers.sorted { $0.key < $1.key }.compactMap { HeaderField($0.key, $0.value) }
    return FetchRequest(id: target.id.rawValue, url: target.address.full, validators: validators, headers: headers)
  }

  // MARK: Answers

  /// What comes at once is saved in one transaction, as far as it is feeds and 304s of where they have always been;
  /// whatever else an answer does finds those before it saved.
  func take(_ arrivals: [Arrival]) throws(CacheError) {
    for arrival in arrivals {
      let isPlain = arrival.isPlain && !guesses
      if !isPlain { try saveAnswers() }
      try take(arrival)
      if !isPlain { try saveAnswers() }
    }
    try saveAnswers()
  }

  private func take(_ arrival: Arrival) throws(CacheError) {
    let result = arrival.result
    guard var target = targets[FeedID(rawValue: result.id)] else { return }
    target.state = RefreshPolicy.asked(target.state, result, now: clock())
    if guessing[target.id] != nil { return try takeGuess(arrival, target) }
    switch result.answer {
    case .body(let bytes):
      switch arrival.feed {
      case .success(let feed): try take(feed, result, target)
      case .failure(let error): try take(page: bytes, error, result, target)
      case nil: break
      }
    case .notModified:
      target.state.movedTo = twin(result, target)
      target.state = RefreshPolicy.notModified(target.state, result.headers, now: clock())
      answers.append(Answer(target: target, result: result))
    case .refused(let error):
      try fail(target, error, result)
      if result.headers.status == 429 { try hold(result) }
    case .failed(let error):
      try fail(target, error, result)
    case .held(let error):
      try save(RefreshPolicy.held(target.state, result.headers, now: clock()), for: target.id)
      report(target, .failed(error.message))
    }
  }

  /// What came in place of a feed.
  private func take(
    page bytes: [UInt8], _ error: FeedParsingError, _ result: FetchResult, _ target: RefreshTarget
  ) throws(CacheError) {
    guard try search(bytes, result, target) == false else { return }
    if guesses, target.state.lastRefresh == nil, otherFeeds[target.id] == nil {
      try startGuessing(result, target, RefreshRun.words(error))
    } else {
      try fail(target, RefreshRun.words(error), result)
    }
  }

  private func take(_ parsed: ParsedFeed, _ result: FetchResult, _ target: RefreshTarget) throws(CacheError) {
    if guesses, target.state.lastRefresh == nil, let known = twin(result, target) {
      _ = try adopt(known, others: otherFeeds[target.id] ?? [], for: target, result)
      return
    }
    var target = target
    target.state.movedTo = twin(result, target)
    target.state = RefreshPolicy.parsed(
      target.state, result.headers, url: result.url, schedule: parsed.schedule, now: clock())
    answers.append(Answer(target: target, result: result, parsed: parsed))
  }

  /// Saves what was taken; should that fail, one feed after the other up to the one that cannot be saved.
  private func saveAnswers() throws(CacheError) {
    let taken = answers
    answers = []
    guard !taken.isEmpty else { return }
    do throws(CacheError) {
      try save(taken)
    } catch {
      guard taken.count > 1 else { throw error }
      for answer in taken { try save([answer]) }
    }
  }

  private func save(_ answers: [Answer]) throws(CacheError) {
    let saved = try cache.save(
      answers.map { FeedSave(feed: $0.target.id, state: $0.target.state, parsed: $0.parsed) }, at: clock())
    for (answer, saved) in zip(answers, saved) {
      targets[answer.target.id]?.state = answer.target.state
      try followMove(answer.result, answer.target)
      report(answer.target, answer.parsed == nil ? .notModified : .saved(saved), answer.result)
    }
  }

  private static func words(_ error: FeedParsingError) -> FetchError {
    FetchError(error.message + "; look at it in a browser")
  }

  private func fail(_ target: RefreshTarget, _ error: FetchError, _ result: FetchResult) throws(CacheError) {
    let state = RefreshPolicy.failed(
      target.state, error.message, result.headers, isNearby: error.isNearby, now: clock())
    try save(state, for: target.id)
    report(target, .failed(error.message), result)
  }

  /// A 429 holds every feed of its server, in later runs too.
  private func hold(_ result: FetchResult) throws(CacheError) {
    guard let server = WebURL(result.url)?.server else { return }
    let now = clock()
    var states: [FeedID: FetchState] = [:]
    for target in targets.values where target.id.rawValue != result.id && WebURL(target.url)?.server == server {
      states[target.id] = RefreshPolicy.held(target.state, result.headers, now: now)
    }
    try cache.save(states)
    for (id, state) in states { targets[id]?.state = state }
    if let time = RefreshPolicy.held(FetchState(), result.headers, now: now).heldUntil {
      try HeldServers.remember(server, until: time, in: cache, now: now)
    }
  }

  private func save(_ state: FetchState, for feed: FeedID) throws(CacheError) {
    try cache.save(state, for: feed)
    targets[feed]?.state = state
  }

  // MARK: Moving

  /// Stores where permanent redirects led, once there was a feed. Two subscriptions never become one: then the old
  /// address stays, and says so.
  private func followMove(_ result: FetchResult, _ target: RefreshTarget) throws(CacheError) {
    guard let url = result.movedTo, owners[FeedAddress(url).url] == nil else { return }
    try? move(target, to: url)
  }

  /// Another subscription's address, if the feed has moved there for good.
  private func twin(_ result: FetchResult, _ target: RefreshTarget) -> String? {
    guard let url = result.movedTo.map({ FeedAddress($0).url }), url != target.url else { return nil }
    return owners[url] == nil ? nil : url
  }

  private func move(_ target: RefreshTarget, to url: String) throws(CacheError) {
    let address = FeedAddress(url)
    try cache.move(target.id, to: url)
    try FormerAddresses.remember(target.url, movedTo: address.url, in: cache)
    targets[target.id]?.address = address
    owners[target.url] = nil
    owners[address.url] = target.id
  }

  // MARK: Searching a page

  /// A page in place of a feed that never was one is searched for the feeds it names, and the first is asked next.
  /// A feed that was once read never follows a page: that may be the login page of a network.
  /// - Returns: whether there was something to ask.
  private func search(_ bytes: [UInt8], _ result: FetchResult, _ target: RefreshTarget) throws(CacheError) -> Bool {
    guard target.state.lastRefresh == nil, otherFeeds[target.id] == nil else { return false }
    let found = FeedDiscovery.feeds(in: bytes, pageURL: result.url, contentType: result.headers.contentType)
      .compactMap { WebURL(target.address.full)?.link(to: $0.url)?.text }
    guard let first = found.first, FeedAddress(first).url != target.url else { return false }
    let others = found.dropFirst().map { FeedAddress($0).url }
    if let feed = try adopt(first, others: others, for: target, result) {
      waiting.append(FetchRequest(id: feed.id.rawValue, url: first))
    }
    return true
  }

  /// Makes a feed that was found the subscription, in place of its page.
  /// - Returns: the subscription to fetch; nil if the feed was followed already, which is reported.
  private func adopt(
    _ url: String, others: [String], for target: RefreshTarget, _ result: FetchResult
  ) throws(CacheError) -> RefreshTarget? {
    let address = FeedAddress(url)
    if let known = owners[address.url].flatMap({ targets[$0] }) {
      _ = try cache.unsubscribe(from: target.url)
      owners[target.url] = nil
      try FormerAddresses.remember(target.url, movedTo: address.url, in: cache)
      otherFeeds[known.id] = others
      report(known, .notModified, result)
      return nil
    }
    do throws(CacheError) {
      try move(target, to: url)
    } catch {
      // A feed that was removed before, and whose articles were kept, comes back.
      _ = try cache.unsubscribe(from: target.url)
      let feed = try cache.subscribe(to: url, at: clock())
      try FormerAddresses.remember(target.url, movedTo: address.url, in: cache)
      targets[target.id] = nil
      targets[feed] = RefreshTarget(id: feed, address: address, state: FetchState())
      owners[target.url] = nil
      owners[address.url] = feed
      otherFeeds[feed] = others
      return targets[feed]
    }
    otherFeeds[target.id] = others
    return targets[target.id]
  }

  // MARK: Guessing

  private func startGuessing(_ page: FetchResult, _ target: RefreshTarget, _ error: FetchError) throws(CacheError) {
    let places = FeedDiscovery.commonPlaces(near: page.url)
      .compactMap { WebURL(target.address.full)?.link(to: $0)?.text }
      .filter { FeedAddress($0).url != page.url && FeedAddress($0).url != target.url }
    guessing[target.id] = (page, error, Array(places.prefix(Self.mostGuesses)))
    try askNextPlace(target)
  }

  /// Asks one place at a time, and ends where nothing is left to ask: the page is no feed.
  private func askNextPlace(_ target: RefreshTarget) throws(CacheError) {
    guard let guess = guessing[target.id] else { return }
    guard let place = guess.places.first else {
      guessing[target.id] = nil
      var target = targets[target.id] ?? target
      target.state = RefreshPolicy.asked(target.state, guess.page, now: clock())
      return try fail(target, guess.error, guess.page)
    }
    waiting.append(FetchRequest(id: target.id.rawValue, url: place))
  }

  private func takeGuess(_ arrival: Arrival, _ target: RefreshTarget) throws(CacheError) {
    let result = arrival.result
    guard let place = guessing[target.id]?.places.first else { return }
    guessing[target.id]?.places.removeFirst()
    switch result.answer {
    case .body:
      guard case .success(let feed) = arrival.feed else { break }
      guessing[target.id] = nil
      if var found = try adopt(place, others: [], for: target, result) {
        found.state = RefreshPolicy.asked(found.state, result, now: clock())
        try take(feed, result, found)
      }
      return
    case .refused where result.headers.status != 429 && result.headers.status != 503: break
    // A server that has enough of it, or does not answer, is left alone.
    default: guessing[target.id]?.places = []
    }
    try askNextPlace(target)
  }

  // MARK: Reporting

  private func report(_ target: RefreshTarget, _ result: RefreshOutcome.Result, _ answer: FetchResult? = nil) {
    let url = targets[target.id]?.url ?? target.url
    switch result {
    case .saved(let saved):
      summary.fetched += 1
      summary.new += saved.new
      summary.changed += saved.changed
    case .notModified: summary.notModified += 1
    case .failed(let error): summary.failed.append(RefreshSummary.Failure(url: url, error: error))
    }
    done += 1
    let others = otherFeeds[target.id] ?? []
    let status = answer.flatMap { $0.headers.status == 0 ? nil : $0.headers.status }
    progress(
      RefreshOutcome(feed: target.id, url: url, result: result, otherFeeds: others, status: status), done, asked)
  }
}
