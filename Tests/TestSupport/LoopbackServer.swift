import Foundation
import Glibc
import Synchronization

/// A small HTTP/1.1 server on a free port of 127.0.0.1 that says what the test wrote for each path and keeps every
/// request as it came.
public final class LoopbackServer: Sendable {
  /// What is sent for one request.
  public struct Answer: Sendable {
    public enum Framing: Equatable, Sendable {
      case length
      /// The head promises so many bytes, whatever the body has.
      case claimed(Int)
      case chunked
      /// The end of the body is the end of the connection.
      case close
    }

    public enum Ending: Equatable, Sendable {
      case whole
      /// The connection is closed after so many bytes of the body, whatever the head promised.
      case cut(after: Int)
      /// Nothing more comes after so many bytes, and the connection stays open.
      case stall(after: Int)
      /// The body is sent again and again until the client goes.
      case endless
      /// One byte at a time, with a pause after each.
      case drip(pause: Duration)
    }

    public var status: Int
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]
    public var framing = Framing.length
    public var ending = Ending.whole
    /// Bytes in each chunk of a chunked body.
    public var chunkSize = Int.max
    /// Before the first byte of the answer.
    public var latency = Duration.zero

    public init(_ status: Int = 200, _ headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
      self.status = status
      self.headers = headers
      self.body = body
    }

