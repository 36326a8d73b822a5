/// Screen → ncurses, ncurses → keys and the mouse.
import CNcurses
public import Configuration
import Glibc
public import Screens

/// What comes from the terminal.
public enum TerminalEvent: Equatable, Sendable {
  case key(Key)
  case pointer(PointerEvent)
  case resized(width: Int, height: Int)
  /// The terminal is gone (end of file, or an error on read).
  case hungUp
}

/// Why there is no terminal to use, or why it did not take something; one clause that says what to do.
public struct TerminalError: Error, Equatable, Sendable {
  public var message: String
  public init(_ message: String) { self.message = message }
}

/// The terminal: shows screens, reads keys, and is given back as it was found.
///
/// One at a time, on the main thread; ncurses keeps its state in globals. Poll `inputDescriptor` and then call `read()`;
/// signals come through `SignalPipe`.
public final class Terminal {
  public private(set) var width: Int
  public private(set) var height: Int
  /// What to poll for reading.
  public let inputDescriptor: Int32
  /// How many colours are used: 0 on a monochrome terminal and with `NO_COLOR`, else 8, 16, 256 or 16,777,216.
  public var colorCount: Int { colors.palette.count }
  /// Whether the terminal has nothing but ASCII, which then stands in for lines, signs and letters.
  public let usesASCII: Bool

  let choosesCharacterSet: Bool
  let canStopWrapping: Bool
  let hasClipboard: Bool
  /// Whether the terminal has a mouse at all, and a window that can be titled.
  public let hasMouse: Bool
  let hasTitle: Bool
  /// What the user leaves to the reader.
  var features: TerminalFeatures
  /// The switch to the screen of its own keeps the window's title and gives it back, as terminfo's xterm does.
  let keepsTitle: Bool
  /// What the window is called; nil if that is to be said anew.
  var title: String?
  var titleIsPushed = false
  let outputDescriptor: Int32
  private let handle: OpaquePointer
  private let files: [UnsafeMutablePointer<FILE>]
  /// Keys are read through a pad, as reading through a window refreshes that window.
  private let keyPad: UnsafeMutablePointer<WINDOW>?
  private var keyReader = KeyReader()
  private var colors: ColorTable
  private var shown: Screen?
  private var cursorIsVisible: Bool?
  private(set) var isRunning = true
  /// Given back, while the program goes on in the background.
  private(set) var isAway = false

  /// Takes the terminal over.
  /// - Parameters:
  ///   - input: where keys come from.
  ///   - output: where screens go.
  ///   - type: the name in terminfo; nil for `TERM`.
  ///   - usesColor: nil for yes, unless `NO_COLOR` is set and not empty.
  ///   - features: what the user leaves to the reader.
  /// - Throws: when there is no terminal, or one that terminfo does not know or that cannot place its cursor.
  public init(
    input: Int32 = 0, output: Int32 = 1, type: String? = nil, usesColor: Bool? = nil,
    features: TerminalFeatures = TerminalFeatures()
  ) throws(TerminalError) {
    guard isatty(input) == 1, isatty(output) == 1 else {
      throw TerminalError("martlet needs a terminal; use martlet render or martlet list where there is none")
    }
    Self.useUnicode()
    let type = type ?? getenv("TERM").map { String(cString: $0) } ?? ""
    var modes = termios()
    tcgetattr(output, &modes)
    let usesColor = usesColor ?? !(getenv("NO_COLOR").map { $0.pointee != 0 } ?? false)
    let environment: (String) -> String? = { name in getenv(name).map { String(cString: $0) } }
    let isDirect = usesColor && DirectColor.isOffered(type: type, environment: environment)
    let entry = TerminalEntry(type: type, environment: environment, wantsDirectColor: isDirect)
    (handle, files) = try Self.open(type: type, input: input, output: output, entry: entry)
    guard Self.capability("cup") != nil else {
      endwin()
      delscreen(handle)
      for file in files { fclose(file) }
      throw TerminalError(
        "the terminal type \(Self.quoted(type)) cannot place its cursor; set TERM, as in TERM=xterm-256color")
    }
    inputDescriptor = input
    outputDescriptor = output
    keyPad = newpad(1, 1)
    colors = ColorTable(usesColor: usesColor, hasSixteenBesideDirect: entry.hasDirectColor)
    usesASCII = Self.usesASCII(type: type, locale: Self.locale)
    keepsTitle = Self.capability("smcup").map { String(decoding: $0, as: UTF8.self).contains("[22;") } ?? false
    self.features = features
    hasMouse = Self.capability("kmous") != nil
    hasTitle = Self.hasTitle(type: type, isInTmux: getenv("TMUX") != nil)
    choosesCharacterSet = entry.isWithoutCharacterSets
    canStopWrapping = Self.capability("rmam") != nil
    hasClipboard = Self.capability("Ms") != nil || Self.hasClipboard(type: type)
    width = max(1, Int(nc_cols()))
    height = max(1, Int(nc_lines()))
    setModes()
    // ncurses believes COLUMNS and LINES, which a shell may have exported long ago.
    _ = updateSize()
    takeModes()
    CrashGuard.arm(output: output, bytes: restoringBytes(), modes: modes)
  }

