import Autodiff
import Foundation
import Testing

@testable import Formula

@Suite struct ExampleTests {
  @Test(arguments: Example.all)
  func `an example has a title, is a program and needs no value from outside`(
    _ example: Example
  ) throws {
    let program = try Program(example.text, origin: example.name)
    #expect(example.text.hasPrefix("# \(example.title)\n"))
    #expect(program.inputs.filter { !$0.isGiven }.isEmpty)
    #expect(Example.named(example.name) == example)
  }

  @Test func `every file of the examples is built in`() throws {
    let folder = URL(filePath: #filePath).appending(path: "../../../../assets/examples")
      .standardized
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.sorted() == Example.all.map { $0.name + ".rg" }.sorted())
  }
}
