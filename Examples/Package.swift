// swift-tools-version: 6.2
import PackageDescription

/// A program that uses the library, in a folder of its own.
func example(_ name: String) -> Target {
  .executableTarget(
    name: name, dependencies: [.product(name: "Autodiff", package: "retrograde")],
    swiftSettings: [.swiftLanguageMode(.v6)])
}

let package = Package(
  name: "retrograde-examples",
  dependencies: [.package(name: "retrograde", path: "..")],
  targets: [
    example("rosenbrock"), example("contributions"), example("tiny-network"),
    example("hand-made-gradient"),
  ]
)
