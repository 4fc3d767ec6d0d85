import Autodiff
import Basics
import Interchange
import Syntax

/// Makes a graph of what a JSON text says. What is wrong is noted and the rest is read anyway,
/// so that independent errors are reported in one run.
///
/// Inputs are put before all other nodes, as programs have them.
struct GraphReader {
  private(set) var graph = Graph()
  private(set) var inputs: [LoweredInput] = []
  private(set) var outputs: [NodeID] = []
  private(set) var expected: [NodeID: ExpectedNumbers] = [:]
  private(set) var errors = ErrorList()
  private var budget = SizeBudget()
  private var tensors: SideTensors
  private var groups: [GroupID] = []
  /// Whether the numbers that a trace has for its nodes are taken as recorded ones.
  private let readsTrace: Bool
  private var isTrace = false
  /// What the nodes of the text have become; `nil` for those refused.
  private var nodes: [NodeID?] = []

  /// Reads a graph from its outermost value, and the tensors that it names from files in a folder.
  init(_ document: JSONValue, tensors folder: SideFolder, readsTrace: Bool = false) {
    self.readsTrace = readsTrace
    tensors = SideTensors(folder)
    do throws(FormulaError) {
      let root = try GraphObject(document, orElse: .noGraph(document.word))
      try checkVersion(root)
      isTrace = readsTrace && root.text("mode") != nil
      readGroups(root)
      try readNodes(root)
      readOutputs(root)
    } catch {
      errors.append(error)
    }
  }

  private func checkVersion(_ root: GraphObject) throws(FormulaError) {
    let value = try root.required("version", usage: "\"version\": 1")
    guard case .number(1) = value.kind else {
      let text = if case .number(let number) = value.kind { number.spelled } else { value.word }
      throw FormulaError(.graph(.wrongVersion(text)), at: value.span)
    }
  }

  private mutating func note(_ error: FormulaError) { errors.append(error) }
}

extension GraphReader {
  private mutating func readGroups(_ root: GraphObject) {
    do throws(FormulaError) {
      for value in try root.array("groups") ?? [] {
        let group = try GraphObject(value, orElse: .wrongField("groups", value))
        let name = try group.requiredText("name", usage: "\"name\": \"phi\"")
        let parent = try group.index("parent", below: groups.count)
        groups.append(graph.notes.addGroup(name.displayed, inside: parent.map { groups[$0] }))
      }
    } catch {
      note(error)
    }
  }

  private mutating func readNodes(_ root: GraphObject) throws(FormulaError) {
    let values = try root.array("nodes", usage: "\"nodes\": [...]")
    nodes = values.map { _ in nil }
    let isInput = values.map { GraphObject($0)?.text("operation") == "input" }
    // The inputs first; what is computed from them may stand anywhere after them.
    for wantsInputs in [true, false] {
      for (index, value) in values.enumerated() where isInput[index] == wantsInputs {
        guard !errors.isFull else { return }
        do throws(FormulaError) {
          nodes[index] = try node(value, index)
        } catch {
          note(error)
        }
      }
    }
  }

  private mutating func node(_ value: JSONValue, _ index: Int) throws(FormulaError) -> NodeID? {
    let object = try GraphObject(value, orElse: .wrongField("nodes", value))
    if let own = try object.value("index"), own.whole != index {
      throw FormulaError(.graph(.wrongIndex(expected: index)), at: own.span)
    }
    let operation = try operation(object)
    let node: NodeID? =
      switch operation {
      case .input: try input(object)
      case .constant: try constant(object)
      default: try computed(operation, object, index)
      }
    guard let node else { return nil }
    try readNotes(object, of: node)
    return node
  }

  private func operation(_ object: GraphObject) throws(FormulaError) -> Operation {
    let usage = "\"operation\": \"multiply\""
    let value = try object.required("operation", usage: usage)
    let name = try object.requiredText("operation", usage: usage)
    if let operation = Operation.byCaseName[name] { return operation }
    let nearest = nearestWord(to: name, among: Operation.byCaseName.keys.sorted())
    throw FormulaError(.graph(.unknownOperation(name, nearest: nearest)), at: value.span)
  }

  private mutating func readNotes(_ object: GraphObject, of node: NodeID) throws(FormulaError) {
    // A trace calls a constant by its number.
    let isConstant = graph.operation(of: node) == .constant
    for name in try object.names() where !isConstant || !name.isLiteral {
      graph.notes.name(node, name)
    }
    if let group = try object.index("group", below: groups.count) {
      graph.notes.setGroup(of: node, groups[group])
    }
    for value in try object.array("choosers") ?? [] {
      guard let index = value.whole, nodes.indices.contains(index), let chooser = nodes[index],
        chooser < node
      else { throw FormulaError(.graph(.wrongField("choosers", value)), at: value.span) }
      graph.notes.addChooser(chooser, of: node)
    }
    if let record = try object.recorded() {
      graph.notes.setRecorded(of: node, record)
      if let type = record.type { graph.round(node, to: type) }
    }
    let value = try object.value("expected")
    guard value != nil || isTrace && !isConstant else { return }
    let expected =
      try value.map { value throws(FormulaError) in
        try GraphObject(value, orElse: .wrongField("expected", value))
      } ?? object
    let shape = graph.shape(of: node)
    self.expected[node] = ExpectedNumbers(
      value: try expected.literal("value", shape: shape, &tensors)?.values,
      adjoint: try expected.literal("adjoint", shape: shape, &tensors)?.values,
      tangent: try expected.literal("tangent", shape: shape, &tensors)?.values)
  }
}

