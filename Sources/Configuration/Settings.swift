/// Files → values: what the user may set, with where each value comes from.
public import FeedModel
import Yams

/// How the panes are laid out.
public enum PaneLayout: String, CaseIterable, Equatable, Sendable {
  /// `beside` on a wide local terminal, `stacked` elsewhere.
  case auto
  /// The list above the article.
  case stacked
  /// The list to the left of the article.
  case beside
}

/// Whether the reader asks the feeds by itself.
public enum RefreshMode: String, CaseIterable, Equatable, Sendable {
  case automatic
  case manual
}

/// What the user may set, each with its default.
public struct Settings: Equatable, Sendable {
  public var theme = "terminal"
  public var layout = PaneLayout.auto
  public var refresh = RefreshMode.automatic
  /// Cells of the text column at most.
  public var measure = 72
  /// Whether words are divided at line ends, by the rules of the post's language.
  public var hyphenate = false
  /// Whether lines of text end in one column.
  public var justify = false
  /// Whether the mouse is the reader's; otherwise the terminal selects text with it.
  public var mouse = true
  /// Whether the window is titled after the post.
  public var title = true
  /// The browser as a list of arguments; the URL is appended. Empty: $BROWSER, then xdg-open.
  public var browser: [String] = []
  /// Which programs open which kinds of file.
  public var programs = ProgramsByType()
  /// The folder that enclosures are saved to. Empty: the user's folder for downloads.
  public var downloads = ""
  /// The folder that posts are saved to. Empty: where the reader was started.
  public var posts = ""
  /// The keymap that the user's own keys are laid over.
  public var keymap = KeymapPreset.martlet
  /// The user's own keys, in the file's order.
  public var bindings: [KeyBinding] = []
  /// How long read posts stay in the cache, of feeds for which nothing else is set.
  public var keep = Retention.forever
  /// The names that a config file set.
  public var setNames: Set<String> = []

  public static let measureRange = 20...200

  public init() {}
}

/// What a config file says that cannot be used.
public struct SettingsProblem: Error, Equatable, Sendable {
  /// Line in the file, from 1; nil where the file as a whole is meant.
  public var line: Int?
  public var message: String

  public init(line: Int?, message: String) {
    self.line = line
    self.message = message
  }
}

extension Settings {
  /// One setting as `martlet config` shows it.
  public struct Description: Equatable, Sendable {
    public var name: String
    public var value: String
    public var help: String
    public var isDefault: Bool
    /// What could be set, where nothing is by default.
    public var example: String
  }

  public var descriptions: [Description] {
    Settings.fields.map { field in
      Description(
        name: field.name, value: field.show(self), help: field.help, isDefault: !setNames.contains(field.name),
        example: field.example)
    }
  }

  /// Reads a config file. What cannot be used is reported and left at its default; the rest counts.
  public static func read(file path: String) -> (settings: Settings, problems: [SettingsProblem]) {
    do throws(SettingsProblem) {
      return read(yaml: try YAMLFile.text(of: path))
    } catch {
      return (Settings(), [error])
    }
  }

  /// Reads the text of a config file.
  public static func read(yaml: String) -> (settings: Settings, problems: [SettingsProblem]) {
    var settings = Settings()
    let root: Node?
    do throws(SettingsProblem) {
      root = try YAMLFile.root(of: yaml)
    } catch {
      return (settings, [error])
    }
    guard let root else { return (settings, []) }
    guard let mapping = root.mapping else {
      return (settings, [SettingsProblem(line: root.mark?.line, message: "expected lines such as 'theme: paper'")])
    }
    var problems: [SettingsProblem] = []
    for (key, value) in mapping {
      let name = key.string ?? ""
      if name == KeyBinding.settingName {
        problems += settings.readBindings(value)
        continue
      }
      guard let field = fields.first(where: { $0.name == name }) else {
        let known = (fields.map(\.name) + [KeyBinding.settingName]).joined(separator: ", ")
        problems.append(
          SettingsProblem(line: key.mark?.line, message: "there is no setting '\(name)'; there are \(known)"))
        continue
      }
      if field.set(&settings, value) {
        settings.setNames.insert(name)
      } else {
        problems.append(SettingsProblem(line: value.mark?.line, message: "\(name) must be \(field.expected)"))
      }
    }
    return (settings, problems)
  }
}

extension Settings {
  /// Whether a text names a folder wherever the reader was started.
  private static func isFolder(_ path: String) -> Bool {
    path.hasPrefix("/") || path == "~" || path.hasPrefix("~/")
  }

