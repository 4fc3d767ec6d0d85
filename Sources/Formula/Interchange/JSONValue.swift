/// A value in a JSON text and where it stands.
struct JSONValue {
  enum Kind {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([JSONField])
  }

  let kind: Kind
  let span: SourceSpan

  /// What the value is, for errors.
  var word: String {
    switch kind {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a text"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

/// A field of an object.
struct JSONField {
  let name: String
  let nameSpan: SourceSpan
  let value: JSONValue
}
