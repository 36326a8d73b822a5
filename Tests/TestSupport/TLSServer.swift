public import Foundation
import Glibc

/// `openssl s_server` on a free port of 127.0.0.1 with a throwaway certificate: what the plain server cannot show.
public final class TLSServer {
  private static let tool = "/usr/bin/openssl"
  public static var isThere: Bool { FileManager.default.isExecutableFile(atPath: tool) }

  /// Names the certificate as one to trust.
  public var environment: [String: String] { ["CURL_CA_BUNDLE": folder.appendingPathComponent("cert.pem").path] }
  private let folder: URL
  private let server = Process()
  private let port: String

  /// - Parameters:
  ///   - folder: an empty one of the test's own.
  ///   - answers: whole answers, head and body, by path without its slash.
  /// - Throws: what the file system does, or if the server never listens.
  public init(in folder: URL, answers: [String: String]) throws {
    self.folder = folder
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (path, answer) in answers {
      try Data(answer.replacing("\n", with: "\r\n").utf8).write(to: folder.appendingPathComponent(path))
    }
    let maker = Process()
    Self.prepare(
      maker, in: folder,
      "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out cert.pem -days 2 "
        + "-subj /CN=loopback -addext subjectAltName=IP:127.0.0.1")
    try maker.run()
    maker.waitUntilExit()
    Self.prepare(server, in: folder, "s_server -accept 127.0.0.1:0 -cert cert.pem -key key.pem -HTTP")
    let output = Pipe()
    server.standardOutput = output
    try server.run()
    var said = ""
    // It names its port once it listens: `ACCEPT 127.0.0.1:40123`.
    while !said.contains(/ACCEPT .*\n/) {
      let more = output.fileHandleForReading.availableData
      guard !more.isEmpty else { throw CocoaError(.fileReadUnknown) }
      said += String(decoding: more, as: UTF8.self)
    }
    port = said.firstMatch(of: /ACCEPT .*:(\d+)/).map { String($0.1) } ?? ""
  }

  deinit {
    // It heeds no SIGTERM where that is blocked, as it is in threads of the tests.
    kill(server.processIdentifier, SIGKILL)
    server.waitUntilExit()
  }

  public func url(_ path: String) -> String { "https://127.0.0.1:\(port)/\(path)" }

  private static func prepare(_ process: Process, in folder: URL, _ arguments: String) {
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = arguments.split(separator: " ").map(String.init)
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
  }
}
