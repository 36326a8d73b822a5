import ArgumentParser
import FeedCache
import FeedModel

/// Saved views: filters with a name.
struct ViewsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "views", abstract: "List, save and remove views: filters with a name.",
    subcommands: [List.self, Add.self, Remove.self, Rename.self], defaultSubcommand: List.self)

  @OptionGroup var data: DataOptions

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the saved views.")

    @OptionGroup var data: DataOptions
    @Flag(help: "Print JSON.")
    var json = false

    func run() throws {
      let views = try data.openCache().views()
      if json { return try Output.write(JSONText.of(Report(views: views.map(Report.View.init)))) }
      guard !views.isEmpty else {
        return try Output.write("No views yet; save one with martlet views add NAME EXPR\n")
      }
      var table = TextTable([.leftUpTo(40), .left])
      for view in views { table.add([view.name, view.expression]) }
      try Output.write(table.lines.map { $0 + "\n" }.joined())
    }
  }

  private struct Report: Encodable {
    struct View: Encodable {
      var name: String
      var expression: String

      init(_ view: SavedView) {
        name = view.name
        expression = view.expression
      }
    }

    var views: [View]
  }

  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Save an expression under a name, in place of the view that has it.")

    @OptionGroup var data: DataOptions
    @Argument(help: "The view's name.")
    var name: String
    @Argument(help: "Which entries, as for martlet query.")
    var expression: String

    func run() throws {
      _ = try Filter(parsing: expression)
      guard let name = SavedView.name(name) else { throw ValidationError("a view needs a name") }
      try data.openCache().save([SavedView(name: name, expression: expression)], at: SystemClock.now())
      try Output.write("Saved.\n")
    }
  }

  struct Remove: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: "Remove a view.")

    @OptionGroup var data: DataOptions
    @Argument(help: "The view's name.")
    var name: String

    func run() throws {
      guard try data.openCache().removeView(named: name, at: SystemClock.now()) else { throw Self.unknown(name) }
      try Output.write("Removed.\n")
    }

    fileprivate static func unknown(_ name: String) -> CommandFailure {
      CommandFailure("there is no view '\(name)'; martlet views lists them")
    }
  }

  struct Rename: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rename", abstract: "Give a view another name; it keeps its place.")

    @OptionGroup var data: DataOptions
    @Argument(help: "The view's name.")
    var name: String
    @Argument(help: "The new name.")
    var new: String

    func run() throws {
      guard let new = SavedView.name(new) else { throw ValidationError("a view needs a name") }
      guard try data.openCache().renameView(name, to: new, at: SystemClock.now()) else { throw Remove.unknown(name) }
      try Output.write("Renamed.\n")
    }
  }
}
