import Autodiff
import Interchange
import Syntax

/// Makes a graph of a model: its inputs and weights first, then its nodes in their order.
///
/// What depends on no input, such as the arithmetic of shapes, is computed at once and leaves no node.
struct ONNXImport {
  private(set) var imported = ImportedGraph()
  private let model: ONNXModel
  /// Where the numbers of large tensors lie.
  private let folder: String
  private let given: [String: Literal]
  private var builder = ONNXBuilder()
  private var terms: [String: ONNXTerm] = [:]
  /// The names that stand for whole numbers, or true and false.
  private var wholes: Set<String> = []
  private var origins: [ONNXOrigin] = []
  private var weightCount = 0
  /// A name may mean something else in each branch.
  private var names = DistinctNames()
  private let uses: [String: Use]

  init(
    _ model: ONNXModel, folder: String, given: [String: Literal]
  ) throws(ONNXFailure) {
    self.model = model
    self.folder = folder
    self.given = given
    uses = Self.uses(in: model)
    guard 7...24 ~= model.opset else { throw .version(model.opset) }
    try addInputs()
    try addWeights(model.weights)
    for node in model.nodes { try add(node) }
    imported.graph = builder.builder.graph
    imported.graph.note(origins)
    try findOutputs()
  }

  private mutating func findOutputs() throws(ONNXFailure) {
    for output in model.outputs {
      guard case .node(let node)? = terms[output.name] else { continue }
      // What goes in is called so, wherever it comes out.
      let isInput = imported.graph.operation(of: node) == .input
      imported.graph.notes.name(node, output.name.displayed, asFirst: !isInput)
      if !imported.outputs.contains(node) { imported.outputs.append(node) }
    }
    guard !imported.outputs.isEmpty else { throw .noOutput }
  }
}

// What nodes are computed from.
extension ONNXImport {
  private mutating func addInputs() throws(ONNXFailure) {
    let weights = Set(model.weights.map(\.name))
    let inputs = model.inputs.filter { !weights.contains($0.name) }
    let lengths = namedLengths(of: inputs)
    for input in inputs {
      let given = given[input.name.displayed]
      guard let shape = try shape(of: input, lengths) else { throw .inputWithoutShape(input.name) }
      let isWhole = input.type?.isWhole ?? false
      // Places begin at 0.
      let standard = Array(repeating: isWhole ? 0.0 : 1, count: shape.count)
      let value = given?.shape == shape ? given : nil
      try add(
        input.name, value ?? Literal(values: standard, shape: shape), isData: isWhole,
        isGiven: value != nil)
      if isWhole { wholes.insert(input.name) }
      if value == nil { note(input.name, shape, isWhole) }
    }
  }

  private mutating func note(_ name: String, _ shape: Shape, _ isWhole: Bool) {
    let numbers =
      shape.isScalar ? (isWhole ? "0 is" : "1 is") : (isWhole ? "zeros are" : "ones are")
    let kind = shape.isScalar ? "" : " (\(shape))"
    imported.notes.append(
      ProgramNote(
        "\(name.quoted) has no value; \(numbers) used\(kind); set it with --at "
          + "\(name.displayed.spelledName)=@batch.npy", at: nil))
  }

  /// The lengths that the values given to inputs have on axes that have a name.
  private func namedLengths(of inputs: [ONNXModel.Value]) -> [String: Int] {
    var lengths: [String: Int] = [:]
    for input in inputs {
      guard let shape = given[input.name.displayed]?.shape, let axes = input.axes,
        axes.count == shape.rank
      else { continue }
      for (axis, extent) in zip(axes, shape.extents) {
        if case .named(let name) = axis, !name.isEmpty { lengths[name] = lengths[name] ?? extent }
      }
    }
    return lengths
  }

  /// The shape of an input: what the model leaves open is as long as in the value that is given, else 1.
  private func shape(
    of input: ONNXModel.Value, _ lengths: [String: Int]
  ) throws(ONNXFailure) -> Shape? {
    let own = given[input.name.displayed]?.shape
    guard let axes = input.axes else { return own }
    let extents = axes.enumerated().map { place, axis in
      switch axis {
      case .length(let length): length
      case .named(let name):
        own.map { $0.rank == axes.count ? $0.extents[place] : 1 } ?? lengths[name] ?? 1
      }
    }
    guard let shape = Shape(extents), shape.count <= ONNXModel.limit else { throw .tooLarge }
    return shape
  }

