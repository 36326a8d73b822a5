import Configuration
import FeedFetching
import FeedModel
import Glibc

/// `credentials.yaml`: names, passwords and headers for servers, in a file that only its owner may read.
enum CredentialsFile {
  /// - Returns: none without a file.
  /// - Throws: if others may read it, or it cannot be understood.
  static func read(_ path: String?) throws(CommandFailure) -> [ServerAccess] {
    guard let path, access(path, F_OK) == 0 else { return [] }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & 0o077 == 0 else {
      throw CommandFailure("credentials.yaml may be read by others; make it yours alone: chmod 600 '\(path)'")
    }
    let (access, problems) = Credentials.read(file: path)
    if let problem = problems.first { throw failure(problem) }
    if let wrong = access.first(where: { !AccessList.isPlace($0.place) }) {
      throw CommandFailure(
        "credentials.yaml: '\(FeedAddress(wrong.place).url)' must be a host, or an http or https URL without a user")
    }
    return access
  }

  private static func failure(_ problem: SettingsProblem) -> CommandFailure {
    CommandFailure("credentials.yaml" + (problem.line.map { ", line \($0)" } ?? "") + ": " + problem.message)
  }
}

extension DataOptions {
  /// What fetches, with what the user has for servers.
  func fetcher() throws(CommandFailure) -> Fetcher {
    Fetcher(access: try CredentialsFile.read(paths.credentialsFile))
  }

  /// The same; where the file cannot be used, a fetcher that has nothing for any server, and the reason to tell.
  func fetcherAsFarAsPossible() -> (fetcher: Fetcher, fault: CommandFailure?) {
    do throws(CommandFailure) {
      return (try fetcher(), nil)
    } catch {
      return (Fetcher(), error)
    }
  }
}
