package import Interchange
import Syntax

/// Why a model cannot be opened.
package enum ONNXFailure: Error {
  case file(ONNXProblem)
  case version(Int)
  /// A node that cannot become one of a graph.
  case node(operation: String, name: String, String)
  /// A name that no node before this one computes.
  case missingValue(String, node: String)
  case inputWithoutShape(String)
  case noOutput
  case tooLarge
  /// What is wrong with the values that inputs are given, or with other options.
  case options(FormulaFailure)

  /// What is wrong and what to do, in one line that begins with the file's name, or with what is wrong
  /// in an option.
  package func report(_ path: String) -> String {
    switch self {
    case .file(let problem): "\(path): this file \(problem.message)"
    case .version(let opset):
      "\(path): the model has operations of version \(opset), supported are 7 to 24; export it with "
        + "opset_version=18"
    case .node(let operation, let name, let finding):
      "\(path): the operation \(operation.quoted)"
        + (name.isEmpty ? "" : " of node \(name.shortened.quoted)") + " \(finding)"
    case .missingValue(let value, let node):
      "\(path): no node before \(node.quoted) computes \(value.quoted); use an intact copy"
    case .inputWithoutShape(let name):
      "\(path): the input \(name.quoted) has no shape; give it a value, as in --at "
        + "\(name.spelledName)=@batch.npy"
    case .noOutput: "\(path): the model has no output; use an intact copy"
    case .tooLarge:
      "\(path): the weights hold more than \(ONNXModel.limit) numbers (1 GiB); export a smaller model"
    case .options(let failure): failure.report
    }
  }
}
