import Glibc
public import Screens

/// A terminal in memory: bytes as ncurses writes them for xterm, tmux, linux and vt100 go in, a `Screen` comes out.
public struct VirtualTerminal: Sendable {
  public private(set) var width: Int
  public private(set) var height: Int
  public private(set) var cursorIsVisible = true
  public private(set) var isAlternateScreen = false
  /// The texts of OSC sequences in the order they came, as `0;a title`.
  public private(set) var commands: [String] = []
  /// How many titles lie on the terminal's stack.
  public private(set) var titleDepth = 0
  /// The modes that are switched on, as `?1049`, `4`.
  public private(set) var modes: Set<String> = ["?7", "?25"]
  public private(set) var bells = 0
  /// What could not be understood: a test may ask for it to be empty.
  public private(set) var unknown: [String] = []

  private var cells: [Cell]
  private var mainCells: [Cell] = []
  private var column = 0
  private var row = 0
  private var savedPlace = (column: 0, row: 0)
  /// The cursor stands behind the last column; the next character wraps.
  private var wrapIsPending = false
  private var style = Style()
  private var top = 0
  private var bottom: Int
  private var lastCharacter: Unicode.Scalar?
  /// Whether G0 and G1 hold line drawing, and which one is in use.
  private var lineDrawing = [false, false]
  private var shift = 0
  private var parser = TerminalParser()

  public init(width: Int, height: Int) {
    self.width = max(1, width)
    self.height = max(1, height)
    bottom = self.height - 1
    cells = Array(repeating: Cell(" ", style: Style()), count: self.width * self.height)
    _ = Self.wcwidth
  }

  /// What is shown now. The cursor is nil while it is hidden.
  public var screen: Screen {
    var screen = Screen(width: width, height: height, cells: cells)
    if cursorIsVisible { screen.cursor = Point(x: column, y: row) }
    return screen
  }

  /// Where the cursor stands, seen or not.
  public var cursor: Point { Point(x: column, y: row) }

  /// The rows as text, trailing blanks trimmed.
  public var rows: [String] { screen.rows }

  /// All rows as one text.
  public var text: String { rows.joined(separator: "\n") }

  /// The last title that was set.
  public var title: String? {
    commands.last { $0.hasPrefix("0;") || $0.hasPrefix("2;") }.map { String($0.dropFirst(2)) }
  }

