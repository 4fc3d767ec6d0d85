import ArgumentParser
import Formula
import Glibc
import Syntax

/// Where the text of a program comes from.
enum ProgramSource: Hashable {
  case standardInput
  case file(String)
  case example(Example)
  case formula(String)

  /// What an argument stands for; throws when it looks like a path to a file that is not there.
  init(_ argument: String) throws {
    if argument == "-" {
      self = .standardInput
    } else if access(argument, F_OK) == 0 {
      self = .file(argument)
    } else if let example = Example.named(argument) {
      self = .example(example)
    } else if ProgramSource.looksLikePath(argument) {
      throw Failure(.badInput, "there is no file '\(argument)'")
    } else if let nearest = ProgramSource.nearestWord(toWord: argument) {
      throw Failure(.badInput, "there is no '\(argument)'; did you mean '\(nearest)'?")
    } else {
      self = .formula(argument)
    }
  }

  /// Ends like a program's file, or holds a slash and nothing that a formula would have.
  private static func looksLikePath(_ argument: String) -> Bool {
    if argument.hasSuffix(".rg") || argument.hasSuffix(".json") { return true }
    if OtherFile.isNamed(argument) { return true }
    return argument.contains("/") && !argument.contains { "+*^=()@ ".contains($0) }
      && (argument.hasPrefix("/") || argument.hasPrefix(".") || argument.hasPrefix("~"))
  }

  /// The example or command that was probably meant by what would be no sensible formula: one name,
  /// or names with hyphens between them.
  private static func nearestWord(toWord word: String) -> String? {
    let isWord = word.utf8.allSatisfy { byte in
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || byte == UInt8(ascii: "-")
    }
    guard isWord, word.utf8.count > 3, !word.hasPrefix("-") else { return nil }
    let commands = RetrogradeCommand.configuration.subcommands.compactMap {
      $0.configuration.commandName
    }
    // Names of a formula are short; one letter more or less means nothing.
    let edits = word.utf8.count < 8 ? 1 : 2
    return Syntax.nearestWord(
      to: word, among: Example.all.map(\.name) + commands, edits: edits)
  }

  /// Whether the source is a graph in JSON: a file by its name, else what begins as an object does.
  func holdsGraph(_ bytes: [UInt8]) -> Bool {
    switch self {
    case .file(let path) where path.hasSuffix(".json"): true
    case .file, .standardInput: bytes.first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "{")
    case .example, .formula: false
    }
  }

  /// Where the tensors lie that a graph in JSON names.
  var folder: SideFolder {
    if case .file(let path) = self { SideFolder(ofFile: path) } else { .none }
  }

  /// Refuses what is a file of another kind, in one line instead of an error for each odd character.
  func refuseOtherFile(_ bytes: [UInt8]) throws {
    let path: String
    switch self {
    case .file(let name): path = name
    case .standardInput: path = "standard input"
    case .example, .formula: return
    }
    guard let other = OtherFile(path: path, bytes) else { return }
    throw Failure(.badInput, "\(path): this is \(other.words), not a program; \(other.advice)")
  }

  /// One byte more than a graph may have, so that a longer one is refused for its length; programs
  /// may have less.
  private static let limit = Program.jsonLengthLimit + 1

  /// The text and what to call it in messages.
  func read() throws -> (bytes: [UInt8], origin: String) {
    switch self {
    case .standardInput: (try Console.current.readInput(Self.limit), "standard input")
    case .file(let path): (try readFile(path, limit: Self.limit), path)
    case .example(let example): (Array(example.text.utf8), example.name)
    case .formula(let text): (Array(text.utf8), "formula")
    }
  }
}
