public import Screens

extension Screen {
  /// The screen as an eye sees it: a blank is neither bold nor coloured unless it is reversed or underlined, and a
  /// cluster of two narrow characters is two cells.
  ///
  /// ncurses draws blanks as it is cheapest, and a terminal knows no clusters, so what it shows is compared so.
  public var asSeen: Screen {
    var seen = cells
    for index in cells.indices {
      if cells[index].text == " " {
        seen[index].style.attributes.formIntersection([.reverse, .underline])
        if seen[index].style.attributes.isEmpty { seen[index].style.foreground = .terminalDefault }
      }
      guard cells[index].text.unicodeScalars.count > 1 else { continue }
      var end = index
      seen[index].text = ""
      for scalar in cells[index].text.unicodeScalars {
        let isNext = VirtualTerminal.cells(of: scalar) > 0 && !seen[index].text.isEmpty
        if isNext, end + 1 < cells.count {
          end += 1
          seen[end].text = ""
        }
        seen[end].text.unicodeScalars.append(scalar)
      }
    }
    var screen = Screen(width: width, height: height, cells: seen)
    screen.cursor = cursor
    return screen
  }
}
