// swift-tools-version:6.2
import PackageDescription

/// libFuzzer targets; a package of their own, so that Martlet's is not built with a sanitizer. In this folder:
///
///     swift build -c release -Xswiftc -sanitize=fuzzer && SWIFT_BACKTRACE=enable=no .build/release/FuzzFeed -max_total_time=300
///
/// and likewise FuzzHTML and FuzzOPML. With a backtrace a crash would hang the run.
let package = Package(
  name: "martlet-fuzz",
  dependencies: [.package(name: "martlet", path: "../..")],
  targets: [
    .executableTarget(name: "FuzzFeed", dependencies: [.product(name: "FeedParsing", package: "martlet")]),
    .executableTarget(
      name: "FuzzHTML",
      dependencies: [
        .product(name: "ArticleDocument", package: "martlet"), .product(name: "ArticleLayout", package: "martlet"),
      ]),
    .executableTarget(name: "FuzzOPML", dependencies: [.product(name: "FeedParsing", package: "martlet")]),
  ],
  swiftLanguageModes: [.v6]
)
