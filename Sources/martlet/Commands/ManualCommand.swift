import ArgumentParser

/// Prints the manual page.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Print the manual page, martlet(1).",
    discussion: "To read it where it is not installed: martlet manual | man -l -")

  @OptionGroup var data: DataOptions

  func run() throws {
    try Output.write(ManualPage.source(of: CommandHelp.all(), date: SystemClock.now()))
  }
}
