import ArgumentParser

@main
struct Martlet: ParsableCommand {
  func run() throws {
    MainActor.assumeIsolated { print(PackageResources.guide_xml.count) }
  }
}
