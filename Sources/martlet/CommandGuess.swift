import ArgumentParser

extension Martlet {
  /// The command that a mistyped word was meant to be; nil if it is far from all of them.
  static func command(near word: String) -> String? {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName }
    let closest = names.map { (name: $0, distance: editDistance($0, word)) }.min { $0.distance < $1.distance }
    guard let closest, closest.distance <= max(1, closest.name.count / 3) else { return nil }
    return closest.name
  }

  /// Letters to insert, delete or replace to make one word of the other (Levenshtein).
  private static func editDistance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a), Array(b))
    guard b.count <= 40 else { return b.count }
    var row = Array(0...b.count)
    for (i, letter) in a.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in b.enumerated() {
        let substituted = diagonal + (letter == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, row[j] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }
}
