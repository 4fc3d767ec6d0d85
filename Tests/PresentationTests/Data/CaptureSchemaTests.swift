import Autodiff
import Basics
import Formula
import Foundation
import Interchange
import Testing

@testable import Presentation

/// The JSON schema of graphs against what this program writes and reads.
@Suite struct CaptureSchemaTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func schema() throws -> Schema {
    try Schema(Data(contentsOf: root.appending(path: "assets/capture.schema.json")))
  }

  @Test func `what every example exports obeys the schema`() throws {
    let schema = try Self.schema()
    for example in Example.all {
      let text = GraphJSON.text(of: try Program(example.text))
      #expect(try schema.faults(in: Data(text.utf8)) == [], "\(example.name)")
    }
  }

  @Test func `the graphs of other programs in the tests obey the schema`() throws {
    let schema = try Self.schema()
    let folder = Self.root.appending(path: "Tests/PresentationTests/Data/Graphs")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".json") }
    #expect(!names.isEmpty)
    for name in names {
      let data = try Data(contentsOf: folder.appending(path: name))
      #expect(try schema.faults(in: data) == [], "\(name)")
    }
  }

  @Test func `a graph with every field obeys the schema and opens`() throws {
    let text = """
      {"version": 1, "recorder": "test", "groups": [{"name": "a", "parent": null}, {"name": "b", "parent": 0}],
       "outputs": [2], "nodes": [
       {"index": 0, "name": "x", "operation": "input", "shape": [2], "value": [1, "NaN"], "data": false,
        "dtype": "float16"},
       {"names": ["k"], "operation": "constant", "value": 2, "group": 1},
       {"operation": "multiply", "operands": [0, 1], "group": 1, "choosers": [0], "attributes": [],
        "source": {"file": "m.py", "line": 3}, "original": "aten::mul", "dtype": "bfloat16",
        "expected": {"value": [2, "NaN"], "adjoint": [1, 1], "tangent": [0, "-Infinity"]}}]}
      """
    #expect(try Self.schema().faults(in: Data(text.utf8)) == [])
    _ = try Program(json: Array(text.utf8), origin: "g.json")
  }

  @Test(arguments: [
    ("{\"nodes\": []}", "version is missing"), ("{\"version\": 2, \"nodes\": []}", "version"),
    ("{\"version\": 1, \"nodes\": [{}]}", "nodes.0.operation is missing"),
    ("{\"version\": 1, \"nodes\": [{\"operation\": 3}]}", "nodes.0.operation"),
    (
      "{\"version\": 1, \"nodes\": [{\"operation\": \"input\", \"dtype\": \"float8\"}]}",
      "nodes.0.dtype"
    ),
    (
      "{\"version\": 1, \"nodes\": [{\"operation\": \"input\", \"value\": [true]}]}",
      "nodes.0.value"
    ),
    (
      "{\"version\": 1, \"nodes\": [{\"operation\": \"input\", \"value\": {\"file\": \"a/b\", \"tensor\": \"x\"}}]}",
      "nodes.0.value"
    ),
  ])
  func `the schema refuses what is wrong`(_ text: String, _ place: String) throws {
    let faults = try Self.schema().faults(in: Data(text.utf8))
    #expect(faults.contains { $0.hasPrefix(place) }, "\(faults)")
  }

  @Test func `the schema knows every type of numbers`() throws {
    let types = try Self.schema().words("node", "dtype")
    #expect(Set(types) == Set(NumberType.allCases.map(\.rawValue)))
  }
}

/// As much of JSON Schema as the one file uses. An unknown keyword is a fault of the schema.
private struct Schema {
  private let root: JSONValue

  init(_ data: Data) throws {
    root = try JSONReader.read(SourceText(bytes: Array(data), origin: "schema"))
  }

  func faults(in data: Data) throws -> [String] {
    let value = try JSONReader.read(SourceText(bytes: Array(data), origin: "graph"))
    return faults(value, root, at: "")
  }

  /// The words that a field of a definition may be.
  func words(_ definition: String, _ field: String) -> [String] {
    (root["$defs"]?[definition]?["properties"]?[field]?["enum"]?.elements ?? []).compactMap(\.text)
  }

  private func faults(_ value: JSONValue, _ schema: JSONValue, at place: String) -> [String] {
    guard case .object(let rules) = schema.kind else {
      return ["the schema has no rule at \(place)"]
    }
    return rules.flatMap { faults(value, $0.name, $0.value, at: place) }
  }

  private func faults(
    _ value: JSONValue, _ keyword: String, _ rule: JSONValue, at place: String
  ) -> [String] {
    switch keyword {
    case "$schema", "$defs", "title", "description": return []
    case "$ref":
      let name = rule.text?.split(separator: "/").last.map(String.init) ?? ""
      guard let target = root["$defs"]?[name] else { return ["there is no definition \(name)"] }
      return faults(value, target, at: place)
    case "type":
      let types = rule.elements?.compactMap(\.text) ?? [rule.text ?? ""]
      return types.contains { value.isOf($0) } ? [] : ["\(place) is not \(types)"]
    case "const": return value.whole == rule.whole ? [] : ["\(place) is not what it must be"]
    case "enum":
      let words = rule.elements?.compactMap(\.text) ?? []
      return value.text.map { words.contains($0) } ?? false ? [] : ["\(place) is not \(words)"]
    case "required":
      return (rule.elements ?? []).compactMap(\.text).filter { value[$0] == nil }
        .map { "\(join(place, $0)) is missing" }
    case "properties":
      guard case .object(let fields) = rule.kind else { return ["the schema has no properties"] }
      return fields.flatMap { field in
        value[field.name].map { faults($0, field.value, at: join(place, field.name)) } ?? []
      }
    case "items":
      return (value.elements ?? []).enumerated().flatMap { index, element in
        faults(element, rule, at: join(place, "\(index)"))
      }
    case "anyOf":
      let fits = (rule.elements ?? []).contains { faults(value, $0, at: place).isEmpty }
      return fits ? [] : ["\(place) is none of the choices"]
    case "minimum":
      return value.number.map { $0 < rule.number ?? 0 } ?? false ? ["\(place) is too small"] : []
    case "minLength":
      return value.text.map { $0.count < rule.whole ?? 0 } ?? false ? ["\(place) is too short"] : []
    case "pattern":
      let fits = value.text?.range(of: rule.text ?? "", options: .regularExpression) != nil
      return fits ? [] : ["\(place) does not match"]
    default: return ["the schema has a keyword \(keyword)"]
    }
  }

  private func join(_ place: String, _ name: String) -> String {
    place.isEmpty ? name : place + "." + name
  }
}

extension JSONValue {
  fileprivate func isOf(_ type: String) -> Bool {
    switch (type, kind) {
    case ("object", .object), ("array", .array), ("string", .string), ("null", .null),
      ("boolean", .bool), ("number", .number):
      true
    case ("integer", .number): whole != nil
    default: false
    }
  }
}
