import Foundation
import Testing

/// What the documentation shows is code that is built: every block stands in the sources, in the
/// examples or in these tests.
@Suite struct DocumentationTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private static func files(in folder: String, _ suffix: String) throws -> [URL] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: root.path + "/" + folder)
    return names.filter { $0.hasSuffix(suffix) && !$0.contains(".build") }.sorted()
      .map { root.appending(path: folder).appending(path: $0) }
  }

  /// The code of the blocks, without indentation.
  private static func blocks(of article: URL) throws -> [String] {
    let parts = try String(contentsOf: article, encoding: .utf8).components(separatedBy: "```")
    return parts.enumerated().filter { $0.offset % 2 == 1 && $0.element.hasPrefix("swift\n") }
      .map { normalized(String($0.element.dropFirst("swift\n".count))) }
  }

  private static func normalized(_ code: String) -> String {
    code.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .joined(separator: "\n")
  }

  @Test(arguments: try files(in: "Sources/Autodiff/Autodiff.docc", ".md"))
  func `the code of an article is code that is built`(_ article: URL) throws {
    let sources = try ["Sources/Autodiff", "Examples/Sources", "Tests/AutodiffTests"]
      .flatMap { try Self.files(in: $0, ".swift") }
      .map { Self.normalized(try String(contentsOf: $0, encoding: .utf8)) }
    let blocks = try Self.blocks(of: article)
    #expect(!blocks.isEmpty)
    for block in blocks {
      #expect(sources.contains { $0.contains(block) }, "\(block)")
    }
  }
}
