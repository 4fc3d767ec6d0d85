package import Autodiff

extension Program {
  /// What the writer may want to know: of the text, and of the one output that is looked at.
  package var notes: [ProgramNote] {
    textNotes + noteOnInputs + noteOnNumber + notesOnShapes
  }

  /// What the writer may want to know when each output is looked at by itself in a mode.
  package func notes(ofEachOutputIn mode: TimelineMode) -> [ProgramNote] {
    textNotes + noteOnInputs + (mode == .forward ? [] : notesOnShapes) + notes(onDirectionIn: mode)
  }

  /// Which input moves, where nobody said so and there is a choice.
  package func notes(onDirectionIn mode: TimelineMode) -> [ProgramNote] {
    guard mode != .reverse else {
      let message = "--wrt says what moves in forward mode; in reverse nothing does"
      return options.direction == nil ? [] : [ProgramNote(message, at: nil)]
    }
    let moving = inputs.filter { graph.hasAdjoint($0.node) }
    guard directions.isEmpty, let first = moving.first else { return [] }
    let isArray = first.values.count > 1
    guard moving.count > 1 || isArray else { return [] }
    let other = moving.dropFirst().first?.name ?? first.name + "[0]"
    let subject = isArray ? "every element of \(first.name.quoted)" : first.name.quoted
    return [
      ProgramNote("\(subject) moves at 1; --wrt \(other.shortened) moves another input", at: nil)
    ]
  }

  /// That there is nothing to derive by.
  private var noteOnInputs: [ProgramNote] {
    guard inputs.isEmpty else { return [] }
    let message = "nothing varies here; a name makes an input, as in x^2 + 3"
    return [ProgramNote(message, at: nil)]
  }

  /// Which of several outputs the adjoints are of.
  private var noteOnNumber: [ProgramNote] {
    guard outputs.count > 1 else { return [] }
    let names = NodeNames(of: graph)
    let quoted = outputs.map { names[$0].quoted }
    let message =
      "adjoints are those of \(quoted[0]) alone; --output \(names[outputs[1]]) shows those of "
      + quoted[1]
    return [ProgramNote(message, at: nil)]
  }

  /// What is to be said of outputs that are no single numbers.
  private var notesOnShapes: [ProgramNote] {
    let arrays = outputs.filter { graph.shape(of: $0).count != 1 }
    guard !arrays.isEmpty else { return [] }
    let names = NodeNames(of: graph)
    return arrays.map { output in
      let count = graph.shape(of: output).count
      let message =
        "\(names[output].quoted) holds \(count) numbers; adjoints are those of their sum"
      return ProgramNote(message, at: nil)
    }
  }
}
