// swift-tools-version: 6.2
import Foundation
import PackageDescription

// A package of its own, for flags such as these bar a package from being a dependency. It compiles
// the sources of the modules anew, by way of links, so that libFuzzer sees which branches are taken.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .unsafeFlags(["-enable-testing", "-parse-as-library", "-sanitize=fuzzer,address"]),
]

/// A program in which libFuzzer's own `main` calls one function again and again.
func fuzzer(_ name: String) -> Target {
  .executableTarget(
    name: name, dependencies: ["Autodiff", "Basics", "Formula", "Interchange", "Syntax"],
    swiftSettings: settings,
    linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address"])])
}

let examples = try FileManager.default
  .contentsOfDirectory(atPath: Context.packageDirectory + "/assets/examples").sorted()
  .map { "examples/\($0)" }

let package = Package(
  name: "fuzz",
  targets: [
    .systemLibrary(name: "CMatrix"),
    .systemLibrary(name: "CZlib"),
    .target(name: "CKernels", linkerSettings: [.linkedLibrary("m")]),
    .target(name: "Autodiff", dependencies: ["CKernels", "CMatrix"], swiftSettings: settings),
    .target(name: "Basics", swiftSettings: settings),
    .target(name: "Interchange", dependencies: ["Basics", "CZlib"], swiftSettings: settings),
    .target(
      name: "Syntax", dependencies: ["Autodiff", "Basics", "Interchange"], swiftSettings: settings),
    .target(
      name: "Formula", dependencies: ["Autodiff", "Basics", "Interchange", "Syntax"],
      resources: (examples + ["notes.md"]).map { .embedInCode("../../assets/\($0)") },
      swiftSettings: settings),
    fuzzer("fuzz-parser"), fuzzer("fuzz-lowering"), fuzzer("fuzz-graph"), fuzzer("fuzz-onnx"),
    fuzzer("fuzz-arrays"),
  ]
)
