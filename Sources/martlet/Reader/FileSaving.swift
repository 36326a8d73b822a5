import FeedCache
import FeedFetching
import FeedModel
import Foundation
import ReaderStore
import Typography

/// The saving of one file: as a `.part` file while it is under way, gone on with where it broke off before.
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
