package import Testing

/// What is tested needs a program that `make test-packages` installs. Without it the tests fail: a test
/// that is skipped in silence is one that nobody runs.
package struct NeedsProgram: TestTrait, SuiteTrait {
  private let name: String

  package init(_ name: String) { self.name = name }

  package func prepare(for test: Test) async throws {
    guard ChildProcess.installed(name) == nil else { return }
    throw MissingProgram(name: name)
  }
}

private struct MissingProgram: Error, CustomStringConvertible {
  let name: String
  var description: String { "\(name) is not installed; 'make test-packages' installs it" }
}

extension Trait where Self == NeedsProgram {
  /// Graphviz judges what is written in its language, and how well graphs are laid out.
  package static var needsGraphviz: Self { Self("dot") }
  /// Data are downloaded by curl.
  package static var needsCurl: Self { Self("curl") }
}
