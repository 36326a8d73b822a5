// swift-tools-version:6.2
import PackageDescription

/// What takes time when feeds are refreshed and posts are read; a package of its own, so that users fetch no more than
/// they run. In this folder, before a change and after it:
///
///     swift package --allow-writing-to-package-directory benchmark baseline update before
///     swift package benchmark baseline compare before
let package = Package(
  name: "martlet-benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [
    .package(name: "martlet", path: "../.."),
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
  ],
  targets: [
    .executableTarget(
      name: "MartletBenchmarks",
      dependencies: [
        .product(name: "Benchmark", package: "benchmark"),
        .product(name: "Reading", package: "martlet"),
      ],
      path: "Benchmarks/MartletBenchmarks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")])
  ],
  swiftLanguageModes: [.v6]
)
