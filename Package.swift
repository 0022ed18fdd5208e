// swift-tools-version: 6.2
import PackageDescription

// The list of what each target may import, floor by floor. `ArchitectureTests` holds the sources to
// it: a target imports what stands in its `imports` (and Foundation or Glibc), and nothing else.

struct Room {
  let name: String
  let floor: String
  let imports: [String]
  var packages: [Target.Dependency] = []
  /// Files beside the tests that no build rule needs to look at.
  var testData: [String] = []
}

let rooms: [Room] = [
  // Numbers in, numbers out: knows no file, no patient, no text.
  Room(name: "LinearAlgebra", floor: "Numerics", imports: ["CLAPACK", "CKernels"]),
  Room(name: "Distributions", floor: "Numerics", imports: ["CBoostMath"]),
  Room(name: "Statistics", floor: "Numerics", imports: ["LinearAlgebra", "Distributions"]),
  Room(name: "LinearPrograms", floor: "Numerics", imports: ["CGLPK"]),
  Room(name: "Outcomes", floor: "Numerics", imports: []),
  Room(
    name: "Regression", floor: "Numerics",
    imports: ["LinearAlgebra", "Distributions", "Statistics"]),
  Room(
    name: "Survival", floor: "Numerics",
    imports: ["LinearAlgebra", "Distributions", "Statistics", "Outcomes"]),
  Room(
    name: "StudyDesign", floor: "Numerics",
    imports: ["Distributions", "Statistics", "Outcomes", "Survival"]),
  // What the numbers are about.
  Room(
    name: "Files", floor: "Study", imports: [],
    packages: [.product(name: "Crypto", package: "swift-crypto")]),
  Room(name: "Tables", floor: "Study", imports: ["Files"]),
  Room(
    name: "Formulas", floor: "Study",
    imports: ["LinearAlgebra", "Statistics", "Outcomes", "Tables"]),
  Room(name: "Cohorts", floor: "Study", imports: ["Outcomes", "Tables"]),
  Room(
    name: "Analyses", floor: "Study",
    imports: [
      "LinearAlgebra", "Statistics", "LinearPrograms", "Outcomes", "Regression", "Survival",
      "StudyDesign", "Files", "Tables", "Formulas", "Cohorts",
    ],
    packages: [.product(name: "Yams", package: "Yams")]),
  // What people read.
  Room(name: "Documents", floor: "Reporting", imports: ["Files"], testData: ["Golden"]),
  Room(
    name: "Reports", floor: "Reporting",
    imports: [
      "LinearAlgebra", "Statistics", "Regression", "Survival", "StudyDesign", "Tables", "Formulas",
      "Cohorts", "Analyses", "Documents",
    ], testData: ["Golden"]),
  Room(
    name: "Notebooks", floor: "Reporting", imports: ["CMarkGFM", "Files", "Tables", "Documents"]),
]

let program = Room(
  name: "cohort", floor: "",
  imports: [
    "LinearAlgebra", "Statistics", "Survival", "Regression", "StudyDesign", "Files", "Tables",
    "Formulas", "Cohorts", "Analyses", "Documents", "Reports", "Notebooks",
  ],
  packages: [.product(name: "ArgumentParser", package: "swift-argument-parser")])

// Warnings are errors where the project itself is checked (STRICT=1), not on a stranger's newer
// compiler.
let strict = Context.environment["STRICT"] == "1"

let swiftSettings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .strictMemorySafety(),
  ] + (strict ? [.treatAllWarnings(as: .error)] : [])

extension Room {
  var dependencies: [Target.Dependency] { imports.map { .byName(name: $0) } + packages }
}

let package = Package(
  name: "cohort",
  products: [.executable(name: "cohort", targets: ["cohort"])]
    + rooms.map { .library(name: $0.name, targets: [$0.name]) },
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // C and C++ behind plain C headers, each imported by one Swift module only.
    .target(
      name: "CLAPACK", path: "Sources/Numerics/CLAPACK",
      linkerSettings: [.linkedLibrary("openblas")]),
    .target(name: "CBoostMath", path: "Sources/Numerics/CBoostMath"),
    .target(name: "CKernels", path: "Sources/Numerics/CKernels"),
    .systemLibrary(
      name: "CGLPK", path: "Sources/Numerics/CGLPK", providers: [.apt(["libglpk-dev"])]),
    .systemLibrary(
      name: "CMarkGFM", path: "Sources/Reporting/CMarkGFM",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
  ]
    + rooms.map {
      .target(
        name: $0.name, dependencies: $0.dependencies,
        path: "Sources/\($0.floor)/\($0.name)", swiftSettings: swiftSettings)
    }
    + [
      .executableTarget(
        name: program.name, dependencies: program.dependencies, path: "Sources/cohort",
        swiftSettings: swiftSettings),
      // What tests of several rooms share: reference numbers with their provenance, typed loaders, the
      // closeness assertion, and made-up studies.
      .target(
        name: "ReferenceTables", path: "Tests/ReferenceTables",
        exclude: ["Generators"], resources: [.copy("Tables")],
        swiftSettings: swiftSettings),
    ]
    + rooms.map {
      .testTarget(
        name: "\($0.name)Tests",
        dependencies: $0.dependencies + [.byName(name: $0.name), "ReferenceTables"],
        path: "Tests/\($0.name)Tests", exclude: $0.testData, swiftSettings: swiftSettings)
    }
    + [
      .testTarget(
        name: "ArchitectureTests", path: "Tests/ArchitectureTests", swiftSettings: swiftSettings),
      .testTarget(
        name: "CommandTests", dependencies: ["cohort", "ReferenceTables"],
        path: "Tests/CommandTests", swiftSettings: swiftSettings),
    ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c17,
  cxxLanguageStandard: .cxx17
)
