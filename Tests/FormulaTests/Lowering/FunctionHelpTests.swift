import Testing

@testable import Formula
@testable import Syntax

@Suite struct FunctionHelpTests {
  @Test func `help has a line for every function, and no other`() {
    #expect(Set(FunctionHelp.all.map(\.name)) == BuiltIn.names)
  }

  @Test(arguments: FunctionHelp.all.map(\.name))
  func `what help says how to type begins with the name`(_ name: String) {
    let usage = FunctionHelp.named(name)?.usage ?? ""
    #expect(usage.hasPrefix(name + "("))
  }
}