  /// Shows a screen; writes only what differs from the one before, and nothing if nothing does.
  public func show(_ screen: Screen) {
    guard isRunning, !isAway, let window = nc_stdscr() else { return }
    let screen = usesASCII ? screen.inASCII : screen
    guard shown != screen else { return }
    if let shown, shown.width == screen.width, shown.height == screen.height {
      draw(screen, in: window, changedFrom: shown)
    } else {
      werase(window)
      draw(screen, in: window, changedFrom: nil)
    }
    place(screen.cursor, in: window)
    shown = screen
    wnoutrefresh(window)
    doupdate()
  }

  /// Paints everything again, for a screen that something else wrote on.
  public func redraw() {
    guard isRunning, let window = nc_stdscr() else { return }
    clearok(window, true)
    wnoutrefresh(window)
    doupdate()
  }

  /// What came since the last call, without waiting.
  public func read() -> [TerminalEvent] {
    guard isRunning, let keyPad else { return [.hungUp] }
    var codes: [Int32] = []
    while codes.count < 65536 {
      let code = wgetch(keyPad)
      guard code != ERR else { break }
      codes.append(code)
    }
    var events = keyReader.events(codes)
    if codes.isEmpty, isHungUp { events.append(.hungUp) }
    return events
  }

  /// Asks the terminal how large it is, after a SIGWINCH.
  /// - Returns: the new size; nil if it is the old one.
  public func updateSize() -> TerminalEvent? {
    guard isRunning else { return nil }
    var size = winsize()
    guard ioctl(outputDescriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
    // ncurses keeps every cell in memory: a size no terminal has is not believed.
    let (columns, lines) = (min(Int(size.ws_col), 1000), min(Int(size.ws_row), 1000))
    guard columns != width || lines != height else { return nil }
    guard resizeterm(Int32(lines), Int32(columns)) == OK else { return nil }
    (width, height) = (columns, lines)
    shown = nil
    if let window = nc_stdscr() { clearok(window, true) }
    return .resized(width: width, height: height)
  }

  /// Gives the terminal back, stops the program until it is continued, and takes the terminal again.
  /// - Returns: the size, if it is another one now.
  @discardableResult
  public func suspend() -> TerminalEvent? {
    guard isRunning else { return nil }
    giveModesBack()
    endwin()
    // The others of the process group, as a script around the program, stop first. Then this thread stops at once,
    // which a signal to the whole process does not promise. The SIGCONT that follows is expected and tells nobody.
    let before = (stop: Self.setHandler(SIG_IGN, of: SIGTSTP), resume: Self.setHandler(SIG_DFL, of: SIGCONT))
    kill(0, SIGTSTP)
    _ = Self.setHandler(SIG_DFL, of: SIGTSTP)
    raise(SIGTSTP)
    for (number, action) in [(SIGTSTP, before.stop), (SIGCONT, before.resume)] {
      var action = action
      sigaction(number, &action, nil)
    }
    return takeAgainInForeground()
  }

  /// Gives the terminal back to another program while it runs, and takes the terminal again.
  /// - Returns: the size, if it is another one now.
  public func lend(while work: () -> Void) -> TerminalEvent? {
    guard isRunning, !isAway else {
      work()
      return nil
    }
    giveModesBack()
    endwin()
    work()
    return takeAgainInForeground()
  }

  /// Takes the terminal again after something else stopped and continued the program.
  /// - Returns: the size, if it is another one now.
  @discardableResult
  public func resume() -> TerminalEvent? {
    guard isRunning else { return nil }
    // Whatever ran in between may have left any modes: let ncurses begin anew.
    if !isAway { endwin() }
    return takeAgainInForeground()
  }

  /// A program that was continued in the background, as by a kill that ends a stopped job, leaves the terminal alone.
  private func takeAgainInForeground() -> TerminalEvent? {
    let foreground = tcgetpgrp(outputDescriptor)
    isAway = foreground != -1 && foreground != getpgrp()
    guard !isAway else { return nil }
    takeModes()
    redraw()
    return updateSize()
  }

  private static func setHandler(_ handler: sighandler_t?, of number: Int32) -> sigaction {
    var action = sigaction()
    action.__sigaction_handler.sa_handler = handler
    var before = sigaction()
    sigaction(number, &action, &before)
    return before
  }

  /// Gives the terminal back as it was found. What is called later does nothing.
  public func stop() {
    guard isRunning else { return }
    isRunning = false
    if !isAway {
      giveModesBack()
      endwin()
      // Without a screen of its own to leave, the last line is where the shell goes on.
      if Self.capability("smcup") == nil {
        _ = send("\r" + String(decoding: Self.capability("el") ?? [], as: UTF8.self))
      }
    }
    CrashGuard.disarm()
    if let keyPad { delwin(keyPad) }
    delscreen(handle)
    for file in files { fclose(file) }
  }

  // MARK: Drawing

  private func draw(_ screen: Screen, in window: UnsafeMutablePointer<WINDOW>, changedFrom old: Screen?) {
    let columns = min(screen.width, width)
    var run = Run()
    for y in 0..<min(screen.height, height) {
      let row = y * screen.width
      for x in 0..<columns {
        let cell = screen.cells[row + x]
        if let old, old.cells[row + x] == cell {
          run.flush(to: window)
          continue
        }
        if run.style != cell.style || run.isEmpty {
          run.flush(to: window)
          run.start(x: x, y: y, style: cell.style, look: colors.look(of: cell.style))
        }
        run.append(isSplitInCorner(x, y, of: screen) ? " " : cell.text)
      }
      run.flush(to: window)
    }
  }

  /// Whether ncurses would tear a wide character apart.
  ///
  /// Where wrapping cannot be switched off, as in tmux, it fills the lower right corner by writing one column before it
  /// and inserting there; a wide character that ends there is lost, so it is drawn as blanks.
  private func isSplitInCorner(_ x: Int, _ y: Int, of screen: Screen) -> Bool {
    guard !canStopWrapping, y == height - 1, x == width - 3 || x == width - 2 else { return false }
    return screen.cell(x: width - 2, y: y)?.text.isEmpty ?? false
  }

  private func place(_ cursor: Point?, in window: UnsafeMutablePointer<WINDOW>) {
    let point = cursor.flatMap { Rect(x: 0, y: 0, width: width, height: height).contains($0) ? $0 : nil }
    if let point { wmove(window, Int32(point.y), Int32(point.x)) }
    let isVisible = point != nil
    guard cursorIsVisible != isVisible else { return }
    cursorIsVisible = isVisible
    // Where nobody sees the cursor it may stay wherever drawing left it.
    leaveok(window, !isVisible)
    curs_set(isVisible ? 1 : 0)
  }

  // MARK: Start

  /// ncurses draws by the locale: with `LANG=C` it would leave out whatever is not ASCII.
  private static func useUnicode() {
    setlocale(LC_CTYPE, "")
    if String(cString: nl_langinfo(nl_item(CODESET))) != "UTF-8" { setlocale(LC_CTYPE, "C.UTF-8") }
  }

  private static func open(
    type: String, input: Int32, output: Int32, entry: TerminalEntry
  ) throws(TerminalError) -> (OpaquePointer, [UnsafeMutablePointer<FILE>]) {
    var files: [UnsafeMutablePointer<FILE>] = []
    if let file = fdopen(dup(output), "w") { files.append(file) }
    if let file = fdopen(dup(input), "r") { files.append(file) }
    set_escdelay(25)
    // ncurses would answer SIGTSTP itself, and takes its handler back at any time; where it finds one it leaves it.
    var before = setHandler(SIG_IGN, of: SIGTSTP)
    defer { sigaction(SIGTSTP, &before, nil) }
    if files.count == 2 {
      let start = { newterm(type, files[0], files[1]) }
      if let handle = entry.whileInEnvironment(start) ?? start() { return (handle, files) }
    }
    for file in files { fclose(file) }
    throw TerminalError("the terminal type \(quoted(type)) is not known; set TERM, as in TERM=xterm-256color")
  }

  private static func quoted(_ type: String) -> String { type.isEmpty ? "in TERM (it is empty)" : "\"\(type)\"" }

  private func setModes() {
    raw()
    noecho()
    nonl()
    idlok(nc_stdscr(), true)
    keypad(nc_stdscr(), true)
    guard let keyPad else { return }
    keypad(keyPad, true)
    nodelay(keyPad, true)
    // What terminals send that differ from their terminfo, or did not switch to application mode.
    let others: [(String, Int32)] = [
      ("[A", KEY_UP), ("[B", KEY_DOWN), ("[C", KEY_RIGHT), ("[D", KEY_LEFT), ("OA", KEY_UP), ("OB", KEY_DOWN),
      ("OC", KEY_RIGHT), ("OD", KEY_LEFT), ("[H", KEY_HOME), ("[F", KEY_END), ("OH", KEY_HOME), ("OF", KEY_END),
      ("[1~", KEY_HOME), ("[4~", KEY_END), ("[7~", KEY_HOME), ("[8~", KEY_END), ("[2~", KEY_IC), ("[3~", KEY_DC),
      ("[5~", KEY_PPAGE), ("[6~", KEY_NPAGE), ("[Z", KEY_BTAB),
    ]
    // Reports of the mouse come as they are.
    for sequence in ["[<", "[M"] { define_key("\u{1B}" + sequence, 0) }
    for (sequence, code) in others where key_defined("\u{1B}" + sequence) == 0 {
      define_key("\u{1B}" + sequence, code)
    }
  }

  private var isHungUp: Bool {
    var descriptor = pollfd(fd: inputDescriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, 0) > 0 else { return false }
    return Int32(descriptor.revents) & Int32(POLLHUP | POLLERR | POLLNVAL) != 0
  }

  /// What brings the terminal back when nothing else can be called any more.
  private func restoringBytes() -> [UInt8] {
    let names = ["sgr0", "op", "rmacs", "cnorm", "rmkx"]
    var bytes = hasMouse ? Array(Terminal.mouseOff.utf8) : []
    bytes += names.flatMap { Self.capability($0) ?? [] }
    bytes += Self.capability("rmcup") ?? Array("\r\n".utf8)
    // Of an empty stack nothing is taken.
    return hasTitle && !keepsTitle ? bytes + Array(Terminal.titlePop.utf8) : bytes
  }

  /// A string of terminfo without its padding, as `$<5/>`; nil if the terminal lacks it.
  private static func capability(_ name: String) -> [UInt8]? {
    guard let start = tigetstr(name), Int(bitPattern: start) != -1 else { return nil }
    let text = String(cString: start)
    guard !text.isEmpty else { return nil }
    var result: [UInt8] = []
    var isPadding = false
    for (index, byte) in text.utf8.enumerated() {
      if byte == UInt8(ascii: "$"), text.utf8.dropFirst(index + 1).first == UInt8(ascii: "<") { isPadding = true }
      if !isPadding { result.append(byte) }
      if byte == UInt8(ascii: ">") { isPadding = false }
    }
    return result
  }
}
