import Typography

/// A file of the web that is to be saved: streamed, under the same rules as feeds, and gone on with where it broke off.
public struct DownloadRequest: Equatable, Sendable {
  public var url: String
  /// The feed that names it: the file may lie in a private network if the feed does.
  public var feedURL: String
  /// Bytes that are there already, and what the server said of the file then.
  public var start = 0
  public var validators: Validators?

  public init(url: String, feedURL: String) {
    self.url = url
    self.feedURL = feedURL
  }
}

/// What an answer says of the file, before its first byte.
public struct DownloadHead: Equatable, Sendable {
  /// Where its bytes go on: 0, or as many as were there already.
  public var start: Int
  /// Bytes of the whole file; nil if the server does not say.
  public var total: Int?
  /// The name that the server gives it, as it was sent: any text.
  public var fileName: String?
  /// By which it can be gone on with; nil if the server gives none that says the bytes are the same.
  public var validators: Validators?
}

extension FetchLimits {
  /// Of files, which are larger than feeds and take longer.
  public static var files: FetchLimits {
    var limits = FetchLimits()
    limits.bodySize = 16 << 30
    limits.totalTimeout = .seconds(86_400)
    return limits
  }
}

extension Fetcher {
  /// Fetches one file; blocks the calling thread until it is there.
  /// - Parameters:
  ///   - request: what to fetch.
  ///   - isCancelled: asked at least every 100 ms; when true, the transfer is dropped.
  ///   - begin: called once, before the first byte; whether to go on.
  ///   - write: called with the bytes in turn; whether to go on.
  /// - Returns: whether all of it is there; false if it was cancelled or not wanted.
  /// - Throws: why there is no whole file.
  public func download(
    _ request: DownloadRequest, isCancelled: () -> Bool = { false },
    begin: @escaping (DownloadHead) -> Bool, write: @escaping (UnsafeRawBufferPointer) -> Bool
  ) throws(FetchError) -> Bool {
    guard let url = WebURL(request.url) else { throw FetchError("it is no http or https URL") }
    let receiver = FileReceiver(request, begin: begin, write: write)
    let fetch = FetchRequest(id: 0, url: request.url, purpose: .file(feedURL: request.feedURL))
    let transfer = Transfer(fetch, to: url, file: receiver)
    let run = try FetchRun(CurlLibrary.opened(), limits: limits, userAgent: userAgent, access: access())
    defer { run.close() }
    run.add(transfer)
    var result: FetchResult?
    while !run.isDone, !isCancelled() { result = run.step().first ?? result }
    guard let result else { return false }
    if request.start > 0, receiver.isOtherPart || result.headers.status == 416 {
      var whole = request
      whole.start = 0
      return try download(whole, isCancelled: isCancelled, begin: begin, write: write)
    }
    guard !receiver.isOtherPart else { throw FetchError("the server gives only a part of it; try later") }
    guard transfer.stop != .unwanted else { return false }
    switch result.answer {
    case .body, .notModified:
      guard !receiver.isCutShort else { throw FetchError("the answer was cut short; try later") }
      return true
    case .refused(let error), .failed(let error), .held(let error): throw error
    }
  }
}

/// What a file's transfer is given beside the URL, and where its bytes go.
final class FileReceiver {
  private let request: DownloadRequest
  private let beginFile: (DownloadHead) -> Bool
  private let write: (UnsafeRawBufferPointer) -> Bool
  private var mayGoOn: Bool?
  /// Bytes of the file that are there.
  private(set) var received = 0
  private var total: Int?
  /// Whether the answer is a part of the file that was not asked for; nothing of it is taken.
  private(set) var isOtherPart = false

  /// Whether less is there than the whole answer said there would be.
  var isCutShort: Bool { total.map { received < $0 } ?? false }

  init(
    _ request: DownloadRequest, begin: @escaping (DownloadHead) -> Bool,
    write: @escaping (UnsafeRawBufferPointer) -> Bool
  ) {
    self.request = request
    beginFile = begin
    self.write = write
  }

