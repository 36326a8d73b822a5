public import FeedModel
import Yams

/// What the user has for servers, from a file that nobody else may read.
///
///     example.org:
///       user: ann
///       password: "…"
///     https://news.example/private/:
///       headers:
///         Cookie: session=…
public enum Credentials {
  /// Reads a file. No message says anything of a value.
  public static func read(file path: String) -> (access: [ServerAccess], problems: [SettingsProblem]) {
    do throws(SettingsProblem) {
      return read(yaml: try YAMLFile.text(of: path))
    } catch {
      return ([], [error])
    }
  }

  /// Reads the text of a file.
  public static func read(yaml: String) -> (access: [ServerAccess], problems: [SettingsProblem]) {
    let root: Node?
    do throws(SettingsProblem) {
      root = try YAMLFile.root(of: yaml)
    } catch {
      return ([], [SettingsProblem(line: error.line, message: "this is not YAML, or it stands here twice")])
    }
    guard let root else { return ([], []) }
    guard let mapping = root.mapping else {
      return ([], [SettingsProblem(line: root.mark?.line, message: "expected lines such as 'example.org:'")])
    }
    var access: [ServerAccess] = []
    var problems: [SettingsProblem] = []
    for (key, value) in mapping {
      do throws(ConfigurationError) {
        access.append(try Credentials.access(to: key.scalar?.string ?? "", value))
      } catch {
        problems.append(SettingsProblem(line: key.mark?.line, message: error.message))
      }
    }
    return (access, problems)
  }

  private static func access(to place: String, _ node: Node) throws(ConfigurationError) -> ServerAccess {
    guard let mapping = node.mapping else {
      throw ConfigurationError("user, password or headers must stand below '\(place):'")
    }
    var access = ServerAccess(place: place)
    for (key, value) in mapping {
      switch key.string ?? "" {
      case "user": access.user = try text(value, "user")
      case "password": access.password = try text(value, "password")
      case "headers": access.headers = try headers(value)
      default: throw ConfigurationError("'\(place)' has a line that is no user, password or headers")
      }
    }
    guard access.password == nil || access.user != nil else {
      throw ConfigurationError("'\(place)' has a password but no user")
    }
    return access
  }

  private static func text(_ node: Node, _ name: String) throws(ConfigurationError) -> String {
    guard let text = node.scalar?.string, !text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else {
      throw ConfigurationError("\(name) must be one line of text")
    }
    return text
  }

  private static func headers(_ node: Node) throws(ConfigurationError) -> [HeaderField] {
    guard let mapping = node.mapping else { throw ConfigurationError("headers must be lines such as 'Cookie: id=1'") }
    var fields: [HeaderField] = []
    for (key, value) in mapping {
      let name = key.scalar?.string ?? ""
      guard let field = HeaderField(name, try text(value, "a header")) else {
        throw ConfigurationError("'\(name)' is no header that can be set")
      }
      fields.append(field)
    }
    return fields
  }
}
