import Autodiff
import Formula
import Inquiry
import Interchange
import Learning
import Presentation

/// One of two things that are compared.
struct DiffSource {
  enum Kind {
    case program(Program)
    /// Tensors by their names, in order.
    case tensors([(name: String, tensor: Tensor<Double>)])
  }

  /// The file's own name; `nil` for what is no file.
  let name: String?
  let kind: Kind

  /// Reads what an argument names.
  init(_ argument: String, _ options: SourceOptions) throws {
    let source = try ProgramSource(argument)
    if case .file(let path) = source {
      name = path.split(separator: "/").last.map(String.init)
    } else {
      name = nil
    }
    if case .file(let path) = source, let tensors = try Self.tensors(in: path) {
      kind = .tensors(tensors)
    } else {
      kind = .program(try options.program(argument, wrt: nil, readsTrace: true))
    }
  }

  /// The floating-point tensors of a file of safetensors; `nil` for another file.
  private static func tensors(in path: String) throws -> [(name: String, tensor: Tensor<Double>)]? {
    var head: [UInt8] = []
    guard var file = try? InputFile(path), (try? file.extend(&head, to: 4096)) != nil,
      FileLook(head) == .safetensors
    else { return nil }
    do {
      var file = try InputFile(path)
      let all = try Safetensors(&file) { _ in }
      let named = all.tensors.compactMap { name, tensor in
        tensor.numbers.map { (name: name, tensor: $0) }
      }
      return named.sorted { $0.name.hasLowerNumbers(than: $1.name) }
    } catch let error as FileError {
      throw Failure(.badInput, error.message)
    } catch let error as SafetensorsProblem {
      throw Failure(.badInput, "\(CheckpointError(path, .notSafetensors(error)))")
    }
  }

  /// What it says by name: the values and adjoints of nodes that were given one.
  func namedNumbers() throws -> [NamedNumbers] {
    switch kind {
    case .tensors(let tensors):
      return tensors.map { name, tensor in
        NamedNumbers(
          name: name, shape: tensor.shape, value: tensor.elements, adjoint: nil,
          source: { _, _ in .recorded })
      }
    case .program(let program):
      let side = try Self.side(of: program, called: name ?? "")
      return program.graph.nodes.compactMap { node in
        guard let name = program.graph.notes.names(of: node).first else { return nil }
        let numbers = side.known(node)
        return NamedNumbers(
          name: name, shape: program.graph.shape(of: node), value: numbers.value,
          adjoint: program.graph.hasAdjoint(node) ? numbers.adjoint : nil,
          source: { side.source($0, of: node, at: $1) })
      }
    }
  }

  /// The numbers of a program, after its sweeps.
  static func side(of program: Program, called name: String) throws -> NumberSide {
    var evaluation = try program.evaluation()
    evaluation.forward()
    try evaluation.reverse(from: program.output)
    return NumberSide(name, evaluation, recorded: program.expected)
  }
}

/// What is said of one name.
struct NamedNumbers {
  let name: String
  let shape: Shape
  let value: [Double]?
  let adjoint: [Double]?
  /// Where an element of them comes from.
  let source: @Sendable (Quantity, Int) -> NumberSource
}

extension Safetensors.Tensor {
  /// Its numbers, where they are floating-point ones.
  fileprivate var numbers: Autodiff.Tensor<Double>? {
    guard let shape = Shape(shape) else { return nil }
    let numbers = doubles ?? floats?.map { Double($0) }
    return numbers.flatMap { Autodiff.Tensor($0, shape: shape) }
  }
}

extension String {
  /// Whether a name comes before another, numbers in it by their size: `2.weight` before `10.weight`.
  fileprivate func hasLowerNumbers(than other: String) -> Bool {
    let (mine, others) = (split(separator: "."), other.split(separator: "."))
    for (one, two) in zip(mine, others) where one != two {
      if let one = Int(one), let two = Int(two) { return one < two }
      return one < two
    }
    return mine.count < others.count
  }
}