  /// What a range is asked for with: only while the file is the same are its other bytes wanted (RFC 9110, 13.1.5).
  private var rangeValidator: String? {
    request.start > 0 ? request.validators?.etag ?? request.validators?.lastModified : nil
  }

  var requestHeaders: [(name: String, bytes: [UInt8])] {
    var lines = [(name: "Accept", bytes: Array("*/*".utf8))]
    if let validator = rangeValidator {
      lines += [("Range", Array("bytes=\(request.start)-".utf8)), ("If-Range", validator.headerBytes)]
    }
    return lines
  }

  /// Begins the file with the answer's head, unless it has begun.
  /// - Returns: whether to go on.
  func begin(_ headers: ResponseHeaders, url: WebURL) -> Bool {
    if let mayGoOn { return mayGoOn }
    let head = head(headers, url: url)
    isOtherPart = head == nil
    received = head?.start ?? 0
    total = head?.total
    let answer = head.map(beginFile) ?? false
    mayGoOn = answer
    return answer
  }

  /// - Returns: whether to go on.
  func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
    received += bytes.count
    return write(bytes)
  }

  /// - Returns: nil if it is another part of the file than was asked for.
  private func head(_ headers: ResponseHeaders, url: WebURL) -> DownloadHead? {
    // A weak ETag does not promise the same bytes.
    let etag = headers.etag.flatMap { $0.hasPrefix("W/") ? nil : $0 }
    let validators =
      etag == nil && headers.lastModified == nil
      ? nil : Validators(etag: etag, lastModified: headers.lastModified, url: url.publicText)
    var head = DownloadHead(
      start: 0, total: ContentDisposition.length(headers), validators: validators)
    head.fileName = headers.contentDisposition.flatMap(ContentDisposition.fileName)
    if headers.status == 206 {
      guard rangeValidator != nil, let range = ContentDisposition.range(headers.contentRange ?? ""),
        range.start == request.start
      else { return nil }
      head.start = range.start
      head.total = range.total
    }
    return head
  }
}

/// What the head of an answer says of a file.
enum ContentDisposition {
  /// The name in `attachment; filename="a b.mp3"`; `filename*` goes before it (RFC 6266, 4.3).
  static func fileName(_ field: String) -> String? {
    var plain: String?
    for part in parameters(of: field) {
      guard let equals = part.firstIndex(of: "=") else { continue }
      let name = part[..<equals].filter { $0 != " " }.lowercased()
      var value = part[part.index(after: equals)...].drop { $0 == " " }
      if name == "filename*" {
        let pieces = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard pieces.count == 3, pieces[0].lowercased() == "utf-8" else { continue }
        return PercentCoding.decoded(pieces[2])
      }
      if name == "filename" {
        if value.first == "\"" { value = value.dropFirst().prefix { $0 != "\"" } }
        // Servers send UTF-8 here, whatever the specification says.
        plain = String(decoding: String(value).headerBytes, as: UTF8.self)
      }
    }
    return plain.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Parted at semicolons outside quotation marks.
  private static func parameters(of field: String) -> [Substring] {
    var isQuoted = false
    return field.split { character in
      if character == "\"" { isQuoted.toggle() }
      return character == ";" && !isQuoted
    }
  }

  /// The bytes of the body; in chunks, their end alone says so (RFC 9112, 6.3).
  static func length(_ headers: ResponseHeaders) -> Int? {
    headers.transferEncoding == nil ? headers.contentLength.flatMap { count($0[...]) } : nil
  }

  /// The first byte and the length of the whole in `bytes 100-199/500`; no length that cannot be.
  static func range(_ field: String) -> (start: Int, total: Int?)? {
    guard field.lowercased().hasPrefix("bytes ") else { return nil }
    let parts = field.dropFirst(6).split(separator: "/")
    let ends = parts.first?.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let start = ends?.first.flatMap(count) else { return nil }
    return (start, count(parts[1]).flatMap { $0 >= start ? $0 : nil })
  }

  private static func count(_ digits: Substring) -> Int? { Int(digits).flatMap { $0 >= 0 ? $0 : nil } }
}
