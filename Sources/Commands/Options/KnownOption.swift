import ArgumentParser
import Basics
import Interchange

/// An option or a flag, as the argument parser knows it.
struct KnownOption: Hashable {
  /// With the minuses in front.
  let names: [String]
  let takesValue: Bool

  /// The options of a command and of all below it, each with its own.
  ///
  /// The parser describes its commands to other programs in JSON, and in no other way.
  static func all(of command: any ParsableCommand.Type) throws -> [KnownOption] {
    let description = try JSONReader.read(SourceText(command._dumpHelp()))
    return description["command"].map(options) ?? []
  }

  private static func options(of command: JSONValue) -> [KnownOption] {
    (command["arguments"]?.elements ?? []).compactMap(KnownOption.init)
      + (command["subcommands"]?.elements ?? []).flatMap(options)
  }

  /// `nil` for an argument without a name.
  private init?(_ argument: JSONValue) {
    names = (argument["names"]?.elements ?? []).compactMap { name in
      guard let kind = name["kind"]?.text, let word = name["name"]?.text else { return nil }
      return (kind == "long" ? "--" : "-") + word
    }
    takesValue = argument["kind"]?.text == "option"
    if names.isEmpty { return nil }
  }
}
