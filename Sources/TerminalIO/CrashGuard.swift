import Glibc

/// Gives the terminal back when the program crashes, then lets it crash as it would have.
///
/// Everything the handler needs is made at the start: a handler may neither allocate nor take a lock.
enum CrashGuard {
  private static let signals = [SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE]

  /// Arms the handlers.
  /// - Parameters:
  ///   - output: the terminal.
  ///   - bytes: what restores the terminal, as terminfo has it.
  ///   - modes: the line's modes as they were before ncurses changed them.
  static func arm(output: Int32, bytes: [UInt8], modes: termios) {
    disarm()
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
    copy.initialize(from: bytes, count: bytes.count)
    let plan = UnsafeMutablePointer<RescuePlan>.allocate(capacity: 1)
    plan.initialize(to: RescuePlan(output: output, bytes: copy, count: bytes.count, modes: modes))
    rescuePlan = plan
    useOwnStack()
    for number in signals {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = rescueTerminal
      // The default action comes back by itself, and the signal raised in the handler is not held up.
      action.sa_flags = Int32(truncatingIfNeeded: SA_RESETHAND) | SA_NODEFER | SA_ONSTACK
      sigaction(number, &action, nil)
    }
  }

  static func disarm() {
    guard let plan = rescuePlan else { return }
    for number in signals { signal(number, SIG_DFL) }
    rescuePlan = nil
    plan.pointee.bytes.deallocate()
    plan.deallocate()
  }

  /// A stack of its own for the handlers, as an endless recursion has used up the other; kept for good.
  private static func useOwnStack() {
    guard !hasOwnStack else { return }
    hasOwnStack = true
    let size = 65536
    var stack = stack_t()
    stack.ss_sp = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
    stack.ss_size = size
    sigaltstack(&stack, nil)
  }

  private static var hasOwnStack = false
}

nonisolated private struct RescuePlan {
  let output: Int32
  let bytes: UnsafeMutablePointer<UInt8>
  let count: Int
  var modes: termios
}

nonisolated(unsafe) private var rescuePlan: UnsafeMutablePointer<RescuePlan>?

nonisolated private func rescueTerminal(_ number: Int32) {
  if let plan = rescuePlan {
    rescuePlan = nil
    _ = write(plan.pointee.output, plan.pointee.bytes, plan.pointee.count)
    tcsetattr(plan.pointee.output, TCSANOW, &plan.pointee.modes)
  }
  raise(number)
}
