import Autodiff

/// Values of inputs that are given from outside of the program's text.
struct InputValues {
  /// In force whatever the program says: those of `--at`, and those set by hand.
  var settings: [String: Literal] = [:]
  /// What the program's text gave its names before it was edited; `nil` when it was not.
  var formerLiterals: [String: Literal]?
  /// What names without a value had before the program was edited.
  var remembered: [String: Literal] = [:]

  /// The setting of a name, unless the text has just been edited to give it another value: what was
  /// typed last is what is meant.
  func setting(of name: String, literal: Literal?) -> Literal? {
    guard let literal, let formerLiterals, formerLiterals[name] != literal else {
      return settings[name]
    }
    return nil
  }

  /// The values from here on, now that a text with these inputs is in force.
  func adopted(by inputs: [LoweredInput]) -> InputValues {
    var values = self
    for input in inputs {
      values.settings[input.name] =
        settings[input.name].flatMap { _ in setting(of: input.name, literal: input.literal) }
    }
    values.formerLiterals = nil
    return values
  }
}

extension Lowering {
  /// Adds the inputs, in order of appearance.
  mutating func addInputs(_ given: InputValues) {
    let isLabel = labels()
    var unbound: [NamePlace] = []
    for place in names.inputs {
      let name = tree[place.name]
      // The text is looked at even when its value is not used: it may be wrong.
      let literal = literal(boundTo: place.name)
      if literal == nil, isBound(place.name) {
        results[place.name.index] = .refused
        continue
      }
      let value = given.setting(of: name, literal: literal) ?? literal ?? given.remembered[name]
      if value == nil { unbound.append(place) }
      addInput(place, value, literal: literal, isData: isLabel[place.name.index])
    }
    noteUnbound(unbound)
  }

  private mutating func addInput(
    _ place: NamePlace, _ given: Literal?, literal: Literal?, isData: Bool
  ) {
    let (name, value) = (tree[place.name], given ?? Literal(1))
    do throws(GraphError) {
      let node = try builder.input(name, shape: value.shape, isData: isData)
      results[place.name.index] = accept(node, at: place.span)
      inputs.append(
        LoweredInput(
          node: node, name: name, value: value, literal: literal, isGiven: given != nil))
    } catch {
      note(.graphTooLarge, at: place.span)
      results[place.name.index] = .refused
    }
  }

  private func isBound(_ name: Name) -> Bool { names[name].statement != nil }

  /// The number or array that a statement gives a name; `nil` for a name that nothing binds, and
  /// for an array that was refused.
  private mutating func literal(boundTo name: Name) -> Literal? {
    guard case .literal(let index) = names[name] else { return nil }
    let statement = tree.statements[index]
    guard case .binding(_, let value) = statement.kind else { return nil }
    let term = term(of: value, statement)
    return literal(of: term)
  }

  /// Whether each name is only ever an index, as `y` in `f[y]`: data, for which there is no adjoint.
  private func labels() -> [Bool] {
    var isIndex = Array(repeating: false, count: tree.nodes.count)
    var isLabel = Array(repeating: false, count: tree.names.count)
    for node in tree.nodes {
      guard case .index(_, let list) = node.kind else { continue }
      for index in tree[list] {
        isIndex[index.index] = true
        if case .name(let name) = tree[index].kind { isLabel[name.index] = true }
      }
    }
    for (index, node) in tree.nodes.enumerated() where !isIndex[index] {
      if case .name(let name) = node.kind { isLabel[name.index] = false }
    }
    return isLabel
  }

  private mutating func noteUnbound(_ places: [NamePlace]) {
    let bound = places.isEmpty ? [] : namesWithValues()
    for place in places.prefix(limits.unboundNotes) {
      let name = tree[place.name]
      let message =
        if let nearest = nearestWord(to: name, among: bound, edits: 1),
          nearest.withoutDigits != name.withoutDigits
        {
          "\(name.quoted) has no value; 1 is used (did you mean '\(nearest)'?)"
        } else {
          "\(name.quoted) has no value; 1 is used (set it with --at \(name.shortened)=...)"
        }
      notes.append(ProgramNote(message, at: place.span))
    }
    let rest = places.count - limits.unboundNotes
    guard rest > 0 else { return }
    let names = rest == 1 ? "1 more name has" : "\(rest) more names have"
    notes.append(ProgramNote("\(names) no value; 1 is used for each", at: nil))
  }

  /// The names that statements bind.
  func namesWithValues() -> [String] {
    tree.statements.compactMap { statement in
      if case .binding(let place, _) = statement.kind { tree[place.name] } else { nil }
    }
  }
}

extension String {
  /// The text without its numbers: `w1` and `w2` are no slips of the finger.
  fileprivate var withoutDigits: String { filter { !$0.isNumber } }
}
