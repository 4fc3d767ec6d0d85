/// The numbers that have a name of their own.
package enum NamedNumber {
  package static let all: [String: Double] = [
    "pi": .pi, "e": 2.718281828459045, "inf": .infinity, "nan": .nan,
  ]
}

/// The functions that ask for a number of a run's state.
package enum StateFunction {
  package static let names = ["val", "adj", "tangent", "partial", "expected"]
}
