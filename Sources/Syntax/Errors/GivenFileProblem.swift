/// What can be wrong with a file that is to give inputs their values.
package enum GivenFileProblem: Equatable, Sendable {
  case unreadable(String, String)
  case severalArrays(String, names: [String])
  case noArray(String, String, nearest: String?, names: [String])
  case arrayWithoutInput
  case nothingFits(String, names: [String], inputs: [String])
  case tooLarge(limit: Int)
}

extension GivenFileProblem {
  /// What is wrong and, after a semicolon, what to do about it.
  package var message: String {
    switch self {
    case .unreadable(let path, let finding): "'\(path)' \(finding)"
    case .severalArrays(let path, let names):
      "'\(path)' holds \(FormulaError.Problem.listed(names)); say which one, as in x=@\(path):"
        + (names.first ?? "name")
    case .noArray(let name, let path, let nearest?, _):
      "'\(path)' has no array \(name.quoted); did you mean \(nearest.quoted)?"
    case .noArray(let name, let path, nil, let names):
      "'\(path)' has no array \(name.quoted); "
        + (names.isEmpty
          ? "it is one without a name" : "it has \(FormulaError.Problem.listed(names))")
    case .arrayWithoutInput: "this is one array; say which input it is for, as in x=@batch.npy"
    case .nothingFits(let path, let names, let inputs):
      "'\(path)' holds \(FormulaError.Problem.listed(names)), but "
        + (inputs.isEmpty
          ? "there are no inputs" : "the inputs are \(FormulaError.Problem.listed(inputs))")
        + "; name one of each, as in x=@\(path):" + (names.first ?? "name")
    case .tooLarge(let limit):
      "the arrays given may hold \(limit) numbers (1 GiB); give fewer"
    }
  }
}
