// Holds the module table: a target imports only what Package.swift names for it. The compiler accepts transitive imports.
import Foundation

struct Package: Decodable {
  struct Target: Decodable {
    var name: String
    var path: String
    var sources: [String]
    var targetDependencies: [String]?
    var productDependencies: [String]?

    enum CodingKeys: String, CodingKey {
      case name, path, sources
      case targetDependencies = "target_dependencies"
      case productDependencies = "product_dependencies"
    }
  }
  var targets: [Target]
}

/// The toolchain's own modules are not counted.
let toolchain: Set = [
  "Foundation", "FoundationEssentials", "Synchronization", "Glibc", "Swift", "Dispatch", "Testing",
  "PackageDescription",
]

func imports(in source: String) -> [String] {
  source.split(separator: "\n").compactMap { line in
    var words = line.split(separator: " ").filter { !$0.hasPrefix("@") }
    if let first = words.first, ["public", "package", "internal", "fileprivate", "private"].contains(first) {
      words.removeFirst()
    }
    guard words.count >= 2, words[0] == "import" else { return nil }
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    let path = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
    return path.split(separator: ".").first.map(String.init)
  }
}

let package = try JSONDecoder().decode(Package.self, from: FileHandle.standardInput.readDataToEndOfFile())
var faults = 0
for target in package.targets {
  let allowed = toolchain.union(target.targetDependencies ?? []).union(target.productDependencies ?? [])
  var used: Set<String> = []
  for file in target.sources where file.hasSuffix(".swift") {
    let path = target.path + "/" + file
    for module in imports(in: try String(contentsOfFile: path, encoding: .utf8)) {
      used.insert(module)
      guard !allowed.contains(module) else { continue }
      print("\(path): imports \(module), which Package.swift does not name for \(target.name)")
      faults += 1
    }
  }
  guard !target.sources.isEmpty, !target.name.hasSuffix("Tests") else { continue }
  for unused in Set(target.targetDependencies ?? []).subtracting(used).sorted() {
    print("\(target.name): Package.swift names \(unused), which nothing imports")
    faults += 1
  }
}
// README's table names the same dependencies.
let readme = try String(contentsOfFile: "README.md", encoding: .utf8)
var described: [String: Set<String>] = [:]
for line in readme.split(separator: "\n") where line.hasPrefix("| `") {
  let columns = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
  guard columns.count == 3 else { continue }
  let imports = Set(columns[2].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
  for name in columns[0].split(separator: " ") {
    described[name.trimmingCharacters(in: ["`"])] = imports.subtracting(["–"])
  }
}
for target in package.targets where target.path.hasPrefix("Sources/") {
  guard let imports = described[target.name] else {
    print("README.md: the module table lacks \(target.name)")
    faults += 1
    continue
  }
  let direct = Set(target.targetDependencies ?? []).union(target.productDependencies ?? [])
  guard !imports.contains("all"), imports != direct else { continue }
  print("README.md: \(target.name) imports \(direct.sorted().joined(separator: ", "))")
  faults += 1
}
print("module table: \(package.targets.count) targets, \(faults) faults")
exit(faults == 0 ? 0 : 1)