    public init(_ status: Int = 200, _ headers: [(name: String, value: String)] = [], _ body: String) {
      self.init(status, headers, body: Array(body.utf8))
    }
  }

  /// A request as it came.
  public struct Request: Sendable {
    /// The head, byte for byte, up to and with the empty line.
    public var head: String
    /// The number of the connection, from 0.
    public var connection: Int

    public var requestLine: String { head.split(separator: "\r\n").first.map(String.init) ?? "" }
    public var method: String { requestLine.split(separator: " ").first.map(String.init) ?? "" }
    public var target: String { requestLine.split(separator: " ").dropFirst().first.map(String.init) ?? "" }

    public func header(_ name: String) -> String? {
      for line in head.split(separator: "\r\n").dropFirst() {
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == name.lowercased() else { continue }
        return parts[1].trimmingCharacters(in: .whitespaces)
      }
      return nil
    }
  }

  private struct State {
    var scripts: [String: [Answer]] = [:]
    var requests: [Request] = []
    var connections: [Int32] = []
    var inFlight = 0
    var mostInFlight = 0
    var isStopped = false
  }

  public let port: UInt16
  private let listener: Int32
  private let state = Mutex(State())

  public init() throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listener
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 && listen(descriptor, 128) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [self] in accept() }
  }

  public func url(_ path: String, host: String = "127.0.0.1", user: String? = nil) -> String {
    "http://\(user.map { $0 + "@" } ?? "")\(host):\(port)\(path)"
  }

  /// The answers to a path's requests in turn; the last one stays. Paths without a script are 404.
  public func script(_ path: String, _ answers: Answer...) {
    state.withLock { $0.scripts[path] = answers }
  }

  public var requests: [Request] { state.withLock { $0.requests } }

  public func requests(_ path: String) -> [Request] {
    requests.filter { $0.target == path }
  }

  public var connectionCount: Int { state.withLock { $0.connections.count } }
  public var mostInFlight: Int { state.withLock { $0.mostInFlight } }

  /// Closes the port and every connection.
  public func stop() {
    let connections = state.withLock { state in
      state.isStopped = true
      return state.connections
    }
    shutdown(listener, Int32(SHUT_RDWR))
    connections.forEach { shutdown($0, Int32(SHUT_RDWR)) }
  }

  // MARK: Connections

  private func accept() {
    while true {
      let connection = Glibc.accept(listener, nil, nil)
      guard connection >= 0 else { break }
      let number = state.withLock { state -> Int? in
        guard !state.isStopped else { return nil }
        state.connections.append(connection)
        return state.connections.count - 1
      }
      guard let number else {
        close(connection)
        break
      }
      Thread.detachNewThread { [self] in serve(connection, number) }
    }
    close(listener)
  }

  private func serve(_ connection: Int32, _ number: Int) {
    // Only shut down, so that no other connection gets its number while the test runs.
    defer { shutdown(connection, Int32(SHUT_RDWR)) }
    while let head = readHead(connection) {
      let request = Request(head: head, connection: number)
      let answer = begin(request)
      if answer.latency > .zero { pause(answer.latency) }
      // Before the last byte goes out: the client may ask again at once.
      state.withLock { $0.inFlight -= 1 }
      guard send(answer, on: connection) else { return }
    }
  }

  private func begin(_ request: Request) -> Answer {
    state.withLock { state in
      state.requests.append(request)
      state.inFlight += 1
      state.mostInFlight = max(state.mostInFlight, state.inFlight)
      guard var script = state.scripts[request.target], let answer = script.first else {
        return Answer(404, [], "nothing here")
      }
      if script.count > 1 { script.removeFirst() }
      state.scripts[request.target] = script
      return answer
    }
  }

  private func readHead(_ connection: Int32) -> String? {
    var head: [UInt8] = []
    var byte: UInt8 = 0
    while recv(connection, &byte, 1, 0) == 1 {
      head.append(byte)
      if head.suffix(4).elementsEqual("\r\n\r\n".utf8) { return String(decoding: head, as: UTF8.self) }
    }
    return nil
  }

  /// - Returns: whether the connection stays open.
  private func send(_ answer: Answer, on connection: Int32) -> Bool {
    let hasBody = answer.status != 304 && answer.status != 204
    let head = Array(head(of: answer, hasBody: hasBody).utf8)
    guard hasBody else { return write(head, to: connection) }
    let whole = framed(answer.body, answer)
    switch answer.ending {
    case .whole:
      let end = answer.framing == .chunked ? Array("0\r\n\r\n".utf8) : []
      return write(head + whole + end, to: connection) && answer.framing != .close
    case .cut(let count):
      _ = write(head + framed(Array(answer.body.prefix(count)), answer), to: connection)
    case .stall(let count):
      if write(head + framed(Array(answer.body.prefix(count)), answer), to: connection) {
        // Until the client gives up.
        var byte: UInt8 = 0
        _ = recv(connection, &byte, 1, 0)
      }
    case .endless:
      var isOpen = write(head, to: connection)
      while isOpen { isOpen = write(whole, to: connection) }
    case .drip(let duration):
      var isOpen = write(head, to: connection)
      for byte in whole where isOpen {
        isOpen = write([byte], to: connection)
        pause(duration)
      }
    }
    return false
  }

  private func head(of answer: Answer, hasBody: Bool) -> String {
    var head = "HTTP/1.1 \(answer.status) Scripted\r\n"
    for (name, value) in answer.headers { head += "\(name): \(value)\r\n" }
    switch answer.framing {
    case _ where !hasBody: break
    case .length: head += "Content-Length: \(answer.body.count)\r\n"
    case .claimed(let count): head += "Content-Length: \(count)\r\n"
    case .chunked: head += "Transfer-Encoding: chunked\r\n"
    case .close: head += "Connection: close\r\n"
    }
    return head + "\r\n"
  }

  /// A body, or the beginning of one, as it goes over the wire.
  private func framed(_ body: [UInt8], _ answer: Answer) -> [UInt8] {
    guard answer.framing == .chunked else { return body }
    let size = min(answer.chunkSize, max(body.count, 1))
    return stride(from: 0, to: body.count, by: size).flatMap { start in
      let chunk = body[start..<min(start + size, body.count)]
      return Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + Array("\r\n".utf8)
    }
  }

  private func pause(_ duration: Duration) {
    poll(nil, 0, Int32(duration.components.attoseconds / 1_000_000_000_000_000))
  }

  private func write(_ bytes: [UInt8], to connection: Int32) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }
}
