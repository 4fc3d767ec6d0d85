package import Autodiff
package import Interchange
import Syntax

extension Program {
  /// A program of the arrays of a file: each is an input, and nothing is computed from any. It is there
  /// to be looked at.
  ///
  /// - Parameter name: What an array is called that is alone in its file.
  package init(
    arrays file: TensorFile, name: String, origin: String, at: String? = nil,
    output: String? = nil, precision: Precision = .double
  ) throws(FormulaFailure) {
    var imported = ImportedGraph()
    var count = 0
    for name in file.onlyArray == nil ? file.names : [name] {
      do throws(TensorFile.Failure) {
        guard let tensor = try file.array(name) else { continue }
        count += tensor.values.count
        guard count <= SideTensors.limit, imported.append(tensor, name.displayed) else {
          throw TensorFile.Failure(message: "is too large; store it by itself")
        }
      } catch {
        imported.notes.append(ProgramNote("\(name.quoted) \(error.message)", at: nil))
      }
    }
    imported.outputs = imported.inputs.prefix(1).map(\.node)
    try self.init(
      imported, writing: .built(title: origin), origin: origin,
      given: at.map { GivenValues(list: $0) },
      options: ReadingOptions(output: output.map { OutputOption($0) }, precision: precision))
  }
}

extension ImportedGraph {
  /// Adds an array as data; whether there was room for it.
  fileprivate mutating func append(_ tensor: StoredTensor, _ name: String) -> Bool {
    guard let shape = Shape(tensor.shape), let node = try? graph.appendInput(shape, isData: true)
    else { return false }
    graph.notes.name(node, name)
    graph.notes.setRecorded(
      of: node, RecordedNode(type: NumberType(rawValue: tensor.type.rawValue)))
    let value = Literal(values: tensor.values, shape: shape)
    inputs.append(
      LoweredInput(node: node, name: name, value: value, literal: value, isGiven: true))
    return true
  }
}
