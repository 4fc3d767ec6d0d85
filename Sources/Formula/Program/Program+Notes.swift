package import Autodiff
package import Syntax

extension Program {
  /// What the writer may want to know: of the text, and of the one output that is looked at.
  package var notes: [ProgramNote] {
    textNotes + noteOnInputs + noteOnNumber + notesOnShapes + notesOnStructure
  }

  /// What the writer may want to know when each output is looked at by itself in a mode.
  package func notes(ofEachOutputIn mode: TimelineMode) -> [ProgramNote] {
    textNotes + noteOnInputs + (mode == .forward ? [] : notesOnShapes) + notes(onDirectionIn: mode)
      + notesOnStructure
  }

  /// What the writer may want to know when the adjoints of each output are looked at by themselves.
  package var notesOnAdjointsOfEachOutput: [ProgramNote] {
    textNotes + noteOnInputs + notesOnShapes
  }

  /// Which input moves, where nobody said so and there is a choice.
  package func notes(onDirectionIn mode: TimelineMode) -> [ProgramNote] {
    guard mode != .reverse else {
      let message = "--wrt says what moves in forward mode; in reverse mode it has no effect"
      return options.direction == nil ? [] : [ProgramNote(message, at: nil)]
    }
    let moving = inputs.filter { graph.hasAdjoint($0.node) }
    guard directions.isEmpty, let first = moving.first else { return [] }
    let isArray = first.values.count > 1
    guard moving.count > 1 || isArray else { return [] }
    let other = moving.dropFirst().first?.name.spelledName ?? first.name.spelledName + "[0]"
    let subject = isArray ? "every element of \(first.name.quoted)" : first.name.quoted
    return [
      ProgramNote(
        "\(subject) has tangent 1; --wrt \(other.shortened) chooses another input",
        inExplorer: "\(subject) has tangent 1; :seed \(other.shortened) 1 chooses another input",
        at: nil)
    ]
  }

  /// That there is nothing to derive by.
  private var noteOnInputs: [ProgramNote] {
    guard inputs.isEmpty else { return [] }
    let message = "there is no input; a name makes one, as in x^2 + 3"
    return [ProgramNote(message, at: nil)]
  }

  /// Which of several outputs the adjoints are of.
  private var noteOnNumber: [ProgramNote] {
    guard outputs.count > 1 else { return [] }
    let names = NodeNames(of: graph)
    let quoted = outputs.map { names[$0].quoted }
    let (subject, other) = (
      "adjoints are those of \(quoted[0]) alone", names[outputs[1]].spelledName
    )
    return [
      ProgramNote(
        "\(subject); --output \(other) shows those of \(quoted[1])",
        inExplorer: "\(subject); start with --output \(other) for those of \(quoted[1])", at: nil)
    ]
  }

  /// What is to be said of outputs that are not single numbers.
  private var notesOnShapes: [ProgramNote] {
    let arrays = outputs.filter { graph.shape(of: $0).count != 1 }
    guard !arrays.isEmpty else { return [] }
    let names = NodeNames(of: graph)
    return arrays.map { output in
      let count = graph.shape(of: output).count
      let message =
        "\(names[output].quoted) has \(count) elements; adjoints are those of their sum"
      return ProgramNote(message, at: nil)
    }
  }
}
