import Autodiff
import Basics
import Interchange
import Syntax

/// An object of a graph in JSON, whose fields are asked for by name and type.
///
/// Fields that nobody asks for are left alone, so that other programs may add their own.
struct GraphObject {
  private let fields: [JSONField]
  let span: SourceSpan

  /// The object that a value is, or `nil` when it is none.
  init?(_ value: JSONValue) {
    guard case .object(let fields) = value.kind else { return nil }
    self.fields = fields
    span = value.span
  }

  /// The object that a value is; throws the problem when it is none.
  init(_ value: JSONValue, orElse problem: GraphProblem) throws(FormulaError) {
    guard let object = GraphObject(value) else {
      throw FormulaError(.graph(problem), at: value.span)
    }
    self = object
  }

  /// An error about the object: at one of its fields if that is there, else at its opening bracket.
  func error(_ problem: GraphProblem, at name: String? = nil) -> FormulaError {
    let field = fields.first { $0.name == name }
    return FormulaError(
      .graph(problem),
      at: field?.value.span ?? SourceSpan(span.lowerBound, span.lowerBound + 1))
  }

  /// The value of a field; `null` is as good as none.
  func value(_ name: String) throws(FormulaError) -> JSONValue? {
    guard let value = fields.first(where: { $0.name == name })?.value else { return nil }
    if case .null = value.kind { return nil }
    return value
  }

  func required(_ name: String, usage: String) throws(FormulaError) -> JSONValue {
    guard let value = try value(name) else { throw error(.missingField(name, usage: usage)) }
    return value
  }
}

extension GraphObject {
  /// A text, or `nil` when the field is none.
  func text(_ name: String) -> String? {
    guard case .string(let text)? = fields.first(where: { $0.name == name })?.value.kind else {
      return nil
    }
    return text
  }

  func requiredText(_ name: String, usage: String) throws(FormulaError) -> String {
    let value = try required(name, usage: usage)
    guard case .string(let text) = value.kind else { throw wrong(name, value) }
    return text
  }

  func bool(_ name: String) throws(FormulaError) -> Bool? {
    guard let value = try value(name) else { return nil }
    guard case .bool(let bool) = value.kind else { throw wrong(name, value) }
    return bool
  }

  /// A whole number from 0 to below a bound.
  func index(_ name: String, below bound: Int) throws(FormulaError) -> Int? {
    guard let value = try value(name) else { return nil }
    guard let index = value.whole, (0..<bound).contains(index) else { throw wrong(name, value) }
    return index
  }

  func array(_ name: String) throws(FormulaError) -> [JSONValue]? {
    guard let value = try value(name) else { return nil }
    guard case .array(let elements) = value.kind else { throw wrong(name, value) }
    return elements
  }

  func array(_ name: String, usage: String) throws(FormulaError) -> [JSONValue] {
    guard let elements = try array(name) else {
      throw error(.missingField(name, usage: usage))
    }
    return elements
  }

  /// Whole numbers.
  func wholes(_ name: String) throws(FormulaError) -> [Int]? {
    guard let values = try array(name) else { return nil }
    var wholes: [Int] = []
    for value in values {
      guard let whole = value.whole else { throw wrong(name, value) }
      wholes.append(whole)
    }
    return wholes
  }

  /// The field `names`, or `name` alone.
  func names() throws(FormulaError) -> [String] {
    guard let values = try array("names") else {
      guard let value = try value("name") else { return [] }
      guard case .string(let name) = value.kind, !name.isEmpty else {
        throw wrong("name", value)
      }
      return [name.displayed]
    }
    var names: [String] = []
    for value in values {
      guard case .string(let name) = value.kind, !name.isEmpty else {
        throw wrong("names", value)
      }
      names.append(name.displayed)
    }
    return names
  }

  /// The field `shape`.
  func shape() throws(FormulaError) -> Shape? {
    guard let extents = try wholes("shape") else { return nil }
    guard let shape = Shape(extents) else {
      throw error(.impossibleShape, at: "shape")
    }
    return shape
  }

  /// The fields `source`, `original` and `dtype`.
  func recorded() throws(FormulaError) -> RecordedNode? {
    let record = RecordedNode(
      line: try sourceLine(), operation: try string("original")?.displayed, type: try numberType())
    return record == RecordedNode() ? nil : record
  }

  private func sourceLine() throws(FormulaError) -> SourceLine? {
    guard let value = try value("source") else { return nil }
    guard let source = GraphObject(value), let file = source.text("file"), !file.isEmpty,
      let number = try source.index("line", below: Int(Int32.max)), number > 0
    else { throw wrong("source", value) }
    return SourceLine(file: file.displayed, number: number)
  }

  private func numberType() throws(FormulaError) -> NumberType? {
    guard let name = try string("dtype") else { return nil }
    guard let type = NumberType(rawValue: name) else {
      throw error(.unknownNumberType(name), at: "dtype")
    }
    return type
  }

  private func string(_ name: String) throws(FormulaError) -> String? {
    guard let value = try value(name) else { return nil }
    guard case .string(let text) = value.kind else { throw wrong(name, value) }
    return text
  }

  func wrong(_ name: String, _ value: JSONValue) -> FormulaError {
    FormulaError(.graph(.wrongField(name, value)), at: value.span)
  }
}

extension GraphProblem {
  /// A field whose value is of the wrong kind.
  static func wrongField(_ name: String, _ value: JSONValue) -> GraphProblem {
    .wrongField(name, expected: usages[name] ?? "a string", found: value.found)
  }

  private static let usages = [
    "nodes": "objects such as {\"operation\": \"sin\", \"operands\": [0]}",
    "groups": "objects such as {\"name\": \"phi\", \"parent\": null}",
    "parent": "the index of a group before this one", "group": "the index of a group",
    "choosers": "indices of nodes before this one, such as [0]",
    "operands": "indices of nodes, such as [0, 1]", "attributes": "whole numbers, such as [0]",
    "shape": "the length of each axis, such as [2, 3]", "data": "true or false",
    "value": "a number, or numbers in brackets", "outputs": "indices of nodes, such as [4]",
    "expected": "an object such as {\"value\": 2, \"adjoint\": 1}",
    "name": "a string such as \"x\"", "names": "strings such as [\"x\"]",
    "operation": "a string such as \"multiply\"",
    "source": "an object such as {\"file\": \"model.py\", \"line\": 12}",
    "line": "a line, counted from 1", "original": "a string such as \"aten::addmm\"",
    "dtype": "a string such as \"float32\"",
  ]
}

extension JSONValue {
  /// What stands there, as an error says it.
  fileprivate var found: String {
    switch kind {
    case .number(let number): return number.spelled
    case .string(""): return "a text without a character"
    default: return word
    }
  }
}
