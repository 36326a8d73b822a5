import Glibc
import ReaderStore
import Typography

/// Files of the user's that appear whole, and never take the place of another: where the name is taken, they get a
/// number.
enum NewFile {
  /// Writes a file.
  /// - Parameters:
  ///   - bytes: what is to be in it.
  ///   - path: where it is to lie.
  ///   - paths: how paths are shown.
  /// - Returns: where it lies.
  /// - Throws: why it does not lie there, for the status line.
  static func write(_ bytes: [UInt8], at path: String, shown paths: UserPaths) throws(CommandFailure) -> String {
    let folder = folder(of: path)
    var number = 0
    var draft = ""
    var file: Int32 = -1
    repeat {
      draft = folder + ".martlet-\(getpid())-\(number)"
      file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      number += 1
    } while file < 0 && errno == EEXIST && number < 1000
    guard file >= 0 else { throw failure(.last, at: path, shown: paths) }
    do throws(SystemError) {
      do throws(SystemError) {
        try Output.writeAll(bytes, to: file)
        guard fsync(file) == 0 || errno == EINVAL else { throw .last }
      } catch {
        close(file)
        throw error
      }
      // Some file systems say only now that there is no room.
      guard close(file) == 0 else { throw .last }
      return try put(draft, at: path)
    } catch {
      unlink(draft)
      throw failure(error, at: path, shown: paths)
    }
  }

  /// Gives a file that is complete its name, or the next one that is free.
  /// - Returns: where it lies.
  static func put(_ draft: String, at path: String) throws(SystemError) -> String {
    for number in 1...999 {
      let target = numbered(path, number)
      if link(draft, target) == 0 {
        unlink(draft)
        return target
      }
      switch errno {
      case EEXIST: continue
      case EPERM, EOPNOTSUPP, ENOSYS, EMLINK:
        // A file system without links, as those of memory cards.
        guard access(target, F_OK) != 0 else { continue }
        guard rename(draft, target) == 0 else { throw .last }
        return target
      default: throw .last
      }
    }
    throw SystemError(EEXIST)
  }

  /// The path itself for 1, and from there on with a number in its name.
  static func numbered(_ path: String, _ number: Int) -> String {
    guard number > 1 else { return path }
    let folder = folder(of: path)
    return folder + FileName.numbered(String(path.dropFirst(folder.count)), number)
  }

  /// With its slash; empty for the current folder.
  static func folder(of path: String) -> String { path.lastIndex(of: "/").map { String(path[...$0]) } ?? "" }

  static func failure(_ error: SystemError, at path: String, shown paths: UserPaths) -> CommandFailure {
    let folder = paths.shown(folder(of: path))
    switch error.number {
    case ENOENT:
      return CommandFailure("There is no folder \(folder.isEmpty ? "here any more" : folder); nothing was saved")
    case ENOTDIR: return CommandFailure("\(folder) is no folder; nothing was saved")
    case ENAMETOOLONG: return CommandFailure("The name is too long; nothing was saved")
    default:
      let place = folder.isEmpty ? "the current folder" : folder
      return CommandFailure("Nothing was saved in \(place): \(error.text)")
    }
  }
}
