package import Autodiff
import Basics
import Syntax

/// The value that a file holds for one node, read but not yet used.
package struct FileValue {
  /// The file as it was typed: `@batch.npy`, `@weights.npz:fc1.weight`.
  package let text: String
  let given: GivenValues
  private let item: GivenValues.Item

  /// Reads the array that a text such as `@batch.npy` means.
  package init(_ text: String, for node: String) throws(FormulaFailure) {
    self.text = text
    given = GivenValues(file: text, of: node)
    if let failure = given.failure { throw failure }
    guard let item = given.items.first else {
      throw FormulaFailure([FormulaError(.settingWithoutName, at: .none)], in: given.source)
    }
    self.item = item
  }

  /// What it holds, for a node of a shape; throws where that is another.
  package func tensor(of shape: Shape) throws(FormulaFailure) -> Tensor<Double> {
    guard let tensor = Tensor(item.value.values, shape: shape), item.value.shape == shape else {
      let problem = FormulaError.Problem.settingShape(item.name, shape, given: item.value.shape)
      throw FormulaFailure([FormulaError(problem, at: item.valueSpan)], in: given.source)
    }
    return tensor
  }
}

extension Program {
  /// The same program with the value of an input that a file holds.
  package func setting(_ input: String, to value: FileValue) throws(FormulaFailure) -> Program {
    var program = try setting(input, value.given)
    program.noteSetting(of: [input], after: self)
    return program
  }
}