  private mutating func addWeights(_ weights: [ONNXTensor]) throws(ONNXFailure) {
    guard !weights.isEmpty else { return }
    for weight in weights {
      guard let use = uses[weight.name] else { continue }
      let tensor: StoredTensor
      do throws(ONNXProblem) {
        tensor = try weight.read(from: folder)
      } catch {
        throw .file(error)
      }
      weightCount += tensor.values.count
      guard let shape = Shape(tensor.shape), weightCount <= ONNXModel.limit else { throw .tooLarge }
      if tensor.type.isWhole || use == .factors || isLiteral(weight.name, shape) {
        let numbers = ONNXNumbers(tensor.values, shape: shape)
        bind(weight.name, to: .known(numbers), isWhole: tensor.type.isWhole)
      } else {
        let value = Literal(values: tensor.values, shape: shape)
        try add(weight.name, value, isData: use == .statistics, isGiven: true)
      }
    }
  }

  /// What a name is for; what is for several things is for the last of them.
  private enum Use: Int { case factors, statistics, weight }

  /// What the names that nodes read are for: the statistics that a batch is normalized with do not learn,
  /// and the factors by which an image is made larger are as good as a shape.
  private static func uses(in model: ONNXModel) -> [String: Use] {
    var uses: [String: Use] = [:]
    for node in model.nodes.flatMap(\.withBranches) {
      for (place, name) in node.inputs.enumerated() where !name.isEmpty {
        let use = use(of: place, node.operation)
        uses[name] = uses[name].map { $0.rawValue > use.rawValue ? $0 : use } ?? use
      }
      // A branch may hand out a weight as it is.
      for name in node.branches.flatMap(\.outputs) { uses[name] = .weight }
    }
    return uses
  }

  private static func use(of place: Int, _ operation: String) -> Use {
    switch operation {
    case "BatchNormalization" where place > 2: .statistics
    case "Resize" where place > 0, "Upsample" where place > 0: .factors
    default: .weight
    }
  }

  /// Whether a weight is a number that stood in the model's code, by the names that exporters make.
  private func isLiteral(_ name: String, _ shape: Shape) -> Bool {
    shape.count == 1
      && (shape.isScalar || name.hasPrefix("val_") || name.hasPrefix("onnx::")
        || name.contains("/"))
  }

  private mutating func add(
    _ name: String, _ value: Literal, isData: Bool, isGiven: Bool
  ) throws(ONNXFailure) {
    do throws(GraphError) {
      let shown = names.take(name.displayed)
      let node = try builder.builder.input(shown, shape: value.shape, isData: isData)
      bind(name, to: .node(node), isWhole: false)
      imported.inputs.append(
        LoweredInput(node: node, name: shown, value: value, literal: value, isGiven: isGiven))
    } catch {
      throw .tooLarge
    }
  }
}

// Nodes.
extension ONNXImport {
  /// Takes the branch of a condition that is known, as if its nodes stood there; `false` for any other
  /// node.
  private mutating func takesBranch(_ node: ONNXModel.Node) throws(ONNXFailure) -> Bool {
    guard node.operation == "If", node.domain.isEmpty, let name = node.inputs.first,
      case .known(let condition)? = terms[name], let isTrue = condition.values.first,
      case .graph(let branch)? =
        node.attributes[isTrue != 0 ? "then_branch" : "else_branch"]
    else { return false }
    let outside = (terms, wholes)
    try addWeights(branch.weights)
    for inner in branch.nodes { try add(inner) }
    let results = try branch.outputs.map { name throws(ONNXFailure) in
      (term: try term(of: name, for: node), isWhole: wholes.contains(name))
    }
    // What a branch gives a name to is known by it within the branch alone.
    (terms, wholes) = outside
    for (name, result) in zip(node.outputs, results) where !name.isEmpty {
      bind(name, to: result.term, isWhole: result.isWhole)
    }
    return true
  }

  /// Lets a name stand for a term from here on.
  private mutating func bind(_ name: String, to term: ONNXTerm, isWhole: Bool) {
    terms[name] = term
    if isWhole { wholes.insert(name) } else { wholes.remove(name) }
  }

  /// What a name that a node asks for stands for.
  private func term(
    of name: String, for node: ONNXModel.Node
  ) throws(ONNXFailure) -> ONNXTerm {
    guard let term = terms[name] else {
      throw .missingValue(name, node: node.name.isEmpty ? node.operation : node.name)
    }
    return term
  }

