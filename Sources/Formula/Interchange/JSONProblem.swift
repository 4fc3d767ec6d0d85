/// What can be wrong with a graph in JSON.
package enum JSONProblem: Equatable, Sendable {
  // The text.
  case endsTooSoon
  case textAfterEnd
  case missingFieldName
  case missingColon(String)
  case missingComma
  case repeatedField(String)
  case strayText(String)
  case wrongNumber(String)
  case unclosedText
  case controlCharacter
  case wrongEscape
  case nestedTooDeeply(limit: Int)

  // The graph.
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
  case noOutput
}

extension JSONProblem {
  /// What is wrong and, after a semicolon, what to do about it.
  var message: String {
    textMessage ?? graphMessage
  }

  private var textMessage: String? {
    switch self {
    case .endsTooSoon: "the text ends where a value should stand; type one"
    case .textAfterEnd: "a graph ends with its last bracket; remove what follows"
    case .missingFieldName: "a field begins with its name in quotation marks; type \"name\": ..."
    case .missingColon(let name): "a ':' is missing after the name of the field \(name.quoted)"
    case .missingComma: "a ',' or a closing bracket is missing here"
    case .repeatedField(let name): "the field \(name.quoted) is there twice; remove one"
    case .strayText(let text):
      "\(text.quoted) is no value; a text stands in quotation marks, as \"NaN\" does"
    case .wrongNumber(let text): "\(text.quoted) is no number of JSON; type it like 12, 0.5, 2e-3"
    case .unclosedText: "this text is never closed; add '\"'"
    case .controlCharacter: "a text cannot hold a line break or a control character; type \\n"
    case .wrongEscape: "this is no escape of JSON; type a backslash as \\\\"
    case .nestedTooDeeply(let limit): "this is nested more than \(limit) deep; a graph is not"
    default: nil
    }
  }

  private var graphMessage: String {
    switch self {
    case .noGraph(let found): "a graph is an object with \"version\" and \"nodes\", not \(found)"
    case .missingField(let name, let usage): "the field '\(name)' is missing; type \(usage)"
    case .wrongField(let name, let expected, let found):
      "the field '\(name)' is \(found); type \(expected)"
    case .wrongVersion(let version):
      "version \(version) is not known here; graphs have \"version\": 1"
    case .wrongIndex(let expected):
      "the nodes are counted from 0 in their order; this one is \(expected)"
    case .unknownOperation(let name, let nearest?):
      "no operation is called \(name.quoted); did you mean '\(nearest)'?"
    case .unknownOperation(let name, nil):
      "no operation is called \(name.quoted); retrograde trace --format json shows their names"
    case .missingOperand(let index):
      "there is no node \(index) before this one; operands come before what is computed from them"
    case .strayAttributes: "this operation has no attributes; leave the field out"
    case .refused(let reason): "\(reason)"
    case .wrongShape(let given, let computed):
      "the shape is \(computed), not \(given); leave the field out, or mend the operands"
    case .impossibleShape:
      "no array has this shape; type the length of each axis, such as [2, 3]"
    case .unevenArray: "the rows of an array must be equally long, and hold numbers alone"
    case .missingName: "an input needs a name; type \"name\": \"x\""
    case .unknownOutput(let text):
      "there is no node \(text.shortened); outputs are indices of nodes"
    case .noOutput: "the graph has no node; add one"
    default: ""
    }
  }
}
