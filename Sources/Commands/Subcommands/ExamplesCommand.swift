import ArgumentParser
import Formula
import Syntax

/// `retrograde examples`: the programs that are built in.
struct ExamplesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "examples",
    abstract: "List the built-in examples, or print one.",
    discussion: "Example: retrograde examples sum-of-product-and-sine")

  @Argument(help: "The name of an example, to print it.")
  var name: String?

  func run() throws {
    guard let name else {
      let width = Example.all.map(\.name.count).max() ?? 0
      for example in Example.all {
        let padding = String(repeating: " ", count: width - example.name.count)
        try Console.current.write("\(example.name)\(padding)  \(example.title)\n")
      }
      return
    }
    guard let example = Example.named(name) else {
      let nearest = nearestWord(to: name, among: Example.all.map(\.name))
      let cure = nearest.map { "did you mean '\($0)'?" } ?? "retrograde examples lists them"
      throw Failure(.badInput, "there is no example '\(name)'; \(cure)")
    }
    try Console.current.write(example.text.hasSuffix("\n") ? example.text : example.text + "\n")
  }
}
