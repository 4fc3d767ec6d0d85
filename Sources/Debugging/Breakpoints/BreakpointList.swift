package import Autodiff
package import Formula
package import Inquiry

/// The breakpoints of a program, in the order of their numbers.
package struct BreakpointList: Equatable, Sendable {
  /// In the order in which they were set.
  package private(set) var all: [Breakpoint] = []
  private var lastNumber = 0
  /// The nodes that are marked on the screen: those with a breakpoint of their own.
  package private(set) var nodes: Set<NodeID> = []

  /// Adds a breakpoint and returns it.
  package mutating func add(
    _ condition: Breakpoint.Condition, isTemporary: Bool = false, in scope: StateScope
  ) throws(CommandFailure) -> Breakpoint {
    let trigger = try Trigger(condition, in: scope)
    lastNumber += 1
    let breakpoint = Breakpoint(
      number: lastNumber, condition: condition, isTemporary: isTemporary, trigger: trigger)
    all.append(breakpoint)
    markNodes()
    return breakpoint
  }

  /// Changes those of the given numbers, all of them when there are none.
  package mutating func change(
    _ numbers: [Int], _ body: (inout Breakpoint) -> Void
  ) throws(CommandFailure) {
    try check(numbers)
    for place in all.indices where numbers.isEmpty || numbers.contains(all[place].number) {
      body(&all[place])
    }
    markNodes()
  }

  /// Removes those of the given numbers, all of them when there are none.
  package mutating func remove(_ numbers: [Int]) throws(CommandFailure) {
    try check(numbers)
    all.removeAll { numbers.isEmpty || numbers.contains($0.number) }
    markNodes()
  }

  private func check(_ numbers: [Int]) throws(CommandFailure) {
    guard let unknown = numbers.first(where: { number in !all.contains { $0.number == number } })
    else { return }
    let known = all.map { "\($0.number)" }.joined(separator: ", ")
    throw CommandFailure(
      "there is no breakpoint \(unknown); "
        + (known.isEmpty ? "none are set" : "those set are \(known)"))
  }

  /// Looks all conditions up again, in another program; one that speaks of a node that is gone
  /// waits for it to come back.
  package mutating func resolve(in scope: StateScope) {
    for place in all.indices { all[place].trigger = try? Trigger(all[place].condition, in: scope) }
    markNodes()
  }

  /// Notes a hit and says whether to stop there.
  package mutating func hit(at place: Int) -> Bool {
    all[place].hits += 1
    guard all[place].ignored == 0 else {
      all[place].ignored -= 1
      return false
    }
    return true
  }

  private mutating func markNodes() {
    nodes = Set(
      all.compactMap { breakpoint in
        guard breakpoint.isEnabled, case .node(let node)? = breakpoint.trigger else { return nil }
        return node
      })
  }
}
