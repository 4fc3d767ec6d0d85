import ArgumentParser
import Autodiff
import Basics
import Formula
import Learning
import Presentation
import Syntax
import TextCanvas

/// `retrograde check PROGRAM`: compares every adjoint with differences.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check every adjoint against finite differences and explain each disagreement.",
    discussion: """
      Example: retrograde check 'z = x*y + sin(x)' --at x=2,y=3
      Verdicts that pass: agrees; lost in rounding, when differences cannot tell; kink, when the \
      slopes on the two sides differ, as those of abs(x) at 0, and the adjoint lies between them. \
      Verdicts that exit with code 1: wrong; wrong at a kink, when the slopes on the two sides \
      agree with each other but not with the adjoint; jump; not finite.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json
  }

  @Argument(help: "A formula, a file, the name of an example, or - for standard input.")
  var program: String

  @OptionGroup var options: SourceOptions

  @Option(
    help: ArgumentHelp(
      "The inputs, or elements of them, to check, such as x or 'W[0,1]' (default: all).",
      valueName: "inputs"))
  var wrt: String?

  @Option(help: "table (for people) or json (every digit).")
  var format = Format.table

  @Flag(help: "Show how the error of each difference depends on the step ε.")
  var sweep = false

  @Option(help: "unicode or ascii, for the curves of --sweep.")
  var glyphs = ScreenChoices.Glyphs.auto

  @Flag(help: "Check every element; by default, only a sample if there are more than 2000.")
  var all = false

  @Option(help: "The random seed of the sample.")
  var seed: UInt64 = 1

  func run() throws {
    let program = try options.program(program, wrt: wrt)
    for note in program.notesOnAdjointsOfEachOutput {
      Console.current.warn("note: \(note.message)\n")
    }
    let reports: [(output: NodeID, report: GradientReport)]
    do {
      reports = try program.outputs.map { ($0, try report(on: $0, of: program)) }
    } catch let error as GraphError {
      throw Failure(.badInput, "\(error)")
    }
    try write(
      reports.map { CheckText($0.report, of: $0.output, in: program.graph, program.precision) })
    let failures = CheckText.failures(in: reports.map(\.report))
    guard failures.isEmpty else {
      throw Failure(.checkFailed, "derivatives that did not pass the check: \(failures)")
    }
  }

  private func report(on output: NodeID, of program: Program) throws -> GradientReport {
    var check = try GradientCheck(of: output, in: program.evaluation())
    check.sweepsAllSteps = sweep
    if all { check.elementLimit = .max }
    if !program.directions.isEmpty {
      check.elements = Dictionary(
        uniqueKeysWithValues: program.directions.map { direction in
          (direction.input, direction.tangent.indices.filter { direction.tangent[$0] != 0 })
        })
    }
    var random = SplitMix64(seed: seed)
    var progress = CheckProgress()
    defer { progress.erase() }
    return try check.report(sampling: &random) { progress.show(done: $0.done, of: $0.total) }
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
