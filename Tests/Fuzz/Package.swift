// swift-tools-version:6.2
import PackageDescription

let martlet = Target.Dependency.product(name: "Parsing", package: "martlet")

func fuzzer(_ name: String) -> Target { .executableTarget(name: name, dependencies: ["FuzzLoop", martlet]) }

/// libFuzzer targets; a package of their own, so that Martlet's is not built with a sanitizer. In this folder:
///
///     swift build -c release -Xswiftc -sanitize=fuzzer
///     SWIFT_BACKTRACE=enable=no .build/release/FuzzFeed -max_total_time=600 -timeout=5 -rss_limit_mb=2048 CORPUS
///
/// and likewise the others. With a backtrace a crash would hang the run.
let package = Package(
  name: "martlet-fuzz",
  dependencies: [.package(name: "martlet", path: "../..")],
  targets: [
    .target(name: "FuzzLoop"),
    fuzzer("FuzzFeed"),
    fuzzer("FuzzHTML"),
    fuzzer("FuzzText"),
    fuzzer("FuzzOPML"),
    fuzzer("FuzzTheme"),
    fuzzer("FuzzFilter"),
  ],
  swiftLanguageModes: [.v6]
)
