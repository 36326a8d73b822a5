public import Screens

extension Screen {
  /// The screen as an eye sees it: a blank is neither bold nor coloured unless it is reversed or underlined.
  ///
  /// ncurses draws blanks as it is cheapest, so what a terminal shows is compared in this form.
  public var asSeen: Screen {
    let seen = cells.map { cell in
      guard cell.text == " " else { return cell }
      var style = cell.style
      style.attributes.formIntersection([.reverse, .underline])
      if style.attributes.isEmpty { style.foreground = .terminalDefault }
      return Cell(" ", style: style)
    }
    var screen = Screen(width: width, height: height, cells: seen)
    screen.cursor = cursor
    return screen
  }
}
