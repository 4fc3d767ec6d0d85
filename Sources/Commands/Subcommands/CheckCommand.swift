import ArgumentParser
import Autodiff
import Formula
import Learning
import Presentation
import TextCanvas

/// `retrograde check PROGRAM`: compares every adjoint with differences.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Compare every adjoint with differences and say where they do not agree, and why.",
    discussion: """
      Example: retrograde check 'z = x*y + sin(x)' --at x=2,y=3
      Ends with exit code 1 when a derivative is wrong. Where there is none, as for abs(x) at 0, the \
      check says so and does not fail.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json
  }

  @Argument(help: "A formula, a file, the name of an example, or - for standard input.")
  var program: String

  @OptionGroup var options: ProgramOptions

  @Option(help: "table (for people) or json (every digit).")
  var format = Format.table

  @Flag(help: "Show how the error of each difference depends on its step ε.")
  var sweep = false

  @Option(help: "unicode or ascii, for the curves of --sweep.")
  var glyphs = ScreenChoices.Glyphs.auto

  @Flag(help: "Check every element, even of more than 2000; otherwise a sample is checked.")
  var all = false

  @Option(help: "The seed of the sample.")
  var seed: UInt64 = 1

  func validate() throws {
    guard options.mode == .reverse else {
      throw ValidationError("check compares adjoints: it has no --mode but reverse")
    }
  }

  func run() throws {
    let program = try options.program(program)
    for note in program.notes(ofEachOutputIn: .reverse) {
      Console.current.warn("note: \(note.message)\n")
    }
    let reports: [(output: NodeID, report: GradientReport)]
    do {
      reports = try program.outputs.map { ($0, try report(on: $0, of: program)) }
    } catch let error as GraphError {
      throw Failure(.badInput, "\(error)")
    }
    try write(reports.map { CheckText($0.report, of: $0.output, in: program.graph) })
    let failures = reports.flatMap(\.report.checks).filter(\.verdict.isFailure).count
    guard failures == 0 else {
      throw Failure(
        .checkFailed, "\(failures) derivative\(failures == 1 ? "" : "s") did not pass the check")
    }
  }

  private func report(on output: NodeID, of program: Program) throws -> GradientReport {
    let check = try GradientCheck(of: output, in: program.evaluation())
    guard !all else { return try check.report() }
    var random = SplitMix64(seed: seed)
    return try check.report(sampling: &random)
  }

  private func write(_ texts: [CheckText]) throws {
    let write = Console.current.write
    guard format == .table else {
      let outputs = texts.map { $0.json(withSweep: sweep) }.joined(separator: ",\n")
      return try write("{\"version\":1,\"outputs\":[\n\(outputs)\n]}\n")
    }
    for (place, text) in texts.enumerated() {
      if texts.count > 1 { try write("\(place > 0 ? "\n" : "")output \(text.outputName)\n") }
      try text.writeTable(to: write)
      if sweep { try text.writeSweeps(glyphs: glyphs == .ascii ? .ascii : .unicode, to: write) }
    }
  }
}
