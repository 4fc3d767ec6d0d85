import ArgumentParser
import Autodiff
import Debugging
import Explorer
import Formula
import Presentation
import Syntax
import TextCanvas

/// `retrograde export PROGRAM`: the graph or the derivation for other programs and for paper.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the graph, the derivation or the derivative in another format.",
    discussion: "Example: retrograde export 'z = x*y + sin(x)' --at x=2,y=3 --format svg -o z.svg")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case dot, svg, mermaid, json, latex, markdown, adjoint, tangent
  }

  @Argument(help: "A formula, a file, the name of an example, or - for standard input.")
  var program: String

  @OptionGroup var options: ProgramOptions
  @OptionGroup var screen: ScreenChoices

  @Option(
    help: ArgumentHelp(
      "The graph as dot (Graphviz), svg (a picture), mermaid (a flowchart) or json (to open "
        + "again); the derivation as latex or markdown; the derivative as a program: adjoint or "
        + "tangent."
    ))
  var format: Format

  @Option(
    help: ArgumentHelp(
      "svg: the size that the picture is to fill, in pixels (default: \(PictureSize.slide)).",
      valueName: "width x height"))
  var fit = PictureSize.slide

  @Flag(help: "adjoint: write adjoints as simply as they can be, not statement by statement.")
  var simplify = false

  @Flag(help: "latex, markdown: write the values at which a partial is taken.")
  var points = false

  @Flag(help: "svg: draw the network as columns of units, with its weights on the lines.")
  var units = false

  @Option(
    help: """
      svg, dot: draw it to the right, down, or wrapped in bands (default: svg: what fits best; dot: \
      to the right, which knows no bands).
      """)
  var flow = FlowChoice.auto

  @Option(
    name: [.customShort("o"), .customLong("to")],
    help: ArgumentHelp(
      "The file to write, atomically (default: standard output).", valueName: "file"))
  var file: String?

  func run() throws {
    let program = try options.program(program)
    for note in program.notes + program.notes(onDirectionIn: options.mode.mode) {
      Console.current.warn("note: \(note.message)\n")
    }
    do {
      if let file {
        try OutputFile.write(to: file) { put in
          try write(program) { try put($0.withoutControls) }
        }
      } else {
        try write(program, to: Console.current.write)
      }
    } catch let error as GraphError {
      throw Failure(.badInput, "\(error)")
    } catch is ProgramPrinter.Refusal {
      throw Failure(.badInput, "an empty array cannot be written as a program")
    }
  }

  private func write(_ program: Program, to write: (String) throws -> Void) throws {
    switch format {
    case .dot: try diagram(program).writeDot(isDownward: flow == .down, to: write)
    case .mermaid: try diagram(program).writeMermaid(to: write)
    case .svg: try drawing(program).write(fitting: (fit.width, fit.height), to: write)
    case .json: try GraphJSON(program).write(to: write)
    case .latex: try derivation(program).writeLaTeX(to: write)
    case .adjoint:
      try write(
        simplify
          ? DerivativeProgram.adjoints(of: program) : DerivativeProgram.adjointSteps(of: program))
    case .tangent: try write(DerivativeProgram.tangents(of: program))
    case .markdown: try derivation(program).writeMarkdown(to: write)
    }
  }

  private func diagram(_ program: Program) throws -> Diagram {
    var timeline = try program.timeline(mode: options.mode.mode)
    timeline.seek(to: timeline.count)
    return Diagram(timeline, notation: screen.notation)
  }

  private func derivation(_ program: Program) throws -> Derivation {
    Derivation(
      try program.timeline(mode: options.mode.mode), program: program.currentText,
      notation: screen.notation, showsPoints: points)
  }

  /// The explorer's drawing of the whole graph at the end of the timeline.
  private func drawing(_ program: Program) throws -> CanvasSVG {
    let capabilities = screen.drawnCapabilities
    var model = try ExplorerModel(
      program, size: Size(width: 80, height: 24), capabilities: capabilities,
      notation: screen.notation, mode: options.mode.mode)
    _ = model.update(.key(.end))
    if units {
      guard let canvas = model.unitsPicture() else {
        throw Failure(
          .badInput, "there are no units here: no φ(W @ v + b) whose weights W are an input")
      }
      return CanvasSVG(
        canvas, capabilities, title: program.isEditable ? program.currentText : program.headline)
    }
    guard let canvas = model.graphPicture(flow: flow, fitting: fit.cells) else {
      throw Failure(
        .badInput, "the graph is too large for a picture; --format dot has no limit")
    }
    return CanvasSVG(
      canvas, capabilities, title: program.isEditable ? program.currentText : program.headline)
  }
}
