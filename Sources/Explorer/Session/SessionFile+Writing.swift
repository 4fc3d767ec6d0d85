import Autodiff
import Debugging
import Formula
import Inquiry
import Presentation
import Syntax

extension SessionFile {
  /// The file that keeps a session.
  static func text(of model: ExplorerModel) -> String {
    let program = model.program
    var lines = [header]
    if let output = program.outputText { lines.append("output \(output)") }
    if let moved = program.directionText { lines.append("wrt \(moved)") }
    if !program.isSharing { lines.append("apart") }
    if program.precision == .single { lines.append("single") }
    lines += program.currentText.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).map {
      $0.isEmpty ? "|" : "| \($0)"
    }
    lines += values(of: model) + model.debugger.keptLines
    if model.notation != .bar { lines.append("set notation \(model.notation.rawValue)") }
    if model.showsDuals { lines.append("set duals on") }
    if model.showsPoints { lines.append("set points on") }
    if model.isRevealing { lines.append("set reveal on") }
    lines.append("goto \(model.timeline.position)")
    if let selection = model.selection {
      lines.append("select \(model.text.names[selection].spelledName)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Mode, inputs, held nodes and seeds. The mode comes first, for seeds depend on it.
  private static func values(of model: ExplorerModel) -> [String] {
    let program = model.program
    let plain = try? Program(
      program.currentText, output: program.outputText, sharing: program.isSharing)
    let usual = Dictionary(
      (plain?.inputs ?? []).map { ($0.name, $0.literal) }, uniquingKeysWith: { first, _ in first })
    let inputs = program.inputs.filter { usual[$0.name] != $0.literal }
    let whatIf = model.debugger.whatIf
    return (model.mode == .reverse ? [] : ["set mode \(model.mode)"])
      + inputs.map { "set \($0.name.spelledName) \($0.literal)" }
      + whatIf.held.sorted { $0.key < $1.key }.map {
        "set \($0.key.spelledName) \($0.value.spelled(in: program.precision))"
      }
      + whatIf.seeds.sorted { $0.key < $1.key }.map {
        "seed \($0.key.spelledName) \($0.value.spelled(in: program.precision))"
      }
  }
}
