import Formula
import Glibc

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
    } else {
      self = .formula(argument)
    }
  }

  /// Ends like a program's file, or holds a slash and nothing that a formula would have.
  private static func looksLikePath(_ argument: String) -> Bool {
    if argument.hasSuffix(".rg") || argument.hasSuffix(".json") { return true }
    return argument.contains("/") && !argument.contains { "+*^=()@ ".contains($0) }
      && (argument.hasPrefix("/") || argument.hasPrefix(".") || argument.hasPrefix("~"))
  }

  /// One byte more than a program may have, so that a longer one is refused for its length.
  private static let limit = SyntaxLimits().programLength + 1

  /// The text and what to call it in messages.
  func read() throws -> (bytes: [UInt8], origin: String) {
    switch self {
    case .standardInput: (Console.current.readInput(Self.limit), "standard input")
    case .file(let path): (try readFile(path, limit: Self.limit), path)
    case .example(let example): (Array(example.text.utf8), example.name)
    case .formula(let text): (Array(text.utf8), "formula")
    }
  }
}

/// The bytes of a file up to a limit; a device may never end.
private func readFile(_ path: String, limit: Int) throws -> [UInt8] {
  guard let file = fopen(path, "rb") else {
    throw Failure(.badInput, "cannot read '\(path)': \(systemMessage())")
  }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 65_536)
  while bytes.count < limit {
    let count = fread(&buffer, 1, buffer.count, file)
    bytes += buffer[..<count]
    if count < buffer.count { break }
  }
  guard ferror(file) == 0 else {
    throw Failure(.badInput, "cannot read '\(path)': \(systemMessage())")
  }
  return bytes
}
