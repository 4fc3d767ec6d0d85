// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A module of ours, the modules it may import (`make build` lets nothing else compile), and the
/// files of `assets` that live in its code.
func module(
  _ name: String, imports: [Target.Dependency] = [], embeds assets: [String] = []
) -> Target {
  .target(
    name: name, dependencies: imports, resources: assets.map { .embedInCode("../../assets/" + $0) },
    swiftSettings: strict)
}

/// The tests of one module, in the same folders as its sources.
func tests(of name: String, imports: [Target.Dependency] = [], data: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.byName(name: name)] + imports, exclude: data,
    swiftSettings: strict)
}

/// The programs that are built in, in the order in which they are listed.
let examples = [
  "sum-of-product-and-sine", "sum-gate", "product-gate", "reused-variable", "quotient",
  "expression-swell", "cached-chain", "jacobian-chain", "hidden-unit", "hidden-unit-relu",
  "saturation", "layer-jacobian", "sigmoid-network", "multiclass-logistic", "four-equations",
  "small-regression",
]

let package = Package(
  name: "retrograde",
  products: [
    .library(name: "Autodiff", targets: ["Autodiff"]),
    .executable(name: "retrograde", targets: ["retrograde"]),
    // For the packages beside this one that measure and examine it; not for others.
    .library(
      name: "Parts",
      targets: [
        "Autodiff", "Explorer", "Formula", "GraphLayout", "LayoutSamples", "Learning",
        "TestSupport", "TextCanvas",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    // Layer 0: foundations, which know nothing of one another.
    .systemLibrary(name: "CMatrix", providers: [.apt(["libdnnl-dev"])]),
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .target(name: "CTerminal"),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CKernels", linkerSettings: [.linkedLibrary("m")]),
    module("Autodiff", imports: ["CKernels", "CMatrix"]),
    module("GraphLayout"),
    module("TextCanvas"),

    // Layer 1: what can be made with the foundations.
    module("Formula", imports: ["Autodiff"], embeds: examples.map { "examples/\($0).rg" }),
    module("NcursesScreen", imports: ["CNcurses", "CTerminal", "TextCanvas"]),
    module("Presentation", imports: ["Autodiff", "Formula", "GraphLayout", "TextCanvas"]),
    module("Learning", imports: ["Autodiff", "CKernels", "CZlib"], embeds: ["digits.txt"]),

    // Layer 2: the program, for any screen.
    module(
      "Explorer",
      imports: ["Autodiff", "Formula", "GraphLayout", "Learning", "Presentation", "TextCanvas"]),
    module(
      "Commands",
      imports: [
        "Autodiff", "Explorer", "Formula", "Learning", "NcursesScreen", "Presentation",
        "TextCanvas", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Layer 3: the executable.
    .executableTarget(
      name: "retrograde", dependencies: ["Commands"], swiftSettings: strict),

    // Tests.
    .target(
      name: "TestSupport", dependencies: ["Autodiff"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .target(name: "CAllocationCount", path: "Tests/CAllocationCount"),
    .target(
      name: "CKernelPaths", dependencies: ["CKernels"], path: "Tests/CKernelPaths",
      exclude: ["kernels.inc"]),
    tests(of: "Autodiff", imports: ["TestSupport", "CAllocationCount", "CKernelPaths"]),
    .target(
      name: "LayoutSamples", dependencies: ["GraphLayout"], path: "Tests/LayoutSamples",
      swiftSettings: strict),
    tests(of: "GraphLayout", imports: ["LayoutSamples"], data: ["Drawings"]),
    tests(of: "TextCanvas"),
    .executableTarget(
      name: "screen-probe", dependencies: ["NcursesScreen", "TextCanvas"],
      path: "Tests/ScreenProbe", swiftSettings: strict),
    tests(of: "NcursesScreen", imports: ["TestSupport", "TextCanvas", "screen-probe"]),
    tests(
      of: "Formula", imports: ["Autodiff", "TestSupport"],
      data: ["Errors/wrong-programs.txt", "Program/refused-programs.txt"]),
    tests(
      of: "Learning", imports: ["Autodiff", "CAllocationCount", "TestSupport"],
      data: ["Keeping/Fixtures"]),
    tests(
      of: "Presentation", imports: ["Autodiff", "Formula", "TestSupport", "TextCanvas"],
      data: ["Data/Graphs"]),
    tests(
      of: "Explorer",
      imports: ["Autodiff", "Formula", "Learning", "Presentation", "TestSupport", "TextCanvas"]),
    tests(
      of: "Commands",
      imports: [
        "Learning", "TestSupport",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      data: ["Golden", "Sessions"]),
    .testTarget(
      name: "ProgramTests",
      dependencies: [
        "Commands", "Explorer", "NcursesScreen", "TestSupport", "TextCanvas", "retrograde",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),
  ]
)
