import Foundation
import TestSupport

/// A home folder of its own for one test, and the built program to run in it.
final class Household {
  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
    /// Ended by a signal, and by no exit of its own.
    var isCrash: Bool
  }

  let home: URL

  init() throws {
    home = FileManager.default.temporaryDirectory.appendingPathComponent("martlet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: home) }

  /// Nothing of the machine's own settings comes in, and the clock begins on 21 September 2026.
  var environment: [String: String] {
    ["HOME": home.path, "MARTLET_NOW": "2026-09-21T12:00:00Z", "no_proxy": "*"]
  }

  var database: String { home.appendingPathComponent(".local/share/martlet/martlet.db").path }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    let file = home.appendingPathComponent(name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  func read(_ name: String) throws -> String {
    try String(contentsOf: home.appendingPathComponent(name), encoding: .utf8)
  }

  /// A browser that writes down what it is asked to open, in the file `opened`.
  func browser() throws {
    let script = try write("#!/bin/sh\necho \"$1\" >> \"$HOME/opened\"\n", to: "browser.sh")
    // A file that was just written may still be held open by a child of another test, and then cannot be executed.
    try write("browser: /bin/sh \(script)\n", to: ".config/martlet/config.yaml")
  }

  /// A program that stands in for a text editor; it is given the file's path.
  /// - Returns: the environment that names it.
  func editor(_ script: String, name: String = "editor.sh") throws -> [String: String] {
    // Given to a shell: a file that was just written may be open yet in a process that another test starts, and then
    // it cannot be executed itself.
    ["VISUAL": "", "EDITOR": "/bin/sh \"\(try write(script + "\n", to: name))\""]
  }

  /// Runs a command to its end.
  func run(_ arguments: String..., input: String = "", environment extra: [String: String] = [:]) throws -> Outcome {
    try run(arguments, input: input, environment: extra)
  }

  /// Runs a command to its end, if need be with its data limited to some kilobytes (RLIMIT_DATA), beyond which the system
  /// gives it none; but for sanitizers, which need terabytes of addresses.
  func run(
    _ arguments: [String], input: String = "", environment extra: [String: String] = [:], memoryLimit: Int? = nil
  ) throws -> Outcome {
    let isSanitized = getenv("ASAN_OPTIONS") != nil || getenv("TSAN_OPTIONS") != nil
    guard let memoryLimit, !isSanitized else {
      return try start(BuiltProgram.martlet, arguments, input: input, environment: extra)
    }
    let script = "ulimit -d \(memoryLimit) && exec \"$0\" \"$@\""
    return try start("/bin/sh", ["-c", script, BuiltProgram.martlet] + arguments, input: input, environment: extra)
  }

  /// Runs a script of the shell, in which the program is `"$MARTLET"`.
  func shell(_ script: String) throws -> Outcome {
    try start("/bin/sh", ["-c", script], environment: ["MARTLET": BuiltProgram.martlet])
  }

  private func start(
    _ program: String, _ arguments: [String], input: String = "", environment extra: [String: String]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = PseudoTerminal.pinnedEnvironment.merging(environment) { $1 }.merging(extra) { $1 }
    let (output, errors, typed) = (Pipe(), Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = typed
    try process.run()
    typed.fileHandleForWriting.write(Data(input.utf8))
    try typed.fileHandleForWriting.close()
    let out = output.fileHandleForReading.readDataToEndOfFile()
    let err = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationStatus, output: String(decoding: out, as: UTF8.self),
      errors: String(decoding: err, as: UTF8.self), isCrash: process.terminationReason == .uncaughtSignal)
  }

  /// Opens the reader in a terminal.
  func open(
    _ arguments: String..., width: Int = 80, height: Int = 24, environment extra: [String: String] = [:]
  ) throws -> PseudoTerminal {
    try PseudoTerminal(
      program: BuiltProgram.martlet, arguments: arguments, environment: environment.merging(extra) { $1 }, width: width,
      height: height)
  }

  /// Replays keys.
  /// - Returns: the frames.
  func replay(
    _ keys: String, size: String = "80x24", files: [String] = [], environment extra: [String: String] = [:]
  ) throws -> [String] {
    let frames = home.appendingPathComponent("frames.txt").path
    _ = try run(["--keys", keys, "--frames", frames, "--size", size] + files, environment: extra)
    return try read("frames.txt").components(separatedBy: "--- frame ").dropFirst().map { "--- frame " + $0 }
  }
}

/// Feeds written for these tests.
enum Feeds {
  /// A blog of so many posts, the first of them the newest; each is some screens long.
  static func marsh(posts count: Int, title: String = "Marsh Notes") -> String {
    let birds = ["bittern", "curlew", "harrier", "avocet", "heron", "redshank", "lapwing", "crane"]
    let items = (1...count).map { number -> String in
      let day = String(format: "%02d", 21 - (number - 1) % 20)
      let paragraphs = (1...14).map { paragraph in
        "<p>Note \(number), paragraph \(paragraph). The harrier quarters the marsh before the light has quite come, low "
          + "over the reed, and turns on the wind where the dyke ends.</p>"
      }.joined()
      return """
        <item><title>Note \(number) from the marsh: \(birds[(number - 1) % birds.count])</title><link>https://marsh.example/\(number)</link>
        <guid>https://marsh.example/\(number)</guid><pubDate>\(day) Sep 2026 06:\(String(format: "%02d", 59 - number)):00 GMT</pubDate>
        <description><![CDATA[<h2>Morning</h2>\(paragraphs)<p>The end of note \(number).</p>]]></description></item>
        """
    }
    return """
      <?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>\(title)</title>
      <link>https://marsh.example/</link><description>What the marsh did</description>\(items.joined())</channel></rss>
      """
  }
}
