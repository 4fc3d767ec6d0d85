/// What can be wrong with a graph in JSON.
package enum GraphProblem: Equatable, Sendable {
  case noGraph(String)
  case missingField(String, usage: String)
  case wrongField(String, expected: String, found: String)
  case wrongVersion(String)
  case wrongIndex(expected: Int)
  case unknownOperation(String, nearest: String?)
  case missingOperand(Int)
  case strayAttributes
  case refused(String)
  case wrongShape(given: String, computed: String)
  case impossibleShape
  case unevenArray
  case missingName
  case unknownOutput(String)
  case unknownNumberType(String)
  case noOutput
  /// What stands in place of numbers is an object, but not of a tensor in a file.
  case wrongSideTensor
  case sidePath(String)
  case noFolder(String)
  case unreadableFile(String, String)
  case missingTensor(String, file: String, nearest: String?)
  case sideTensorsTooLarge(limit: Int)
}

extension GraphProblem {
  /// What is wrong and, after a semicolon, what to do about it.
  package var message: String {
    switch self {
    case .noGraph(let found): "a graph is an object with \"version\" and \"nodes\", not \(found)"
    case .missingField(let name, let usage): "the field '\(name)' is missing; type \(usage)"
    case .wrongField(let name, let expected, let found):
      "the field '\(name)' is \(found); type \(expected)"
    case .wrongVersion(let version):
      "version \(version) is not supported; graphs have \"version\": 1"
    case .wrongIndex(let expected):
      "nodes are numbered from 0 in order; this one is \(expected)"
    case .unknownOperation(let name, let nearest?):
      "no operation is called \(name.quoted); did you mean '\(nearest)'?"
    case .unknownOperation(let name, nil):
      "no operation is called \(name.quoted); retrograde operations --format json lists them"
    case .missingOperand(let index):
      "there is no node \(index) before this one; operands must come before their consumers"
    case .strayAttributes: "this operation has no attributes; leave the field out"
    case .refused(let reason): "\(reason)"
    case .wrongShape(let given, let computed):
      "the shape is \(computed), not \(given); leave the field out, or fix the operands"
    case .impossibleShape:
      "this is not a shape; type the length of each axis, such as [2, 3]"
    case .unevenArray: "the rows of an array must have equal lengths and contain only numbers"
    case .missingName: "an input needs a name; type \"name\": \"x\""
    case .unknownOutput(let text):
      "there is no node \(text.shortened); outputs are indices of nodes"
    case .unknownNumberType(let name):
      "no numbers are called \(name.quoted); type one such as \"float32\", \"bfloat16\" or \"int64\""
    case .noOutput: "the graph has no nodes; add one"
    case .wrongSideTensor:
      "in place of numbers there may be {\"file\": \"run.safetensors\", \"tensor\": \"n12.value\"}; "
        + "type both names"
    case .sidePath(let file):
      "\(file.quoted) is not the plain name of a file; put the file beside the graph and type its "
        + "name without a folder"
    case .noFolder(let file):
      "\(file.quoted) lies beside the graph, but this graph was not read from a file; save it, and "
        + "open that"
    case .unreadableFile(let file, let finding): "\(file.quoted) \(finding)"
    case .missingTensor(let name, let file, let nearest?):
      "\(file.quoted) has no tensor \(name.quoted); did you mean \(nearest.quoted)?"
    case .missingTensor(let name, let file, nil):
      "\(file.quoted) has no tensor \(name.quoted); write it there, or the numbers here"
    case .sideTensorsTooLarge(let limit):
      "the tensors of all files beside a graph may hold \(limit) numbers (1 GiB); record fewer"
    }
  }
}
