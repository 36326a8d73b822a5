import FeedCache
import FeedFetching
import FeedModel
import Foundation
import ReaderStore
import Synchronization
import Typography

/// A thread that saves one enclosure after another, since libcurl's loop blocks the thread it runs on.
///
/// Bytes go to a file whose name ends in `.part`, which gets its name when it is whole. One that broke off stays, and is
/// gone on with when the server says that the file is the same.
final class DownloadThread: Sendable {
  struct Job: Sendable {
    var enclosure: Enclosure
    /// Where the feed is from that names it.
    var feedURL: String?
  }

  enum Step: Sendable {
    case progressed(DownloadProgress)
    case ended(Message)
  }

  private struct Queue {
    var jobs: [Job] = []
    /// What is under way.
    var current: String?
  }

  /// Where files are saved to from here on.
  var folder: String {
    get { folderInUse.withLock { $0 } }
    set { folderInUse.withLock { $0 = newValue } }
  }

  private let folderInUse: Mutex<String>
  private let paths: UserPaths
  private let cache: Cache
  private let fetcher: Fetcher
  private let queue = Mutex(Queue())
  private let isStopped = Atomic<Bool>(false)

  /// - Parameters:
  ///   - folder: where files are saved to.
  ///   - paths: how they are shown.
  ///   - cache: keeps what is known of files that broke off.
  ///   - fetcher: what fetches feeds, with what the user has for servers.
  init(folder: String, paths: UserPaths, cache: Cache, fetcher: Fetcher) {
    var fetcher = fetcher
    fetcher.limits = .files
    self.fetcher = fetcher
    folderInUse = Mutex(folder)
    self.paths = paths
    self.cache = cache
  }

  /// - Parameters:
  ///   - job: what to save.
  ///   - report: called on the thread; last with `ended`.
  /// - Returns: false if the file is being saved already.
  func add(_ job: Job, report: @escaping @Sendable (Step) -> Void) -> Bool {
    let url = job.enclosure.url
    let (isNew, mustStart) = queue.withLock { queue in
      guard queue.current != url, !queue.jobs.contains(where: { $0.enclosure.url == url }) else {
        return (false, false)
      }
      queue.jobs.append(job)
      let isFree = queue.current == nil
      if isFree { queue.current = "" }
      return (true, isFree)
    }
    if mustStart { Thread.detachNewThread { [self] in run(report) } }
    return isNew
  }

  /// Ends what is under way and forgets what waits.
  func cancel() {
    queue.withLock { queue in
      queue.jobs = []
      isStopped.store(true, ordering: .sequentiallyConsistent)
    }
  }

  private func run(_ report: @escaping @Sendable (Step) -> Void) {
    while let job = next() {
      let saving = FileSaving(
        enclosure: job.enclosure, folder: folder, paths: paths, cache: cache, fetcher: fetcher,
        mayBePrivate: DownloadThread.isOfSameServer(job), isStopped: { [self] in isStopped.load(ordering: .relaxed) },
        progress: { [self] progress in
          var progress = progress
          progress.waiting = queue.withLock { $0.jobs.count }
          report(.progressed(progress))
        })
      let message = saving.run()
      report(.ended(message))
    }
  }

  private func next() -> Job? {
    queue.withLock { queue in
      guard !queue.jobs.isEmpty else {
        queue.current = nil
        return nil
      }
      let job = queue.jobs.removeFirst()
      queue.current = job.enclosure.url
      isStopped.store(false, ordering: .sequentiallyConsistent)
      return job
    }
  }

  /// A feed of a private network may name files there.
  private static func isOfSameServer(_ job: Job) -> Bool {
    guard let feed = job.feedURL.flatMap({ WebURL($0) }), let file = WebURL(job.enclosure.url) else { return false }
    return feed.host == file.host
  }
}

/// The saving of one file.
private final class FileSaving {
  private let enclosure: Enclosure
  private let folder: String
  private let paths: UserPaths
  private let cache: Cache
  private let fetcher: Fetcher
  private let mayBePrivate: Bool
  private let isStopped: () -> Bool
  private let progress: (DownloadProgress) -> Void

  private var file: Int32 = -1
  /// The draft's path, and the name that the file is to have.
  private var draft: Draft?
  private var received = 0
  private var total: Int?
  private var failure: CommandFailure?
  private var lastReport: ContinuousClock.Instant?

  private struct Draft {
    var path: String
    var validators: Validators?

    var target: String { String(path.dropLast(Draft.ending.count)) }
    static let ending = ".part"
  }

  init(
    enclosure: Enclosure, folder: String, paths: UserPaths, cache: Cache, fetcher: Fetcher, mayBePrivate: Bool,
    isStopped: @escaping () -> Bool, progress: @escaping (DownloadProgress) -> Void
  ) {
    self.enclosure = enclosure
    self.folder = folder.hasSuffix("/") ? folder : folder + "/"
    self.paths = paths
    self.cache = cache
    self.fetcher = fetcher
    self.mayBePrivate = mayBePrivate
    self.isStopped = isStopped
    self.progress = progress
  }