  /// Takes what the program wrote; sequences may be split between calls.
  public mutating func feed(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      guard let event = parser.take(byte) else { continue }
      perform(event)
    }
  }

  /// Changes the size as xterm does: the upper left stays.
  public mutating func resize(width newWidth: Int, height newHeight: Int) {
    func resized(_ old: [Cell]) -> [Cell] {
      var new = Array(repeating: Cell(" ", style: Style()), count: newWidth * newHeight)
      guard old.count == width * height else { return new }
      for y in 0..<min(height, newHeight) {
        for x in 0..<min(width, newWidth) { new[y * newWidth + x] = old[y * width + x] }
      }
      return new
    }
    let (newCells, newMain) = (resized(cells), resized(mainCells))
    (cells, mainCells, width, height) = (newCells, mainCells.isEmpty ? [] : newMain, newWidth, newHeight)
    (top, bottom) = (0, height - 1)
    (column, row) = (min(column, width - 1), min(row, height - 1))
    wrapIsPending = false
  }

  private mutating func perform(_ event: TerminalParser.Event) {
    switch event {
    case .text(let scalar): write(scalar)
    case .control(let byte): control(byte)
    case .escape(let byte): escape(byte)
    case .charset(let set, let name): lineDrawing[set] = name == UInt8(ascii: "0")
    case .operatingSystemCommand(let text): commands.append(text)
    case .sequence(let sequence): perform(sequence)
    case .unknown(let text): unknown.append(text)
    }
  }

  // MARK: Text

  private typealias WidthFunction = @convention(c) (UInt32) -> CInt
  /// libc's, which ncurses counts with too. The Glibc module does not show it.
  private static let wcwidth: WidthFunction? = {
    setlocale(LC_CTYPE, "C.UTF-8")
    return dlsym(nil, "wcwidth").map { unsafeBitCast($0, to: WidthFunction.self) }
  }()

  static func cells(of scalar: Unicode.Scalar) -> Int {
    scalar.value < 0x80 ? 1 : Int(wcwidth?(scalar.value) ?? 1)
  }

  private mutating func write(_ raw: Unicode.Scalar) {
    let scalar = lineDrawing[shift] ? Self.drawing[raw] ?? raw : raw
    let count = Self.cells(of: scalar)
    guard count > 0 else { return combine(scalar) }
    lastCharacter = scalar
    if wrapIsPending || column + count > width {
      if modes.contains("?7") {
        column = 0
        lineFeed()
      } else {
        column = max(0, width - count)
      }
      wrapIsPending = false
    }
    if modes.contains("4") { insertCells(count) }
    for offset in 0..<min(count, width - column) {
      clearCell(row, column + offset)
      cells[row * width + column + offset] = Cell(offset == 0 ? String(scalar) : "", style: style)
    }
    column += count
    if column >= width {
      column = width - 1
      wrapIsPending = true
    }
  }

  /// Appends a mark to the character before the cursor.
  private mutating func combine(_ scalar: Unicode.Scalar) {
    var x = wrapIsPending ? column : column - 1
    if x > 0, cells[row * width + x].text.isEmpty { x -= 1 }
    guard x >= 0 else { return }
    cells[row * width + x].text.unicodeScalars.append(scalar)
  }

  /// Blanks a cell, and its other half if it is one of a wide character.
  private mutating func clearCell(_ y: Int, _ x: Int) {
    let index = y * width + x
    if cells[index].text.isEmpty, x > 0 { cells[index - 1].text = " " }
    if x + 1 < width, cells[index + 1].text.isEmpty { cells[index + 1].text = " " }
    // Erased cells take the background, as xterm, tmux and linux do (bce).
    cells[index] = Cell(" ", style: Style(background: style.background))
  }

  private static let drawing: [Unicode.Scalar: Unicode.Scalar] = [
    "q": "─", "x": "│", "l": "┌", "k": "┐", "m": "└", "j": "┘", "t": "├", "u": "┤", "v": "┴", "w": "┬", "n": "┼",
    "`": "◆", "a": "▒", "~": "·", "f": "°", "g": "±", "o": "⎺", "s": "⎽", "{": "π", "}": "£", "|": "≠", "y": "≤",
    "z": "≥",
  ]

  // MARK: Controls

  private mutating func control(_ byte: UInt8) {
    switch byte {
    case 7: bells += 1
    case 8: moveTo(row, column - 1)
    case 9: moveTo(row, (column / 8 + 1) * 8)
    case 10, 11, 12:
      wrapIsPending = false
      lineFeed()
    case 13: moveTo(row, 0)
    case 14: shift = 1
    case 15: shift = 0
    default: break
    }
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "7"): savedPlace = (column, row)
    case UInt8(ascii: "8"): moveTo(savedPlace.row, savedPlace.column)
    case UInt8(ascii: "D"): lineFeed()
    case UInt8(ascii: "E"):
      moveTo(row, 0)
      lineFeed()
    case UInt8(ascii: "M"):
      if row == top { scroll(from: top, by: -1) } else { moveTo(row - 1, column) }
    case UInt8(ascii: "c"): self = VirtualTerminal(width: width, height: height)
    case UInt8(ascii: "="), UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "H"): break
    default: unknown.append("ESC \(UnicodeScalar(byte))")
    }
  }

  private mutating func moveTo(_ y: Int, _ x: Int) {
    row = max(0, min(height - 1, y))
    column = max(0, min(width - 1, x))
    wrapIsPending = false
  }

  private mutating func lineFeed() {
    if row == bottom { scroll(from: top, by: 1) } else if row < height - 1 { row += 1 }
  }

  /// Moves the lines from `first` to the scroll region's end up, or down if the count is negative.
  private mutating func scroll(from first: Int, by count: Int) {
    guard first <= bottom else { return }
    let lines = (first...bottom).map { Array(cells[$0 * width..<($0 + 1) * width]) }
    let blank = Array(repeating: Cell(" ", style: Style(background: style.background)), count: width)
    for (offset, y) in (first...bottom).enumerated() {
      let source = offset + count
      cells.replaceSubrange(y * width..<(y + 1) * width, with: lines.indices.contains(source) ? lines[source] : blank)
    }
  }

  // MARK: Control sequences

  private mutating func perform(_ sequence: TerminalParser.Sequence) {
    let count = sequence.count
    switch (sequence.prefix, sequence.final) {
    case ("", "A"): moveTo(max(row - count, row >= top ? top : 0), column)
    case ("", "B"): moveTo(min(row + count, row <= bottom ? bottom : height - 1), column)
    case ("", "C"): moveTo(row, column + count)
    case ("", "D"): moveTo(row, column - count)
    case ("", "E"): moveTo(row + count, 0)
    case ("", "F"): moveTo(row - count, 0)
    case ("", "G"), ("", "`"): moveTo(row, count - 1)
    case ("", "d"): moveTo(count - 1, column)
    case ("", "H"), ("", "f"): moveTo(sequence.value(0, or: 1) - 1, sequence.value(1, or: 1) - 1)
    case ("", "I"): moveTo(row, (column / 8 + count) * 8)
    case ("", "Z"): moveTo(row, ((column + 7) / 8 - count) * 8)
    case ("", "J"): eraseDisplay(sequence.value(0, or: 0))
    case ("", "K"): eraseLine(sequence.value(0, or: 0))
    case ("", "L"): if (top...bottom).contains(row) { scroll(from: row, by: -count) }
    case ("", "M"): if (top...bottom).contains(row) { scroll(from: row, by: count) }
    case ("", "S"): scroll(from: top, by: count)
    case ("", "T"): scroll(from: top, by: -count)
    case ("", "P"): deleteCells(count)
    case ("", "@"): insertCells(count)
    case ("", "X"): for x in column..<min(width, column + count) { clearCell(row, x) }
    case ("", "b"): if let lastCharacter { for _ in 0..<count { write(lastCharacter) } }
    case ("", "r"): setRegion(sequence)
    case ("", "m"): style = sequence.style(after: style)
    case ("", "h"), ("", "l"), ("?", "h"), ("?", "l"): setModes(sequence)
    case ("", "t"):
      if sequence.parameters.first == 22 { titleDepth += 1 }
      if sequence.parameters.first == 23 { titleDepth = max(0, titleDepth - 1) }
    case ("", "n"), ("", "c"), ("", "g"), ("", "i"), ("!", "p"), ("?", "c"), (">", "c"), (">", "m"): break
    default: unknown.append("CSI \(sequence)")
    }
  }

  private mutating func eraseDisplay(_ mode: Int) {
    let place = row * width + column
    let range = mode == 0 ? place..<cells.count : mode == 1 ? 0..<place + 1 : 0..<cells.count
    for index in range { clearCell(index / width, index % width) }
    wrapIsPending = false
  }

  private mutating func eraseLine(_ mode: Int) {
    let range = mode == 0 ? column..<width : mode == 1 ? 0..<column + 1 : 0..<width
    for x in range { clearCell(row, x) }
    wrapIsPending = false
  }

  private mutating func deleteCells(_ count: Int) {
    var line = Array(cells[row * width..<(row + 1) * width])
    line.removeSubrange(column..<min(width, column + count))
    line += Array(repeating: Cell(" ", style: Style(background: style.background)), count: width - line.count)
    cells.replaceSubrange(row * width..<(row + 1) * width, with: line)
  }

  private mutating func insertCells(_ count: Int) {
    var line = Array(cells[row * width..<(row + 1) * width])
    let blank = Cell(" ", style: Style(background: style.background))
    line.insert(contentsOf: Array(repeating: blank, count: min(count, width - column)), at: column)
    line.removeLast(line.count - width)
    cells.replaceSubrange(row * width..<(row + 1) * width, with: line)
  }

  private mutating func setRegion(_ sequence: TerminalParser.Sequence) {
    let first = sequence.value(0, or: 1) - 1
    let last = sequence.value(1, or: height) - 1
    guard first >= 0, first < last, last < height else { return }
    (top, bottom) = (first, last)
    moveTo(0, 0)
  }

  private mutating func setModes(_ sequence: TerminalParser.Sequence) {
    let isOn = sequence.final == "h"
    for number in sequence.parameters.map({ sequence.prefix + String($0 ?? 0) }) {
      if isOn { modes.insert(number) } else { modes.remove(number) }
      switch number {
      case "?25": cursorIsVisible = isOn
      case "?1049", "?47", "?1047": setAlternateScreen(isOn)
      default: break
      }
    }
  }

  private mutating func setAlternateScreen(_ isOn: Bool) {
    guard isOn != isAlternateScreen else { return }
    isAlternateScreen = isOn
    if isOn {
      savedPlace = (column, row)
      mainCells = cells
      cells = Array(repeating: Cell(" ", style: Style()), count: width * height)
    } else {
      cells = mainCells
      moveTo(savedPlace.row, savedPlace.column)
    }
  }
}
