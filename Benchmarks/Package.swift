// swift-tools-version: 6.2
import PackageDescription

// Times calls of the library in one process, on generated data:
//
//     swift run -c release --package-path Benchmarks benchmark [ROWS] [NAME ...]
//
// A package of its own, so that a build of the program does not build it.
let package = Package(
  name: "benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "cohort", path: "..")],
  targets: [
    .executableTarget(
      name: "benchmark",
      dependencies: ["LinearAlgebra", "Outcomes", "Statistics", "Survival"].map {
        .product(name: $0, package: "cohort")
      })
  ],
  swiftLanguageModes: [.v6]
)