  func run() -> Message {
    var request = DownloadRequest(url: enclosure.url, mayBePrivate: mayBePrivate)
    draft = formerDraft()
    if let draft, draft.validators != nil {
      request.start = FileSaving.size(of: draft.path) ?? 0
      request.validators = draft.validators
    }
    progress(DownloadProgress(name: name(nil), received: request.start, total: enclosure.length))
    defer { if file >= 0 { close(file) } }
    do throws(FetchError) {
      let isWhole = try fetcher.download(
        request, isCancelled: isStopped, begin: { [self] in begin($0) }, write: { [self] in write($0) })
      guard isWhole else { return failure.map { Message($0.description, kind: .error) } ?? stopped() }
      return finish()
    } catch {
      let reason = error.message
      guard received > 0 else { return Message("\(name(nil)) was not saved: \(reason)", kind: .error) }
      return Message("\(shownName) broke off: \(reason); w goes on with it", kind: .error)
    }
  }

  private func stopped() -> Message {
    received > 0
      ? Message("Stopped saving \(shownName); w goes on with it") : Message("Stopped saving \(name(nil))")
  }

  // MARK: The file

  private func begin(_ head: DownloadHead) -> Bool {
    do throws(SystemError) {
      if head.start > 0, let draft {
        file = open(draft.path, O_WRONLY | O_APPEND | O_CLOEXEC)
      } else if let draft {
        file = open(draft.path, O_WRONLY | O_TRUNC | O_CLOEXEC)
      } else {
        try makeDraft(folder + name(head.fileName))
      }
      guard file >= 0 else { throw .last }
    } catch {
      failure = NewFile.failure(error, at: draft?.path ?? folder, shown: paths)
      return false
    }
    received = head.start
    total = head.total
    draft?.validators = head.validators
    remember()
    report(always: true)
    return true
  }

  private func makeDraft(_ path: String) throws(SystemError) {
    for number in 1...999 {
      let target = NewFile.numbered(path, number)
      guard access(target, F_OK) != 0 else { continue }
      file = open(target + Draft.ending, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      guard file >= 0 else {
        if errno == EEXIST { continue }
        throw .last
      }
      draft = Draft(path: target + Draft.ending)
      return
    }
    throw SystemError(EEXIST)
  }

  private func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
    do throws(SystemError) {
      try Output.writeAll(bytes, to: file)
    } catch {
      failure = CommandFailure("\(shownName) broke off: \(error.text); w goes on with it")
      return false
    }
    received += bytes.count
    report(always: false)
    return true
  }

  private func finish() -> Message {
    guard let draft else { return Message("\(name(nil)) was not saved", kind: .error) }
    do throws(SystemError) {
      let isClosed = close(file) == 0
      file = -1
      guard isClosed else { throw .last }
      let path = try NewFile.put(draft.path, at: draft.target)
      forget()
      return Message("Saved \(paths.shown(path)), \(ByteCount.text(received))")
    } catch {
      return Message("\(shownName) is whole, but could not get its name: \(error.text)", kind: .error)
    }
  }

  private static func size(of path: String) -> Int? {
    var info = stat()
    return stat(path, &info) == 0 ? Int(info.st_size) : nil
  }

  // MARK: Names

  private func name(_ said: String?) -> String {
    let path = enclosure.url.split(separator: "://", maxSplits: 1).last?.prefix { $0 != "?" && $0 != "#" } ?? ""
    let parts = path.split(separator: "/")
    let last = parts.count > 1 ? PercentCoding.decoded(parts[parts.count - 1]) : ""
    // What stands before a slash would be a folder of the server's.
    let given = said?.split { $0 == "/" || $0 == "\\" }.last.map(String.init)
    return FileName.safe(given ?? last, fallback: "enclosure")
  }

  private var shownName: String {
    draft.map { TerminalText.line(String($0.target.dropFirst(NewFile.folder(of: $0.target).count))) } ?? name(nil)
  }

  private func report(always: Bool) {
    let now = ContinuousClock.now
    // Twice a second: over a slow line each line of progress costs.
    if !always, let lastReport, now - lastReport < .milliseconds(500) { return }
    lastReport = now
    progress(DownloadProgress(name: shownName, received: received, total: total))
  }

  // MARK: What broke off

  private var memory: String { Remembered.download(enclosure.url) }

  private func formerDraft() -> Draft? {
    guard
      let lines = (try? cache.recall(memory))?.split(separator: "\n", omittingEmptySubsequences: false).map(
        String.init),
      lines.count == 4, lines[0].hasSuffix(Draft.ending), access(lines[0], W_OK) == 0
    else { return nil }
    let (etag, date) = (lines[1].isEmpty ? nil : lines[1], lines[2].isEmpty ? nil : lines[2])
    let validators = etag == nil && date == nil ? nil : Validators(etag: etag, lastModified: date, url: lines[3])
    return Draft(path: lines[0], validators: validators)
  }

  private func remember() {
    guard let draft else { return }
    let validators = draft.validators
    let lines = [draft.path, validators?.etag ?? "", validators?.lastModified ?? "", validators?.url ?? ""]
    try? cache.remember(lines.joined(separator: "\n"), for: memory)
  }

  private func forget() { try? cache.remember(nil, for: memory) }
}
