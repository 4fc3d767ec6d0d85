import Basics

@testable import Formula
@testable import Syntax

/// Reads a text as a program: what is wrong is reported, and what is right is printed as a text that
/// reads as the same tree.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> Int32 {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let source = SourceText(bytes: bytes, origin: "f")
  let parsed = Parser.parse(source, functions: BuiltIn.names)
  guard parsed.errors.isEmpty else {
    precondition(!ErrorReport.text(of: parsed.errors.reported, in: source).isEmpty)
    return 0
  }
  let text = SyntaxPrinter.text(of: parsed.tree)
  let again = Parser.parse(SourceText(text), functions: BuiltIn.names)
  precondition(again.errors.isEmpty, "what was printed is refused")
  precondition(again.tree == parsed.tree, "what was printed reads as another tree")
  return 0
}
