import Foundation
import Testing

/// A part of the README that the program itself writes, between `<!-- name -->` and `<!-- end -->`.
///
/// `RETROGRADE_RECORD=1` writes it anew and fails once, so that the change is read.
package struct ReadmeSection {
  private let name: String

  private static let readme = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "README.md")

  package init(_ name: String) {
    self.name = name
  }

  /// Expects the section to hold exactly this text.
  package func check(_ wanted: String) throws {
    let text = try String(contentsOf: Self.readme, encoding: .utf8)
    let first = try #require(text.range(of: "<!-- \(name) -->\n")?.upperBound)
    let last = try #require(text.range(of: "\n<!-- end -->", range: first..<text.endIndex))
    let shown = String(text[first..<last.lowerBound])
    if ProcessInfo.processInfo.environment["RETROGRADE_RECORD"] == "1", shown != wanted {
      try text.replacingCharacters(in: first..<last.lowerBound, with: wanted)
        .write(to: Self.readme, atomically: true, encoding: .utf8)
      Issue.record("the section '\(name)' was written anew; read the difference")
    }
    #expect(shown == wanted)
  }
}
