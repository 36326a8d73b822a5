// swift-tools-version:6.2
import PackageDescription

/// What every Swift target is held to.
let strict: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// The terminal lives on the main thread.
let onMainThread = strict + [.defaultIsolation(MainActor.self)]

let gRDB = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

func module(
  _ name: String, _ dependencies: [Target.Dependency] = [], settings: [SwiftSetting] = strict
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies + ["TestSupport"], exclude: exclude, swiftSettings: strict)
}

let package = Package(
  name: "martlet",
  products: [
    .executable(name: "martlet", targets: ["martlet"]),
    // For the fuzzers in Tests/Fuzz.
    .library(
      name: "Parsing", targets: ["FeedModel", "FeedParsing", "ArticleDocument", "ArticleLayout", "Theming"]),
    // For the benchmarks in Tests/Benchmarks.
    .library(
      name: "Reading",
      targets: [
        "FeedModel", "FeedParsing", "FeedCache", "ArticleDocument", "ArticleLayout", "Configuration", "Theming",
        "ReaderStore", "ReaderView",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CCurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),

    module("FeedModel"),
    module("Typography"),
    module("Screens", ["Typography"]),
    module("LibXML", ["CLibXML2"]),
    module("FeedParsing", ["FeedModel", "Typography", "LibXML"]),
    module("FeedFetching", ["FeedModel", "Typography", "CCurl"]),
    module("FeedCache", ["FeedModel", "Typography", "LibXML", gRDB, "CZlib"]),
    module("FeedRefresh", ["FeedModel", "FeedParsing", "FeedFetching", "FeedCache", "ArticleDocument"]),
    module("ArticleDocument", ["LibXML", "Typography"]),
    module("ArticleLayout", ["ArticleDocument", "Typography"]),
    module("Configuration", ["FeedModel", yams]),
    .target(
      name: "BuiltinThemes", path: "themes",
      resources: [
        .embedInCode("terminal.yaml"), .embedInCode("paper.yaml"), .embedInCode("night.yaml"),
        .embedInCode("shore.yaml"), .embedInCode("harbour.yaml"), .embedInCode("contrast-light.yaml"),
        .embedInCode("contrast-dark.yaml"), .embedInCode("mono.yaml"),
      ], swiftSettings: strict),
    module("Theming", ["Configuration", "Screens", "BuiltinThemes", yams]),
    module("ReaderStore", ["FeedModel", "ArticleDocument", "ArticleLayout", "Typography", "Configuration"]),
    module(
      "ReaderView",
      ["ReaderStore", "FeedModel", "ArticleLayout", "Typography", "Configuration", "Theming", "Screens"]),
    module("TerminalIO", ["Screens", "Configuration", "CNcurses"], settings: onMainThread),
    .executableTarget(
      name: "martlet",
      dependencies: [
        "FeedModel", "Typography", "Screens", "FeedParsing", "FeedFetching", "FeedCache", "FeedRefresh",
        "ArticleDocument", "ArticleLayout", "Configuration", "Theming", "ReaderStore", "ReaderView", "TerminalIO",
        argumentParser,
      ],
      resources: [.embedInCode("Guide/guide.xml")],
      swiftSettings: strict,
      // 90,000 relocations in 18 kB instead of 2.2 MB (DT_RELR): a twentieth of a start. Swift's default linker has none.
      // Nobody looks up the program's own 12,000 symbols, but the dynamic linker and dladdr would: another twentieth.
      linkerSettings: [
        .unsafeFlags([
          "-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs", "-Xlinker", "--no-export-dynamic",
        ])
      ]),

    .target(
      name: "TestSupport", dependencies: ["Screens"], path: "Tests/TestSupport", swiftSettings: strict),
    tests("FeedModelTests", ["FeedModel"]),
    tests("TypographyTests", ["Typography"]),
    tests("ScreensTests", ["Screens"]),
    tests("LibXMLTests", ["LibXML"]),
    tests("FeedParsingTests", ["FeedParsing", "FeedModel", "LibXML"]),
    tests("FeedFetchingTests", ["FeedFetching", "FeedModel"]),
    tests("FeedCacheTests", ["FeedCache", "FeedModel", gRDB]),
    tests("FeedRefreshTests", ["FeedRefresh", "FeedCache", "FeedFetching", "FeedModel", "FeedParsing"]),
    tests("ArticleDocumentTests", ["ArticleDocument"]),
    tests("ArticleLayoutTests", ["ArticleLayout", "ArticleDocument", "Typography"], exclude: ["Vectors"]),
    tests("ConfigurationTests", ["Configuration", "FeedModel", yams]),
    tests("ThemingTests", ["Theming", "Screens", "Configuration"]),
    tests(
      "ReaderStoreTests", ["ReaderStore", "FeedModel", "ArticleDocument", "ArticleLayout", "Configuration"]),
    tests(
      "ReaderViewTests",
      [
        "ReaderView", "ReaderStore", "FeedModel", "ArticleDocument", "ArticleLayout", "Configuration", "Theming",
        "Screens",
      ],
      exclude: ["Goldens"]),
    tests("TerminalIOTests", ["TerminalIO", "Screens", "Configuration"]),
    tests("EndToEndTests", ["martlet", "Screens", "Configuration", "FeedModel"]),
  ],
  swiftLanguageModes: [.v6]
)
