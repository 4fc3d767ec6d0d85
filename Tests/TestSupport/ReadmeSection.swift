import Foundation
import Synchronization
import Testing

/// A part of the README that the program itself writes, between `<!-- name -->` and `<!-- end -->`.
///
/// `make frames` writes it again and fails once, so that the change is read.
package struct ReadmeSection {
  private let name: String

  private static let readme = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "README.md")

  package init(_ name: String) {
    self.name = name
  }

  /// One section is written after another: they are in one file.
  private static let turn = Mutex(())

  /// Expects the section to hold exactly this text.
  package func check(_ wanted: String) throws {
    try Self.turn.withLock { _ in try compare(wanted) }
  }

  private func compare(_ wanted: String) throws {
    let text = try String(contentsOf: Self.readme, encoding: .utf8)
    let first = try #require(text.range(of: "<!-- \(name) -->\n")?.upperBound)
    let last = try #require(text.range(of: "\n<!-- end -->", range: first..<text.endIndex))
    let shown = String(text[first..<last.lowerBound])
    if Recording.isOn, shown != wanted {
      try text.replacingCharacters(in: first..<last.lowerBound, with: wanted)
        .write(to: Self.readme, atomically: true, encoding: .utf8)
      Issue.record("the section '\(name)' was written anew; read the difference")
    }
    #expect(shown == wanted)
  }
}
