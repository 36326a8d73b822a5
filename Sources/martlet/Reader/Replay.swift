import Configuration
import Foundation
import ReaderStore
import Screens

/// Replays keys without a terminal, on a clock of its own, and writes each frame as text: the same keys give the
/// same frames.
@MainActor
struct Replay {
  let reader: Reader
  let script: KeyScript
  /// One frame after another: a header, then the rows.
  private var frames = ""
  private var number = 0
  private var time = 0.0

  init(reader: Reader, script: KeyScript) {
    self.reader = reader
    self.script = script
  }

  /// Runs the script.
  /// - Returns: the frames, the first of them before any key.
  mutating func run() -> String {
    _ = settle()
    write(cause: "start")
    for step in script.steps {
      var effects: [Effect]
      let cause: String
      switch step {
      case .key(let key):
        effects = reader.send(.key(key), at: time)
        cause = "key \(key.label)"
      case .pointer(let event):
        effects = reader.send(.pointer(event), at: time)
        cause = "pointer \(event.label)"
      case .wait(let milliseconds):
        effects = pass(seconds: Double(milliseconds) / 1000)
        cause = "wait \(milliseconds)ms"
      case .resize(let width, let height):
        effects = reader.send(.resized(ScreenSize(width: width, height: height)), at: time)
        cause = "resize"
      }
      for effect in effects { _ = reader.run(effect, with: ProgramRunner(lend: nil), at: time) }
      if effects.contains(where: { $0 == .editSettings || $0 == .editSubscriptions }) {
        effects += reader.send(.refused("An editor needs a terminal, which a replay has not"), at: time)
      }
      effects += settle()
      write(cause: cause)
      if effects.contains(.quit) { break }
    }
    return frames
  }

  /// Lets time pass, waking the reader on the way when it wanted to be.
  private mutating func pass(seconds: Double) -> [Effect] {
    let end = time + seconds
    var effects: [Effect] = []
    while let next = reader.nextWake, next <= end {
      time = max(time, next)
      effects += reader.sendWaiting(at: time)
      effects += settle()
    }
    time = end
    return effects
  }

  /// Waits until the mailbox is empty and nothing is under way.
  private func settle() -> [Effect] {
    var effects: [Effect] = []
    while true {
      effects += reader.sendWaiting(at: time)
      // In this order: a result is posted before its effect counts as done.
      if reader.runner.isIdle, reader.mailbox.isEmpty { return effects }
      var descriptor = pollfd(fd: reader.mailbox.readEnd, events: Int16(POLLIN), revents: 0)
      poll(&descriptor, 1, 20)
    }
  }

  private mutating func write(cause: String) {
    let screen = reader.frame()
    let cursor = screen.cursor.map { "\($0.x),\($0.y)" } ?? "hidden"
    frames += "--- frame \(number) \(cause) \(screen.width)x\(screen.height) cursor \(cursor)\n"
    frames += screen.rows.joined(separator: "\n") + "\n"
    number += 1
  }
}
