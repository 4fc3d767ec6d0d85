import Autodiff
import Basics
import Syntax

/// Lines that are lowered one after another.
struct Block {
  /// The next of them.
  var next: Int
  let end: Int
  /// Which loop they belong to.
  var loop: Loop?

  /// A loop that is being written out.
  struct Loop {
    let header: Int
    /// What the present turn is counted as.
    var turn: Int
    let last: Int
  }
}

/// Loops are written out turn by turn, and of branches the one that is taken.
extension Lowering {
  /// Begins the next statement of the frame; `false` when there is none.
  mutating func beginNextStatement() -> Bool {
    while let block = frame.blocks.last {
      guard !isExhausted else {
        frame.blocks = []
        frame.value = .refused
        return false
      }
      guard block.next < block.end else {
        endBlock(block)
        continue
      }
      frame.blocks[frame.blocks.count - 1].next = tree.next(after: block.next)
      if frame.blocks.count > 1 || frame.call != nil { count(block.next) }
      begin(block.next)
      if case .statement = frame.task { return true }
    }
    return false
  }

  /// Counts a line that is written out, or ends it all.
  private mutating func count(_ index: Int) {
    inlinedExpressions += tree.statements[index].nodes.count + 1
    guard inlinedExpressions > limits.inlinedExpressions, !isExhausted else { return }
    isExhausted = true
    let limit = limits.inlinedExpressions
    for waiting in callers + [frame] {
      if let loop = waiting.blocks.lazy.compactMap(\.loop).first {
        return note(.block(.tooManySteps(limit: limit)), at: tree.statements[loop.header].span)
      }
    }
    guard let call = (callers + [frame]).lazy.compactMap(\.call).first else { return }
    note(.inlinedTooLarge(limit: limit), at: tree[call.node].span)
  }

  private mutating func endBlock(_ block: Block) {
    guard var loop = block.loop else {
      frame.blocks.removeLast()
      return
    }
    if !frame.isKnown { builder.closeGroup() }
    for name in names.scopes.turnNames[loop.header] ?? [] {
      if let slot = slot(of: name) { frame.locals[slot] = nil }
    }
    frame.blocks.removeLast()
    guard loop.turn < loop.last else { return }
    loop.turn += 1
    beginTurn(loop)
  }

  private mutating func beginTurn(_ loop: Block.Loop) {
    let header = tree.statements[loop.header]
    guard case .loop(let place, _, _, _) = header.kind else { return }
    if !frame.isKnown { builder.openGroup("\(tree[place.name]) = \(loop.turn)") }
    if let slot = slot(of: place.name) { frame.locals[slot] = .known(Double(loop.turn)) }
    frame.blocks.append(
      Block(next: header.body.lowerBound, end: header.body.upperBound, loop: loop))
  }

  /// Begins with the first turn, if there is one.
  mutating func enterLoop(
    _ index: Int, _ place: NamePlace, from: SyntaxID, to: SyntaxID, isClosed: Bool
  ) {
    forgetValue()
    guard let first = bound(from), let end = bound(to) else { return frame.value = .refused }
    let last = isClosed ? end : end - 1
    if first <= last { beginTurn(Block.Loop(header: index, turn: first, last: last)) }
  }

  /// A block gives the value of its own last line, but in a loop that of an earlier one stays.
  private mutating func forgetValue() {
    if !frame.blocks.contains(where: { $0.loop != nil }) { frame.value = nil }
  }

  private mutating func bound(_ node: SyntaxID) -> Int? {
    let term = frame[node]
    guard !term.isRefused else { return nil }
    guard let value = knownLiteral(term)?.number, !value.isNaN else {
      note(.block(.unknownBound), atNode: node)
      return nil
    }
    guard let bound = Int(exactly: value), bound.magnitude < 1 << 53 else {
      note(.block(.fractionalBound(value.spelled)), atNode: node)
      return nil
    }
    return bound
  }

  /// Goes into the branch that is taken at the values of the inputs.
  mutating func enterBranch(_ index: Int, _ condition: SyntaxID) {
    let body = tree.statements[index].body
    let end = frame.blocks.last?.end ?? 0
    var other = body.upperBound..<body.upperBound
    if body.upperBound < end, case .otherwise = tree.statements[body.upperBound].kind {
      other = tree.statements[body.upperBound].body
      frame.blocks[frame.blocks.count - 1].next = other.upperBound
    }
    forgetValue()
    guard let isTrue = isTrue(condition, of: index) else { return frame.value = .refused }
    let taken = isTrue ? body : other
    if !taken.isEmpty {
      frame.blocks.append(Block(next: taken.lowerBound, end: taken.upperBound))
    }
  }

  private mutating func isTrue(_ condition: SyntaxID, of index: Int) -> Bool? {
    let term = frame[condition]
    guard !term.isRefused else { return nil }
    guard let literal = knownLiteral(term) else {
      note(.block(.unknownCondition), atNode: condition)
      return nil
    }
    guard let value = literal.number else {
      note(.block(.conditionOfArray), atNode: condition)
      return nil
    }
    if stateReads > frame.reads, notedBranches.insert(index).inserted {
      noteBranch(index, condition)
    }
    return value != 0
  }

  private mutating func noteBranch(_ index: Int, _ condition: SyntaxID) {
    let text = SyntaxPrinter.text(of: condition, in: tree)
    notes.append(
      ProgramNote(
        "'if \(text.shortened)' is decided at these inputs; the branch not taken has no derivative",
        at: tree.statements[index].span))
  }

  /// The value of a function's last line.
  mutating func valueOfCall() -> Term {
    if let value = frame.value { return value }
    guard let call = frame.call, !isExhausted else { return .refused }
    noteMissingValue(in: names.functions[call.function].lines)
    return .refused
  }

  /// Says why the last of these lines has no value.
  mutating func noteMissingValue(in lines: Range<Int>) {
    var last: Int?
    var next = lines.lowerBound
    while next < lines.upperBound {
      last = next
      next = tree.next(after: next)
    }
    guard let last, notedValues.insert(last).inserted else { return }
    if case .loop = tree.statements[last].kind {
      note(.block(.noTurn), at: tree.statements[last].span)
    } else {
      note(.block(.noBranch), at: tree.statements[last].span)
    }
  }
}
