package import Autodiff
package import Interchange
import Syntax

extension Program {
  /// Opens a model that was exported in ONNX. Its weights are inputs, which have adjoints; its inputs are
  /// data where they are whole numbers. An axis whose length is open is as long as in the value that the
  /// input is given, else 1.
  ///
  /// - Parameter folder: Where the numbers of large tensors lie: the model's own folder.
  /// - Complexity: linear in the model.
  package init(
    onnx model: ONNXModel, folder: String, origin: String, at: String? = nil,
    output: String? = nil, wrt: String? = nil, precision: Precision = .double
  ) throws(ONNXFailure) {
    let given = at.map { GivenValues(list: $0) }
    if let failure = given?.failure { throw .options(failure) }
    let reader = try ONNXImport(model, folder: folder, given: given?.valuesByName ?? [:])
    do throws(FormulaFailure) {
      try self.init(
        reader.imported, writing: .built(title: origin), origin: origin, given: given,
        options: ReadingOptions(
          output: output.map { OutputOption($0) }, direction: wrt.map { DirectionOption($0) },
          isSharing: false, precision: precision))
    } catch {
      throw .options(error)
    }
  }
}
