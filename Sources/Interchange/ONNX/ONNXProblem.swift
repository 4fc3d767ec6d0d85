/// Why a file is no ONNX model that can be read.
package enum ONNXProblem: Error, Hashable, Sendable {
  /// The bytes are not those of messages from one on.
  case damaged(byte: Int)
  case noGraph
  case tooLarge(limit: Int)
  /// The numbers of a tensor are of a kind that is not read.
  case unknownType(tensor: String, code: Int)
  /// The numbers of a tensor are more or fewer than its shape says.
  case wrongLength(tensor: String)
  case hugeTensor(tensor: String)
  /// The numbers of a tensor lie in a file that cannot be read.
  case externalData(tensor: String, file: String, finding: String)
}

extension ONNXProblem {
  /// What is wrong with the file, for a sentence that begins with its name, and what to do.
  package var message: String {
    switch self {
    case .damaged(let byte):
      "is damaged or not an ONNX model: byte \(byte) makes no sense; use an intact copy"
    case .noGraph: "is not an ONNX model: it holds no graph; use an intact copy"
    case .tooLarge(let limit):
      "is larger than \(limit) bytes; export it with external_data=True"
    case .unknownType(let tensor, let code):
      "has a tensor '\(tensor)' of type \(code), which is not supported; export it in float32"
    case .wrongLength(let tensor):
      "is damaged: the numbers of '\(tensor)' are not as many as its shape says; use an intact copy"
    case .hugeTensor(let tensor):
      "has a tensor '\(tensor)' that is too large; the tensors may hold \(ONNXModel.limit) numbers"
    case .externalData(let tensor, let file, let finding):
      "has the numbers of '\(tensor)' in '\(file)', which \(finding)"
    }
  }
}
