import ArgumentParser
import Foundation
import Typography

/// Prints units for systemd.
struct TimerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "timer", abstract: "Print a systemd timer that refreshes the feeds, as an example.",
    discussion: """
      Put the two parts into the files that they name, then: systemctl --user enable --now martlet.timer
      """)

  @OptionGroup var data: DataOptions
  @Option(help: "Minutes between two refreshes.")
  var minutes = 60

  func validate() throws {
    if !(1...100_000).contains(minutes) { throw ValidationError("--minutes is a number from 1 to 100000") }
  }

  func run() throws {
    let program = Bundle.main.executablePath ?? "/usr/bin/martlet"
    let arguments = [program, "refresh", "--quiet"] + (data.directory.map { ["--data-dir", absolute($0)] } ?? [])
    try Output.write(
      """
      # ~/.config/systemd/user/martlet.service
      [Unit]
      Description=Refresh Martlet's feeds

      [Service]
      Type=oneshot
      ExecStart=\(arguments.map(quoted).joined(separator: " "))
      # 1: a feed failed; martlet status tells which.
      SuccessExitStatus=1
      Nice=10

      # ~/.config/systemd/user/martlet.timer
      [Unit]
      Description=Refresh Martlet's feeds every \(minutes == 1 ? "minute" : "\(minutes) minutes")

      [Timer]
      OnStartupSec=2min
      OnUnitActiveSec=\(minutes)min
      RandomizedDelaySec=\(min(minutes, 10))min

      [Install]
      WantedBy=timers.target

      """)
  }

  private func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
  }

  /// As systemd reads a word of a command line (systemd.service(5), "Command lines").
  private func quoted(_ word: String) -> String {
    let plain = word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "/._-+:@=".contains($0)) }
    if plain { return word }
    let escaped = word.unicodeScalars.map { scalar in
      switch scalar {
      case "\\", "\"": "\\\(scalar)"
      case "%", "$": "\(scalar)\(scalar)"
      case _ where TerminalText.line("|\(scalar)|") != "|\(scalar)|":
        String(scalar).utf8.map { "\\x" + String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}