  private struct Field: Sendable {
    var name: String
    var help: String
    var expected: String
    var example = ""
    var show: @Sendable (Settings) -> String
    /// - Returns: whether the value could be used.
    var set: @Sendable (inout Settings, Node) -> Bool
  }

  private static func flag(
    _ name: String, _ setting: any WritableKeyPath<Settings, Bool> & Sendable, help: String
  ) -> Field {
    Field(
      name: name, help: help, expected: "true or false", show: { String($0[keyPath: setting]) },
      set: { settings, node in
        guard let value = node.bool else { return false }
        settings[keyPath: setting] = value
        return true
      })
  }

  private static func choice<Value: RawRepresentable<String> & SendableMetatype>(
    _ name: String, _ setting: any WritableKeyPath<Settings, Value> & Sendable, help: String, expected: String
  ) -> Field {
    Field(
      name: name, help: help, expected: expected, show: { $0[keyPath: setting].rawValue },
      set: { settings, node in
        guard let value = node.string.flatMap(Value.init(rawValue:)) else { return false }
        settings[keyPath: setting] = value
        return true
      })
  }

  private static let fields: [Field] = [
    Field(
      name: "theme", help: "colours; `martlet themes` lists them", expected: "the name of a theme",
      show: { $0.theme },
      set: { settings, node in
        guard let name = node.string, !name.isEmpty else { return false }
        settings.theme = name
        return true
      }),
    choice("layout", \.layout, help: "where the panes are", expected: "auto, stacked or beside"),
    choice("refresh", \.refresh, help: "whether the reader refreshes feeds by itself", expected: "automatic or manual"),
    Field(
      name: "measure", help: "cells of the text column at most",
      expected: "a number from \(measureRange.lowerBound) to \(measureRange.upperBound)",
      show: { String($0.measure) },
      set: { settings, node in
        guard let measure = node.int, measureRange.contains(measure) else { return false }
        settings.measure = measure
        return true
      }),
    flag("hyphenate", \.hyphenate, help: "divide words at line ends, as the post's language does"),
    flag("justify", \.justify, help: "end all lines in one column"),
    choice(
      "keymap", \.keymap, help: "the keys to begin with; `keys:` changes them",
      expected: KeymapPreset.allCases.map(\.rawValue).joined(separator: " or ")),
    flag(
      "mouse", \.mouse,
      help: "click and scroll with the mouse; false leaves it to the terminal, for selecting text"),
    flag("title", \.title, help: "title the window after the post"),
    Field(
      name: "browser", help: "the program that opens links, with its arguments",
      expected: "a program and its arguments", example: "firefox --new-tab",
      show: { $0.browser.joined(separator: " ") },
      set: { settings, node in
        guard let program = ProgramLine(node) else { return false }
        settings.browser = program.words
        return true
      }),
    Field(
      name: "programs", help: "the programs that open enclosures, by type, such as {audio: mpv --no-video}",
      expected: "lines such as 'audio: mpv --no-video' or 'application/pdf: zathura'",
      example: "{audio: mpv --no-video, application/pdf: zathura}",
      show: { $0.programs.text },
      set: { settings, node in
        guard let programs = ProgramsByType(node) else { return false }
        settings.programs = programs
        return true
      }),
    Field(
      name: "downloads", help: "the folder that enclosures are saved to; $XDG_DOWNLOAD_DIR or ~/Downloads if empty",
      expected: "a folder such as ~/Podcasts", example: "~/Podcasts",
      show: { $0.downloads },
      set: { settings, node in
        guard let folder = node.string, Settings.isFolder(folder) else { return false }
        settings.downloads = folder
        return true
      }),
    Field(
      name: "posts", help: "the folder that posts are saved to; where martlet was started if empty",
      expected: "a folder such as ~/notes", example: "~/notes",
      show: { $0.posts },
      set: { settings, node in
        guard let folder = node.string, Settings.isFolder(folder) else { return false }
        settings.posts = folder
        return true
      }),
    Field(
      name: "keep", help: "how long read posts are kept that their feeds no longer list",
      expected: "forever, days such as 90d, or a number of entries for each feed such as 500 entries",
      show: { $0.keep.text },
      set: { settings, node in
        guard let keep = node.string.flatMap(Retention.init) else { return false }
        settings.keep = keep
        return true
      }),
  ]
}
