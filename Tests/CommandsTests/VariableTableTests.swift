import Foundation
import Testing

/// The table of environment variables in CONTRIBUTING lists what the sources, the tests and the tools
/// look at.
@Suite struct VariableTableTests {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static let places = [
    "Sources", "Tests", "Benchmarks/Sources", "Fuzz/run", "Makefile", ".ci",
  ]

  /// The first column.
  private func listed() throws -> Set<String> {
    let text = try String(
      contentsOf: Self.root.appending(path: "CONTRIBUTING.md"), encoding: .utf8)
    let table = try #require(text.split(separator: "\n## Environment variables\n").last)
      .prefix { $0 != "#" }
    return Set(table.matches(of: /(?m)^\| `([A-Z_]+)`/).map { String($0.1) })
  }

  private func files() throws -> [URL] {
    try Self.places.flatMap { place -> [URL] in
      let url = Self.root.appending(path: place)
      let names = FileManager.default.subpaths(atPath: url.path) ?? []
      return names.isEmpty ? [url] : names.map { url.appending(path: $0) }
    }
  }

  @Test func `every variable of ours is in the table, and the other way round`() throws {
    var used: Set<String> = []
    for file in try files() {
      guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
      // Names of headers end like this.
      used.formUnion(
        text.matches(of: /RETROGRADE_[A-Z_]+/).map { String($0.output) }.filter {
          !$0.hasSuffix("_H")
        })
    }
    #expect(
      try listed().filter { $0.hasPrefix("RETROGRADE_") } == used)
  }

  @Test func `what the program asks the environment for is in the table`() throws {
    var used: Set<String> = []
    for file in try files() where file.path.contains("/Sources/") && file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      used.formUnion(text.matches(of: /environment[\[(]"([A-Z_]+)"/).map { String($0.1) })
    }
    #expect(used.count > 8)
    #expect(used.subtracting(try listed()) == [])
  }
}