  private mutating func add(_ node: ONNXModel.Node) throws(ONNXFailure) {
    if try takesBranch(node) { return }
    guard node.domain.isEmpty, let rule = ONNXConversion.rule(of: node.operation) else {
      let name = node.domain.isEmpty ? node.operation : "\(node.domain).\(node.operation)"
      throw .node(
        operation: name, name: node.name, ONNXRefusal.unknownOperation.message(name))
    }
    var operands: [ONNXTerm?] = []
    for name in node.inputs {
      guard !name.isEmpty else {
        operands.append(nil)
        continue
      }
      operands.append(try term(of: name, for: node))
    }
    let wholePlaces = node.inputs.indices.filter { wholes.contains(node.inputs[$0]) }
    let call = ONNXNode(
      node: node, operands: operands, wholeOperands: Set(wholePlaces), opset: model.opset)
    let results: [ONNXTerm]
    do throws(ONNXRefusal) {
      results = call.isKnown ? try folded(call, rule) : try computed(call, rule)
    } catch {
      throw .node(operation: node.operation, name: node.name, error.message(node.operation))
    }
    let isWhole = isWhole(node, results, Set(wholePlaces))
    for (name, term) in zip(node.outputs, results) where !name.isEmpty {
      bind(name, to: term, isWhole: isWhole)
    }
  }

  private func isWhole(
    _ node: ONNXModel.Node, _ results: [ONNXTerm], _ places: Set<Int>
  ) -> Bool {
    switch (node.operation, node.attributes["to"], node.attributes["value"]) {
    case ("Cast", .whole(let code)?, _): ElementType(onnxCode: code)?.isWhole ?? false
    case ("Constant", _, .tensor(let tensor)?), ("ConstantOfShape", _, .tensor(let tensor)?):
      tensor.type?.isWhole ?? false
    case ("Constant", _, _):
      node.attributes["value_int"] != nil || node.attributes["value_ints"] != nil
    case ("ConstantOfShape", _, _): false
    default:
      ONNXConversion.isWhole(node.operation, node.inputs.indices.map { places.contains($0) })
    }
  }

  /// What a node computes of nothing but numbers that are known.
  private mutating func folded(_ node: ONNXNode, _ rule: ONNXRule) throws(ONNXRefusal) -> [ONNXTerm]
  {
    var scratch = ONNXBuilder(limits: LoweringLimits())
    scratch.stepsLeft = builder.stepsLeft
    let results = try rule(&scratch, node)
    builder.stepsLeft = scratch.stepsLeft
    let graph = scratch.builder.graph
    guard graph.count > 0 else { return results }
    do throws(GraphError) {
      var evaluation = try Evaluation<Double>(of: graph)
      evaluation.forward()
      return results.map { term in
        guard case .node(let node) = term else { return term }
        return .known(
          ONNXNumbers(evaluation.value(of: node).elements, shape: graph.shape(of: node)))
      }
    } catch {
      throw .graph(error)
    }
  }

  /// The nodes that a node becomes, which are called as the model calls them.
  private mutating func computed(
    _ node: ONNXNode, _ rule: ONNXRule
  ) throws(ONNXRefusal) -> [ONNXTerm] {
    let first = builder.builder.graph.count
    builder.parts = []
    let results = try rule(&builder, node)
    let last = builder.builder.graph.count
    origins.append(ONNXOrigin(node.node, nodes: first..<last, parts: builder.parts))
    for (name, term) in zip(node.node.outputs, results) where name.isReadable {
      guard case .node(let result) = term, result.index >= first else { continue }
      builder.builder.name(result, names.take(name.displayed))
    }
    return results
  }
}

extension ONNXModel.Node {
  /// The graphs in the node.
  fileprivate var branches: [ONNXModel.Branch] {
    attributes.values.compactMap { if case .graph(let branch) = $0 { branch } else { nil } }
  }

  /// The node, and those of the graphs in it.
  fileprivate var withBranches: [ONNXModel.Node] {
    [self] + branches.flatMap { $0.nodes.flatMap(\.withBranches) }
  }
}

extension ONNXNode {
  /// Whether all operands are known. A node without any makes what it makes of its attributes.
  fileprivate var isKnown: Bool {
    operands.allSatisfy { if case .node? = $0 { false } else { true } }
  }
}

extension String {
  /// Whether somebody would want to read the name, which exporters did not make of a number.
  fileprivate var isReadable: Bool {
    !isEmpty && !hasPrefix("val_") && !contains("/") && !contains("::") && Int(self) == nil
  }
}
