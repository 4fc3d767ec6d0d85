import Autodiff
import Basics
import Syntax

/// Values of inputs that are given from outside of the program's text.
struct InputValues {
  /// In force whatever the program says: those of `--at`, and those set by hand.
  var settings: [String: Literal] = [:]
  /// What names without a value had before the program was edited.
  var remembered: [String: Literal] = [:]
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
      let value = given.settings[name] ?? literal ?? given.remembered[name]
      if value == nil { unbound.append(place) }
      let isData = isLabel[place.name.index] || isData(place.name)
      addInput(place, value, literal: literal, isData: isData)
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
          node: node, name: name, value: value, literal: literal, isGiven: given != nil,
          place: self.place(of: place)))
    } catch {
      note(.graphTooLarge, at: place.span)
      results[place.name.index] = .refused
    }
  }

  private func place(of input: NamePlace) -> InputPlace {
    var literal: SourceSpan?
    if case .literal(let index) = names[input.name],
      case .binding(_, let value) = tree.statements[index].kind
    {
      literal = tree[value].span
    }
    return InputPlace(
      literal: literal,
      statementStart: tree.startOfStatement(at: input.span.lowerBound, among: outerStatements))
  }

  private func isData(_ name: Name) -> Bool {
    names[name].statement.map { tree.statements[$0].isData } ?? false
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

  /// Whether each name is only ever an index, as `y` in `f[y]`, or decides a loop or an `if`: data, for which there is no adjoint.
  private func labels() -> [Bool] {
    var isLabel = Array(repeating: false, count: tree.names.count)
    for (index, node) in tree.nodes.enumerated() where isKnown[index] {
      if case .name(let name) = node.kind { isLabel[name.index] = true }
    }
    for (index, node) in tree.nodes.enumerated() where !isKnown[index] {
      if case .name(let name) = node.kind, !names.scopes.isLocal[index] {
        isLabel[name.index] = false
      }
    }
    return isLabel
  }

  private mutating func noteUnbound(_ places: [NamePlace]) {
    let bound = places.isEmpty ? [] : namesWithValues()
    for place in places.prefix(limits.unboundNotes) {
      let name = tree[place.name]
      let setting = "\(name.quoted) has no value; 1 is used"
      let typed = name.spelledName.shortened
      let cure =
        if let nearest = nearestWord(to: name, among: bound, edits: 1),
          nearest.withoutDigits != name.withoutDigits
        {
          (shell: "did you mean '\(nearest)'?", explorer: "did you mean '\(nearest)'?")
        } else if let number = name.numberOfModule {
          (shell: "did you mean '\(number)'?", explorer: "did you mean '\(number)'?")
        } else {
          (
            shell: "set it with --at \(typed)=...",
            explorer: "press i on it, or type :set \(typed) 2"
          )
        }
      notes.append(
        ProgramNote(
          "\(setting) (\(cure.shell))", inExplorer: "\(setting) (\(cure.explorer))",
          at: place.span))
    }
    let rest = places.count - limits.unboundNotes
    guard rest > 0 else { return }
    let names = rest == 1 ? "1 more name has" : "\(rest) more names have"
    notes.append(ProgramNote("\(names) no value; 1 is used for each", at: nil))
  }

  /// The names that statements bind.
  func namesWithValues() -> [String] {
    tree.statements.indices.compactMap { index in
      switch names.scopes.role[index] {
      case .declares, .repeats:
        guard case .binding(let place, _) = tree.statements[index].kind else { return nil }
        return tree[place.name]
      case .alternative, .rebinds, .local, nil: return nil
      }
    }
  }
}

extension SyntaxTree {
  /// Where the statement around an offset begins, of those that stand in no block.
  ///
  /// - Complexity: O(log statements).
  fileprivate func startOfStatement(at offset: Int, among places: [Int]) -> Int {
    var (low, high) = (0, places.count)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if statements[places[middle]].span.lowerBound <= offset {
        low = middle
      } else {
        high = middle
      }
    }
    return places.indices.contains(low) ? statements[places[low]].span.lowerBound : 0
  }
}

extension String {
  /// The text without its numbers: `w1` and `w2` are no slips of the finger.
  fileprivate var withoutDigits: String { filter { !$0.isNumber } }
}

extension String {
  /// The number that `math.pi` or `np.e` was meant to be.
  fileprivate var numberOfModule: String? {
    let parts = split(separator: ".")
    guard parts.count == 2, ["math", "np", "numpy", "torch", "jnp", "tf"].contains(parts[0]),
      NamedNumber.all[String(parts[1])] != nil
    else { return nil }
    return String(parts[1])
  }
}
