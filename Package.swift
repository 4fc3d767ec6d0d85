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
  "small-regression", "lines-of-a-function", "newton-loop", "unrolled-rnn", "descent-inside",
  "second-derivative", "tanh-network-parents",
]

/// The lessons that are built in, in the order in which they are best taken.
let lessons = [
  "tutorial", "two-gates", "reverse-mode", "reused-variable", "quotient", "expression-swell",
  "forward-mode", "dual-numbers", "jacobians", "hessian-products", "finite-differences",
  "hidden-unit", "relu", "saturation", "softmax", "four-equations", "descent", "minibatches",
  "training-screen", "spike",
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
        "Autodiff", "Basics", "Debugging", "Explorer", "Formula", "GraphLayout", "Inquiry",
        "LayoutSamples", "Learners", "Learning", "Lessons", "Studio", "TestSupport", "TextCanvas",
        "TrainingScreen", "Widgets",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
  ],
  targets: [
    // Layer 0: foundations, which know nothing of one another but for the basics.
    module("Basics"),
    module("CaptureScript", embeds: ["retrograde.py"]),
    .systemLibrary(name: "CMatrix", providers: [.apt(["libdnnl-dev"])]),
    .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
    .target(name: "CSignals"),
    .target(name: "CTerminal", dependencies: ["CSignals"]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CKernels", linkerSettings: [.linkedLibrary("m")]),
    module("Autodiff", imports: ["CKernels", "CMatrix"]),
    module("GraphLayout", imports: ["Basics"]),
    module("TextCanvas", imports: ["Basics"]),

    // Layer 1: what can be made with the foundations.
    module("Interchange", imports: ["Basics", "CZlib"]),
    module("Syntax", imports: ["Autodiff", "Basics", "Interchange"]),
    module(
      "Formula", imports: ["Autodiff", "Basics", "Interchange", "Syntax"],
      embeds: examples.map { "examples/\($0).rg" } + ["notes.md"]),
    module("NcursesScreen", imports: ["CNcurses", "CTerminal", "TextCanvas"]),
    module(
      "Presentation",
      imports: [
        "Autodiff", "Basics", "Formula", "GraphLayout", "Interchange", "Syntax", "TextCanvas",
      ]),
    module(
      "Learning",
      imports: [
        "Autodiff", "Basics", "CKernels", "CSignals", "CZlib", "Formula", "Interchange", "Syntax",
      ],
      embeds: ["digits.txt"]),
    module("Learners", imports: ["Autodiff", "Basics", "CKernels", "Interchange", "Learning"]),
    module(
      "TrainArguments",
      imports: ["Learning", .product(name: "ArgumentParser", package: "swift-argument-parser")]),

    // Layer 2: what the screens are made of, and what is asked and debugged on them.
    module("Widgets", imports: ["TextCanvas"]),
    module(
      "Inquiry",
      imports: [
        "Autodiff", "Basics", "Formula", "Learning", "Presentation", "Syntax", "TextCanvas",
      ]),
    module(
      "Debugging",
      imports: ["Autodiff", "Basics", "Formula", "Inquiry", "Presentation", "Syntax", "TextCanvas"]),
    module(
      "Lessons",
      imports: [
        "Autodiff", "Basics", "Debugging", "Formula", "Inquiry", "Interchange", "Learning",
        "Presentation", "Syntax", "TextCanvas", "TrainArguments",
      ],
      embeds: lessons.map { "lessons/\($0).lesson" }),

    // Layer 3: the screens, over any `Screen`.
    module(
      "Explorer",
      imports: [
        "Autodiff", "Basics", "Debugging", "Formula", "GraphLayout", "Inquiry", "Learning",
        "Lessons", "Presentation", "Syntax", "TextCanvas", "Widgets",
      ]),
    module(
      "TrainingScreen",
      imports: [
        "Basics", "Formula", "Learners", "Learning", "Presentation", "Syntax", "TextCanvas",
        "Widgets",
      ]),

    // Layer 4: the program, for any screen.
    module(
      "Studio",
      imports: [
        "Autodiff", "Basics", "Debugging", "Explorer", "Formula", "Inquiry", "Learning", "Lessons",
        "Presentation", "TextCanvas", "TrainingScreen", "Widgets",
      ]),

    // Layer 5: the commands.
    module(
      "Commands",
      imports: [
        "Autodiff", "Basics", "CaptureScript", "Debugging", "Explorer", "Formula", "Inquiry",
        "Interchange", "Learners", "Learning", "Lessons", "NcursesScreen",
        "Presentation", "Studio", "Syntax", "TextCanvas", "TrainArguments", "TrainingScreen",
        "Widgets",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),

    // Layer 6: the executable.
    .executableTarget(
      name: "retrograde", dependencies: ["Commands"], swiftSettings: strict),

    // Tests.
    .target(
      name: "TestSupport", dependencies: ["Autodiff", "Basics"], path: "Tests/TestSupport",
      exclude: ["Files/Safetensors"],
      swiftSettings: strict),
    .target(name: "CAllocationCount", path: "Tests/CAllocationCount"),
    .target(
      name: "CKernelPaths", dependencies: ["CKernels"], path: "Tests/CKernelPaths",
      exclude: ["kernels.inc"]),
    tests(
      of: "Autodiff", imports: ["Basics", "TestSupport", "CAllocationCount", "CKernelPaths"]),
    .target(
      name: "LayoutSamples", dependencies: ["Basics", "GraphLayout", "TestSupport"],
      path: "Tests/LayoutSamples",
      swiftSettings: strict),
    tests(
      of: "GraphLayout", imports: ["Basics", "LayoutSamples", "TestSupport"], data: ["Drawings"]),
    tests(of: "Basics", imports: ["TestSupport"]),
    tests(
      of: "Interchange", imports: ["Basics", "TestSupport"],
      data: ["NumPy/Files", "NumPy/arrays.py"]),
    tests(of: "TextCanvas", imports: ["TestSupport"]),
    .executableTarget(
      name: "screen-probe", dependencies: ["NcursesScreen", "TextCanvas"],
      path: "Tests/ScreenProbe", swiftSettings: strict),
    tests(of: "NcursesScreen", imports: ["TestSupport", "TextCanvas", "screen-probe"]),
    tests(
      of: "Formula", imports: ["Autodiff", "Basics", "Interchange", "Syntax", "TestSupport"],
      data: [
        "Errors/wrong-programs.txt", "Program/refused-programs.txt",
        "Functions/function-values.txt", "Functions/fixtures.py", "Functions/torch-values.txt",
        "Functions/torch-fixtures.py", "ONNX/Models", "ONNX/models.py",
      ]),
    tests(
      of: "Learning",
      imports: ["Autodiff", "Basics", "CAllocationCount", "Formula", "Interchange", "TestSupport"]),
    tests(
      of: "Learners",
      imports: ["Autodiff", "Basics", "CKernels", "Interchange", "Learning", "TestSupport"]),
    tests(
      of: "Presentation",
      imports: ["Autodiff", "Basics", "Formula", "Interchange", "TestSupport", "TextCanvas"],
      data: ["Data/Graphs"]),
    tests(of: "Widgets", imports: ["TextCanvas"]),
    tests(
      of: "Inquiry",
      imports: ["Autodiff", "Basics", "Formula", "Presentation", "Syntax", "TestSupport"]),
    tests(of: "Debugging", imports: ["Autodiff", "Formula", "Inquiry", "Presentation"]),
    tests(
      of: "Lessons",
      imports: [
        "Autodiff", "Basics", "Debugging", "Formula", "Inquiry", "Interchange", "Learning",
        "Presentation", "Syntax", "TestSupport", "TextCanvas",
      ],
      data: ["Engines/engines.txt"]),
    tests(
      of: "Explorer",
      imports: [
        "Autodiff", "Basics", "Debugging", "Formula", "Inquiry", "Lessons", "Presentation",
        "Syntax", "TestSupport",
        "TextCanvas", "Widgets",
      ]),
    tests(
      of: "TrainingScreen",
      imports: [
        "Autodiff", "Basics", "Learners", "Learning", "Presentation", "TestSupport", "TextCanvas",
        "Widgets",
      ]),
    tests(
      of: "Studio",
      imports: [
        "Autodiff", "Basics", "Debugging", "Explorer", "Formula", "Inquiry", "Learning",
        "Lessons", "Presentation", "TestSupport", "TextCanvas", "TrainingScreen", "Widgets",
      ]),
    tests(
      of: "Commands",
      imports: [
        "Autodiff", "Basics", "Debugging", "Explorer", "Formula", "Inquiry", "Learning", "Lessons",
        "Studio",
        "Syntax", "TestSupport", "TextCanvas", "TrainArguments", "Widgets",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      data: ["Captures", "Golden", "Programs", "Sessions"]),
    .executableTarget(
      name: "fault-probe", dependencies: ["Commands", "Learning"], path: "Tests/FaultProbe",
      swiftSettings: strict),
    .testTarget(
      name: "ProgramTests",
      dependencies: [
        "Basics", "Commands", "Explorer", "Lessons", "NcursesScreen", "Studio", "TestSupport",
        "TextCanvas", "Widgets",
        "fault-probe", "retrograde",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: strict),
  ]
)
