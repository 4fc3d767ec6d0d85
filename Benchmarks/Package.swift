// swift-tools-version: 6.2
import PackageDescription

/// The folder of the package that is measured. SwiftPM calls a package in a folder by the folder's
/// name, and so does this manifest.
let folder = Context.packageDirectory.split(separator: "/").dropLast().last.map(String.init) ?? ""

/// What that package is called in the compiler's eyes. With the same name for the benchmarks, what is
/// `package` there can be measured without becoming public.
let packageName = String(
  folder.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })

let package = Package(
  name: "benchmarks",
  dependencies: [.package(path: "..")],
  targets: [
    .target(
      name: "CReference",
      linkerSettings: [.linkedLibrary("dnnl"), .linkedLibrary("m")]),
    .executableTarget(
      name: "benchmark",
      dependencies: [
        "CReference", .product(name: "Parts", package: folder),
        .product(name: "retrograde", package: folder),
      ],
      packageAccess: false,
      swiftSettings: [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .unsafeFlags(["-package-name", packageName]),
      ]),
  ]
)
