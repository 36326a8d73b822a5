import Configuration
import FeedModel
import Foundation

/// martlet(1), made from the tables that the program itself works by.
struct ManualPage {
  private var text = ManualText()

  /// - Parameters:
  ///   - help: all of the commands
  ///   - date: what stands in the page's foot
  /// - Returns: the page in man(7).
  static func source(of help: CommandHelp, date: Date) -> String {
    var page = ManualPage()
    page.writeOverview(help, date)
    page.writeCommands(help)
    page.writeKeys()
    page.writeFilters()
    page.writeSettings()
    page.writeFiles()
    page.writeExamples()
    return page.text.source
  }

  private mutating func writeOverview(_ help: CommandHelp, _ date: Date) {
    let day = date.formatted(.iso8601.year().month().day())
    text = ManualText(title: "MARTLET", date: day, origin: "Martlet \(Version.string)", volume: "User Commands")
    text.section("Name")
    text.paragraph("martlet - read feeds in a terminal")
    text.section("Synopsis")
    for form in [
      "`martlet` [FILE…] [`--theme` NAME] [`--data-dir` DIR]", "`martlet` COMMAND … [`--data-dir` DIR]",
    ] {
      text.paragraph(form)
    }
    text.section("Description")
    text.paragraph(
      """
      Martlet is a feed reader: a list of posts, and beside or above it the open article, set as a page. It keeps \
      every article in a cache on disk, so it starts at once and reads the same without a network.
      """)
    for paragraph in (help.discussion ?? "").components(separatedBy: "\n\n").prefix(1) { text.paragraph(paragraph) }
    text.item(ManualText.bold("--theme ") + ManualText.italic("NAME"), "The colours; `martlet themes` lists them.")
    text.item(ManualText.bold("--data-dir ") + ManualText.italic("DIR"), "The folder of the cache, for every command.")
    text.item(
      ManualText.bold("--keys ") + ManualText.italic("KEYS") + ManualText.bold(" --frames ") + ManualText.italic("FILE")
        + " [" + ManualText.bold("--size ") + ManualText.italic("80x24") + "]",
      "Replay keys such as `jj<CR><Space><Wait:2s>` without a terminal, and write each screen as text.")
    text.paragraph(
      """
      The exit status is 0 when the work is done, 1 when the input or the work failed, 2 on wrong usage; on 1 and 2 \
      there is one line on stderr.
      """)
  }

  private mutating func writeCommands(_ help: CommandHelp) {
    text.section("Commands")
    for command in help.shown { write(command, after: "martlet") }
  }

  private mutating func write(_ command: CommandHelp, after prefix: String) {
    let name = prefix + " " + command.commandName
    let usage = ([ManualText.bold(name)] + command.own.map(\.usage)).joined(separator: " ")
    text.item(usage, command.abstract ?? "")
    text.indented { text in
      for paragraph in (command.discussion ?? "").components(separatedBy: "\n\n") where !paragraph.isEmpty {
        text.paragraph(paragraph)
      }
      for argument in command.own where !(argument.abstract ?? "").isEmpty {
        text.item(argument.term, argument.abstract ?? "")
      }
    }
    for inner in command.shown { write(inner, after: name) }
  }

  private mutating func writeKeys() {
    text.section("Keys")
    text.paragraph(
      """
      These are the keys of the reader as it comes; `martlet keys` lists them as they are in effect. A number before \
      a key repeats it or says which. Every command can be typed by its name after `:`.
      """)
    for group in CommandDescription.Group.allCases {
      text.subsection(group.rawValue)
      for row in Command.table where row.group == group {
        let keys = row.defaultKeys.map { ManualText.bold($0.label) }
        let names = [":" + row.command.rawValue].map(ManualText.bold)
        text.item((keys.isEmpty ? names : keys).joined(separator: ", "), row.help)
      }
    }
  }

