import Glibc
import Screens
import TestSupport
import Testing

@Suite("The pseudo-terminal of the tests")
struct PseudoTerminalTests {
  @Test("a program sees a terminal, keys and its environment, and its exit status comes back")
  func program() throws {
    let script = "test -t 0 && echo tty; stty size; echo $TERM $OWN; read -r line; echo got \"$line\"; exit 3"
    let terminal = try PseudoTerminal(
      program: "/bin/sh", arguments: ["-c", script], environment: ["OWN": "mine"], width: 60, height: 8)
    try terminal.waitFor("xterm-256color mine")
    #expect(terminal.screen.rows[0] == "tty")
    #expect(terminal.screen.rows[1] == "8 60")
    terminal.type("a<lt>b<CR>")
    try terminal.waitFor("got a<b")
    #expect(try terminal.waitForExit() == .exited(3))
    #expect(try terminal.waitForExit() == .exited(3))
  }

  @Test("a resize and a signal reach the program")
  func resize() throws {
    let script = "trap 'stty size' WINCH; echo ready; while :; do read -r line; done"
    let terminal = try PseudoTerminal(program: "/bin/sh", arguments: ["-c", script])
    try terminal.waitFor("ready")
    let bytes = try terminal.bytesWritten {
      terminal.resize(width: 100, height: 30)
      terminal.type("<CR>")
      try terminal.waitFor("30 100")
    }
    #expect(bytes >= 6)
    terminal.signal(SIGKILL)
    #expect(try terminal.waitForExit() == .killed(bySignal: SIGKILL))
  }

  @Test("a wait that fails says for what, and shows the screen")
  func failure() throws {
    let terminal = try PseudoTerminal(program: "/bin/echo", arguments: ["hello"])
    let failure = #expect(throws: PseudoTerminal.Failure.self) { try terminal.waitFor("bye", within: 5) }
    #expect(failure?.description.hasPrefix("the program ended; waited for 'bye'\n|hello") == true)
    let silent = try PseudoTerminal(program: "/bin/cat")
    let late = #expect(throws: PseudoTerminal.Failure.self) { try silent.waitFor("bye", within: 0.05) }
    #expect(late?.description.hasPrefix("waited 0.05 s for 'bye'") == true)
    #expect(throws: TerminalDevice.Failure.self) { try PseudoTerminal(program: "/no/such") }
  }

  @Test("the emulator knows what ncurses and xterm write")
  func emulator() {
    var terminal = VirtualTerminal(width: 10, height: 4)
    func fed(_ text: String) -> [String] {
      terminal.feed(text.utf8)
      return terminal.rows
    }
    #expect(fed("\u{1B}[2;3Habc\u{1B}[5b") == ["", "  abcccccc", "", ""])
    #expect(fed("\u{1B}[2;5H\u{1B}[2X") == ["", "  ab  cccc", "", ""])
    #expect(fed("\u{1B}[2P") == ["", "  abcccc", "", ""])
    #expect(fed("\u{1B}[3@") == ["", "  ab   ccc", "", ""])
    #expect(fed("\u{1B}[1K\r\u{1B}[L") == ["", "", "       ccc", ""])
    #expect(fed("\u{1B}[2J\u{1B}[H1\r\n2\r\n3\r\n4\u{1B}[2;3r\u{1B}[3;1H\n") == ["1", "3", "", "4"])
    #expect(fed("\u{1B}[2;1H\u{1B}M") == ["1", "", "3", "4"])
    #expect(fed("\u{1B}[r\u{1B}[H\u{1B}[M") == ["", "3", "4", ""])
    #expect(fed("\u{1B}[2J\u{1B}[H123456789日") == ["123456789", "日", "", ""])
    #expect(fed("\u{1B}[1;1H日\u{1B}[1;2Hx") == [" x3456789", "日", "", ""])
    #expect(fed("\u{1B}[4;1H\u{1B}(0lqk\u{1B}(B e\u{301}") == [" x3456789", "日", "", "┌─┐ é"])
    terminal.feed("\u{1B}]2;a title\u{7}\u{1B}]52;c;QQ==\u{1B}\\\u{7}".utf8)
    #expect(terminal.title == "a title")
    #expect(terminal.commands == ["2;a title", "52;c;QQ=="])
    #expect(terminal.bells == 1)
    #expect(terminal.unknown == [])
  }
}
