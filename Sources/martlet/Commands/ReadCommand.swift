import ArgumentParser

/// The reader.
struct ReadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "read", abstract: "Open the reader.", shouldDisplay: false)

  @OptionGroup var data: DataOptions
  @Argument(help: "Local feeds, HTML pages or text files to open without subscribing.")
  var files: [String] = []

  func run() throws {
    throw CommandFailure("there is no reader yet; \(data.directory ?? "no folder")")
  }
}
