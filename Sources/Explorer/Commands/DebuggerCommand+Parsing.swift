package import Debugging
import Formula
package import Inquiry
import Syntax
import TextCanvas
import Widgets

extension DebuggerCommand {
  /// Reads a command: a key as in `5n`, or a word of the table with what belongs to it.
  package static func parse(_ line: String) throws(CommandFailure) -> DebuggerCommand {
    let line = line.first == ":" ? String(line.dropFirst()) : line
    let text = CommandText(line)
    guard !text.name.isEmpty else { throw CommandFailure("a command is missing; help lists them") }
    if text.rest.isEmpty, let press = press(text.nameText) { return press }
    guard let entry = CommandTable.entry(named: text.nameText) else {
      throw CommandFailure(unknown(text.nameText), at: text.name, of: line)
    }
    do {
      return try entry.parse(text)
    } catch {
      throw error as? CommandFailure ?? CommandFailure("\(error)")
    }
  }

  private static func unknown(_ name: String) -> String {
    let begun = CommandTable.all.map { $0.names[0] }.filter { $0.hasPrefix(name) }
    if begun.count > 1 { return "'\(name)' is ambiguous: \(begun.joined(separator: ", "))" }
    let nearest = nearestWord(to: name, among: CommandTable.all.flatMap(\.names))
    return "no command is called '\(name)'; "
      + (nearest.map { "did you mean '\($0)'?" } ?? "help lists them")
  }

  /// A key with a count before it: `5n`.
  private static func press(_ word: String) -> DebuggerCommand? {
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    let name = word.dropFirst(digits.count)
    guard !CommandTable.all.contains(where: { $0.names.contains(word) }),
      let key = Key(named: name),
      let command = KeyTable.explorer.command(for: key)
    else { return nil }
    let count = digits.isEmpty ? nil : min(Int(digits) ?? 999_999, 999_999)
    return command.counted(count)
  }
}