extension GraphReader {
  private mutating func input(_ object: GraphObject) throws(FormulaError) -> NodeID? {
    guard let name = try object.names().first else { throw object.error(.missingName) }
    let said = try object.shape()
    let given = try object.literal("value", shape: said, &tensors)
    let shape = given?.shape ?? said ?? .scalar
    try checkSize(shape, object)
    let value = given ?? Literal(values: Array(repeating: 1, count: shape.count), shape: shape)
    let isData = try object.bool("data") ?? false
    let node = try append(object) { graph throws(GraphError) in
      try graph.appendInput(shape, isData: isData)
    }
    inputs.append(
      LoweredInput(node: node, name: name, value: value, literal: value, isGiven: given != nil))
    return node
  }

  private mutating func constant(_ object: GraphObject) throws(FormulaError) -> NodeID? {
    guard let value = try object.literal("value", shape: try object.shape(), &tensors) else {
      throw object.error(.missingField("value", usage: "\"value\": 2"))
    }
    try checkSize(value.shape, object)
    return try append(object) { graph throws(GraphError) in
      try graph.appendConstant(value.values, shape: value.shape)
    }
  }

  private mutating func computed(
    _ operation: Operation, _ object: GraphObject, _ index: Int
  ) throws(FormulaError) -> NodeID? {
    var operands: [NodeID] = []
    for value in try object.array("operands", usage: "\"operands\": [0, 1]") {
      guard let place = value.whole else {
        throw FormulaError(.graph(.wrongField("operands", value)), at: value.span)
      }
      // An input may stand anywhere.
      guard nodes.indices.contains(place), place < index || isInput(place) else {
        throw FormulaError(.graph(.missingOperand(place)), at: value.span)
      }
      // The error of an operand has been reported.
      guard let operand = nodes[place] else { return nil }
      operands.append(operand)
    }
    let attributes = try object.wholes("attributes") ?? []
    guard attributes.isEmpty || !operation.isElementwise else {
      throw object.error(.strayAttributes, at: "attributes")
    }
    let node = try append(object) { graph throws(GraphError) in
      try graph.append(operation, operands, attributes: attributes)
    }
    let shape = graph.shape(of: node)
    try checkSize(shape, object)
    if let given = try object.shape(), given != shape {
      throw object.error(
        .wrongShape(given: "\(given)", computed: "\(shape)"), at: "shape")
    }
    return node
  }

  private func isInput(_ place: Int) -> Bool {
    nodes[place].map { graph.operation(of: $0) } == .input
  }

  private mutating func checkSize(_ shape: Shape, _ object: GraphObject) throws(FormulaError) {
    // What is computed from large tensors is large.
    if tensors.areUsed { budget.limits = .files }
    if let problem = budget.problem(adding: shape) {
      throw FormulaError(problem, at: object.span)
    }
  }

  private mutating func append(
    _ object: GraphObject, _ work: (inout Graph) throws(GraphError) -> NodeID
  ) throws(FormulaError) -> NodeID {
    do throws(GraphError) {
      return try work(&graph)
    } catch {
      throw object.error(.refused("\(error)"), at: "operation")
    }
  }

  private mutating func readOutputs(_ root: GraphObject) {
    do throws(FormulaError) {
      if let values = try root.array("outputs") {
        for value in values { try addOutput(value) }
      } else if let value = try root.value("output") {
        try addOutput(value)
      }
      guard outputs.isEmpty, errors.count == 0 else { return }
      guard let last = nodes.last ?? nil else { throw root.error(.noOutput) }
      outputs = [last]
    } catch {
      note(error)
    }
  }

  /// An output by its index, or by a name of the node.
  private mutating func addOutput(_ value: JSONValue) throws(FormulaError) {
    switch value.kind {
    case .string(let given):
      let name = given.displayed
      if let node = graph.nodes.first(where: { graph.notes.names(of: $0).contains(name) }) {
        return addOutput(node)
      }
      if errors.count > 0 { return }
      throw FormulaError(.graph(.unknownOutput(name.quoted)), at: value.span)
    default:
      guard let index = value.whole, nodes.indices.contains(index) else {
        let text = value.whole.map { "\($0)" } ?? value.word
        throw FormulaError(.graph(.unknownOutput(text)), at: value.span)
      }
      if let node = nodes[index] { addOutput(node) }
    }
  }

  private mutating func addOutput(_ node: NodeID) {
    if !outputs.contains(node) { outputs.append(node) }
  }
}

extension Operation {
  /// The operations by the names that data have for them: those of the cases.
  static let byCaseName = Dictionary(
    uniqueKeysWithValues: Operation.allCases.map { ("\($0)", $0) })
}

extension String {
  /// Whether the text is that of a number or of an array, as constants without a name are shown.
  fileprivate var isLiteral: Bool { Double(self) != nil || (hasPrefix("[") && hasSuffix("]")) }
}
