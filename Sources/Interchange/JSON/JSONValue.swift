package import Basics

/// A value in a JSON text and where it stands.
package struct JSONValue: Sendable {
  package enum Kind: Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    /// In the order of the text. Invariant: no name twice.
    case object([JSONField])
  }

  package let kind: Kind
  package let span: SourceSpan

  /// What the value is, for errors.
  package var word: String {
    switch kind {
    case .null: "null"
    case .bool: "true or false"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }
}

/// A field of an object.
package struct JSONField: Sendable {
  package let name: String
  package let nameSpan: SourceSpan
  package let value: JSONValue
}

extension JSONValue {
  /// The value of a field of an object; `nil` when there is none, or this is no object.
  package subscript(name: String) -> JSONValue? {
    guard case .object(let fields) = kind else { return nil }
    return fields.first { $0.name == name }?.value
  }

  /// The text that the value is.
  package var text: String? {
    guard case .string(let text) = kind else { return nil }
    return text
  }

  /// The elements of the array that the value is.
  package var elements: [JSONValue]? {
    guard case .array(let elements) = kind else { return nil }
    return elements
  }

  /// The number that the value is, or names, having no digits.
  package var number: Double? {
    switch kind {
    case .number(let number): number
    case .string("NaN"): .nan
    case .string("Infinity"): .infinity
    case .string("-Infinity"): -.infinity
    case .null, .bool, .string, .array, .object: nil
    }
  }

  /// The whole number that the value is.
  package var whole: Int? {
    guard case .number(let number) = kind else { return nil }
    return Int(exactly: number)
  }

  /// The elements, when this is an array of whole numbers.
  package var wholes: [Int]? {
    guard let elements else { return nil }
    let wholes = elements.compactMap(\.whole)
    return wholes.count == elements.count ? wholes : nil
  }
}
