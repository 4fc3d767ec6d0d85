package import Basics

/// What a program that writes programs adds to a tree.
extension SyntaxTree {
  /// A number with its sign, or `nil` for one that cannot be written: NaN and the infinities.
  package mutating func literal(_ value: Double, at span: SourceSpan = .none) -> SyntaxID? {
    guard value.isFinite else { return nil }
    let magnitude = append(.number(value.magnitude), at: span)
    return value.sign == .minus ? append(.negate(magnitude), at: span) : magnitude
  }

  /// The use of a name as a value.
  package mutating func use(_ text: String, at span: SourceSpan = .none) -> SyntaxID {
    append(.name(name(text)), at: span)
  }

  /// A call: `call("sum", [x, keyword("axis", zero)])`.
  package mutating func call(
    _ function: String, _ arguments: [SyntaxID], at span: SourceSpan = .none
  ) -> SyntaxID {
    let function = name(function)
    return append(.call(function, list(arguments)), at: span)
  }

  /// A named argument of a call.
  package mutating func keyword(_ text: String, _ value: SyntaxID) -> SyntaxID {
    append(.keyword(name(text), value))
  }

  /// An array of elements that have been added before.
  package mutating func array(_ elements: [SyntaxID], at span: SourceSpan = .none) -> SyntaxID {
    append(.array(list(elements)), at: span)
  }

  /// Vectors and numbers one after the other: `[x; 1]`.
  package mutating func join(_ elements: [SyntaxID], at span: SourceSpan = .none) -> SyntaxID {
    append(.join(list(elements)), at: span)
  }

  /// An element or a part of a base: `W[0, :]`.
  package mutating func index(_ base: SyntaxID, _ indices: [SyntaxID]) -> SyntaxID {
    append(.index(base, list(indices)))
  }

  /// Adds `text = value`.
  package mutating func bind(_ text: String, to value: SyntaxID, isData: Bool = false) {
    append(.binding(place(text), value: value), isData: isData)
  }

  /// Adds `text(parameters) = body`.
  package mutating func define(_ text: String, _ parameters: [String], as body: SyntaxID) {
    let function = place(text)
    append(.function(function, parameters: parameters.map { place($0) }, body: body))
  }

  /// Adds `output names`.
  package mutating func output(_ names: [String]) {
    append(.output(names.map { OutputPlace(place($0)) }))
  }

  /// Begins `for name in from..<to:`; `closeBlock(of:)` ends it.
  package mutating func loop(_ text: String, from: SyntaxID, to: SyntaxID, isClosed: Bool) -> Int {
    append(.loop(place(text), from: from, to: to, isClosed: isClosed))
    return statements.count - 1
  }

  /// Begins `text(parameters) =` with the lines of the function below it.
  package mutating func define(_ text: String, _ parameters: [String]) -> Int {
    let function = place(text)
    append(.function(function, parameters: parameters.map { place($0) }, body: nil))
    return statements.count - 1
  }

  private mutating func place(_ text: String) -> NamePlace {
    NamePlace(name: name(text), span: .none)
  }
}
