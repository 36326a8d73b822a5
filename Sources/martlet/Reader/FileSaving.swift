import FeedCache
import FeedFetching
import FeedModel
import Foundation
import ReaderStore
import Typography

/// The saving of one file: as a `.part` file while it is under way, gone on with where it broke off before.
///
/// The `.part` file is locked until it has its name: whoever saves the same at the same time begins one of their own.
final class FileSaving {
  private let enclosure: Enclosure
  private let folder: String
  private let paths: UserPaths
  private let cache: Cache
  private let fetcher: Fetcher
  private let feedURL: String
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

    init(path: String) { self.path = path }

    /// As it is remembered.
    var lines: [String] {
      [path, validators?.etag ?? "", validators?.lastModified ?? "", validators?.url ?? ""]
    }

    init?(_ lines: ArraySlice<String>) {
      let lines = Array(lines)
      guard lines.count == 4, lines[0].hasSuffix(Draft.ending) else { return nil }
      path = lines[0]
      let (etag, date) = (lines[1].isEmpty ? nil : lines[1], lines[2].isEmpty ? nil : lines[2])
      if etag != nil || date != nil { validators = Validators(etag: etag, lastModified: date, url: lines[3]) }
    }
  }

  init(
    enclosure: Enclosure, folder: String, paths: UserPaths, cache: Cache, fetcher: Fetcher, feedURL: String,
    isStopped: @escaping () -> Bool, progress: @escaping (DownloadProgress) -> Void
  ) {
    self.enclosure = enclosure
    self.folder = folder.hasSuffix("/") ? folder : folder + "/"
    self.paths = paths
    self.cache = cache
    self.fetcher = fetcher
    self.feedURL = feedURL
    self.isStopped = isStopped
    self.progress = progress
  }

  func run() -> Message {
    var request = DownloadRequest(url: enclosure.url, feedURL: feedURL)
    takeFormerDraft()
    defer { if file >= 0 { close(file) } }
    if let draft, draft.validators != nil {
      request.start = FileSaving.size(of: file)
      request.validators = draft.validators
    }
    progress(DownloadProgress(name: name(nil), received: request.start, total: enclosure.length))
    do throws(FetchError) {
      let isWhole = try fetcher.download(
        request, isCancelled: isStopped, begin: { [self] in begin($0) }, write: { [self] in write($0) })
      guard isWhole else { return failure.map { Message($0.description, kind: .error) } ?? stopped() }
      return finish()
    } catch {
      let reason = error.message
      guard received > 0 else { return Message("\(name(nil)) was not saved: \(reason)", kind: .error) }
      return Message("\(shownName) broke off: \(reason); \(another)", kind: .error)
    }
  }

  private func stopped() -> Message {
    received > 0
      ? Message("Stopped saving \(shownName); \(another)") : Message("Stopped saving \(name(nil))")
  }

  /// What saving it another time does.
  private var another: String { draft?.validators == nil ? "w begins it anew" : "w goes on with it" }

  // MARK: The file

  private func begin(_ head: DownloadHead) -> Bool {
    do throws(SystemError) {
      if draft == nil {
        try makeDraft(folder + name(head.fileName))
      } else if head.start == 0 {
        guard ftruncate(file, 0) == 0 else { throw .last }
      }
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
      // Somebody else may have opened it between, who knew a former one of that name.
      guard lock(target + Draft.ending) else { continue }
      draft = Draft(path: target + Draft.ending)
      return
    }
    throw SystemError(EEXIST)
  }

  /// Takes the open file for itself, or closes it.
  /// - Returns: false if somebody else writes to it, or the path leads to it no more.
  private func lock(_ path: String) -> Bool {
    // Some file systems know no locks; whoever saves to one is most likely alone.
    let isTaken = flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK
    // Who held it until now may have given it its name meanwhile.
    var (own, named) = (stat(), stat())
    let isThere = fstat(file, &own) == 0 && stat(path, &named) == 0
    if !isTaken, isThere, own.st_dev == named.st_dev, own.st_ino == named.st_ino { return true }
    close(file)
    file = -1
    return false
  }

  private func write(_ bytes: UnsafeRawBufferPointer) -> Bool {
    do throws(SystemError) {
      try Output.writeAll(bytes, to: file)
    } catch {
      failure = CommandFailure("\(shownName) broke off: \(error.text); \(another)")
      return false
    }
    received += bytes.count
    report(always: false)
    return true
  }

  private func finish() -> Message {
    guard let draft else { return Message("\(name(nil)) was not saved", kind: .error) }
    do throws(SystemError) {
      // Some file systems say only now that there is no room. It stays open, and so locked, until it has its name.
      guard fsync(file) == 0 || errno == EINVAL else { throw .last }
      let path = try NewFile.put(draft.path, at: draft.target)
      forget(draft)
      return Message("Saved \(paths.shown(path)), \(ByteCount.text(received))")
    } catch {
      return Message("\(shownName) is whole, but could not get its name: \(error.text)", kind: .error)
    }
  }

  private static func size(of file: Int32) -> Int {
    var info = stat()
    return fstat(file, &info) == 0 ? Int(info.st_size) : 0
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
    // A server that has sent more than the whole had counted wrongly.
    let whole = total.flatMap { $0 < received ? nil : $0 }
    progress(DownloadProgress(name: shownName, received: received, total: whole))
  }

  // MARK: What broke off

  private var memory: String { Remembered.download(enclosure.url) }

  /// Opens the first draft that broke off and that nobody else writes to.
  private func takeFormerDraft() {
    for former in drafts() {
      file = open(former.path, O_WRONLY | O_APPEND | O_CLOEXEC)
      guard file >= 0, lock(former.path) else { continue }
      draft = former
      return
    }
  }

  /// All that are remembered, those of others at work now too: four lines each.
  private func drafts() -> [Draft] {
    let text = (try? cache.recall(memory)) ?? ""
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard lines.count.isMultiple(of: 4) else { return [] }
    return stride(from: 0, to: lines.count, by: 4).map { lines[$0..<$0 + 4] }.compactMap(Draft.init)
  }

  private func remember() {
    guard let draft else { return }
    remember([draft] + others(than: draft))
  }

  private func forget(_ draft: Draft) { remember(others(than: draft)) }

  /// Those that are still there.
  private func others(than draft: Draft) -> [Draft] {
    drafts().filter { $0.path != draft.path && access($0.path, F_OK) == 0 }
  }

  private func remember(_ drafts: [Draft]) {
    let text = drafts.flatMap(\.lines).joined(separator: "\n")
    try? cache.remember(text.isEmpty ? nil : text, for: memory)
  }
}
