import Configuration
import FeedFetching
import FeedModel
import Glibc
import Synchronization

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

/// `credentials.yaml` while the reader is open: what is in it is taken over whenever it has changed.
final class CredentialsWatch: Sendable {
  /// What tells one state of the file from another.
  private struct Stamp: Equatable {
    var file: UInt
    var size: Int
    var seconds: Int
    var nanoseconds: Int
  }

  private let path: String?
  private let complain: @Sendable (CommandFailure) -> Void
  private let known: Mutex<(stamp: Stamp?, access: AccessList)>

  /// - Parameters:
  ///   - path: the file, which need not be there.
  ///   - complain: told once of each state of the file that cannot be used; what was in it before stays in use.
  init(_ path: String?, complain: @escaping @Sendable (CommandFailure) -> Void) {
    self.path = path
    self.complain = complain
    known = Mutex((nil, AccessList([])))
    _ = current
  }

  var current: AccessList {
    known.withLock { known in
      let stamp = path.flatMap(CredentialsWatch.stamp)
      guard stamp != known.stamp else { return known.access }
      known.stamp = stamp
      do throws(CommandFailure) {
        known.access = AccessList(try CredentialsFile.read(path))
      } catch {
        complain(error)
      }
      return known.access
    }
  }

  private static func stamp(_ path: String) -> Stamp? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    // The last change of the file itself, as chmod is one.
    return Stamp(
      file: UInt(status.st_ino), size: Int(status.st_size), seconds: status.st_ctim.tv_sec,
      nanoseconds: status.st_ctim.tv_nsec)
  }
}