  private mutating func writeFilters() {
    text.section("Filters")
    text.paragraph(
      """
      `query`, `mark`, `export json`, saved views and `F` in the reader share one language. All terms side by side \
      must hold. An expression that begins with `-` follows `--`.
      """)
    for term in Filter.terms {
      text.item(term.examples.map(ManualText.bold).joined(separator: ", "), term.help)
    }
  }

  private mutating func writeSettings() {
    text.section("Settings")
    text.paragraph(
      """
      `config.yaml` holds lines such as `theme: paper`; `martlet config` prints all of them, as they are in effect. \
      Under `keys:` stand lines such as `x: toggle-star`, `gt: theme paper`, `X: [toggle-read, next-unread]` or \
      `m: none`.
      """)
    for setting in Settings().descriptions {
      let value = setting.value.isEmpty ? "" : " " + setting.value
      text.item(ManualText.bold(setting.name + ":") + ManualText.escaped(value), setting.help)
    }
  }

  private mutating func writeFiles() {
    text.section("Files")
    for (path, help) in Self.files { text.item(ManualText.italic(path), help) }
    text.section("Environment")
    for (name, help) in Self.environment { text.item(ManualText.bold(name), help) }
  }

  private static let files = [
    ("$XDG_CONFIG_HOME/martlet/config.yaml", "The settings; without the variable, ~/.config/martlet/config.yaml."),
    (
      "$XDG_CONFIG_HOME/martlet/credentials.yaml",
      "Users, passwords and headers for hosts and addresses; used only if nobody else may read it (mode 0600)."
    ),
    ("$XDG_CONFIG_HOME/martlet/themes/*.yaml", "Your own themes, and base16 or base24 schemes."),
    (
      "$XDG_DATA_HOME/martlet/martlet.db",
      "The subscriptions, articles and marks; without the variable, ~/.local/share/martlet/martlet.db."
    ),
    ("$XDG_DATA_HOME/martlet/martlet.db-feeds", "A copy of the subscriptions, should the cache be damaged."),
  ]

  private static let environment = [
    ("VISUAL, EDITOR", "What `martlet edit` opens."),
    ("BROWSER", "What opens links, unless `browser:` is set; then xdg-open, on a local display."),
    ("http_proxy, https_proxy, all_proxy, no_proxy", "Proxies."),
    ("CURL_CA_BUNDLE, SSL_CERT_FILE", "Certificates to trust in place of the system's."),
    ("SSH_CONNECTION, SSH_TTY", "Set in a remote session: the panes are stacked, and links are copied, not opened."),
    ("TERM, COLORTERM, NO_COLOR", "What the terminal can do, and whether colours are wanted."),
    ("LANG, LC_ALL, LC_CTYPE", "Without UTF-8 in them, C.UTF-8 is used."),
  ]

  private mutating func writeExamples() {
    text.section("Examples")
    for (help, line) in Self.examples {
      text.paragraph(help)
      text.example(line)
    }
  }

  private static let examples = [
    ("Subscribe to what a page offers:", "martlet add https://blog.example/"),
    (
      "Refresh every hour, without the reader, by systemd or by cron:",
      "martlet timer\n17 * * * *  martlet refresh --quiet"
    ),
    (
      "What two feeds said of Swift in two weeks:",
      "martlet query 'swift newer:2w (feed:\"Planet X\" or feed:lwn)'"
    ),
    ("Read what one post says:", "curl -s https://blog.example/post | martlet render - | less"),
  ]
}

extension CommandHelp.Argument {
  private var value: String { ManualText.italic((valueName ?? "value").uppercased()) }

  private var flag: String {
    let name = preferredName?.name ?? ""
    return ManualText.bold((preferredName?.kind == "long" ? "--" : "-") + name)
  }

  /// As it stands in a list of what the command takes.
  fileprivate var term: String {
    switch kind {
    case "positional": value
    case "flag": flag
    default: flag + " " + value
    }
  }

  /// As it stands in the command's line.
  fileprivate var usage: String {
    let name = term + (isRepeating ? "…" : "")
    return isOptional ? "[\(name)]" : name
  }
}
