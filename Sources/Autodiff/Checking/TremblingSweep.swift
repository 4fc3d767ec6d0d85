extension Evaluation {
  /// Computes the value of every node, and then rounds it to one of its neighbours, up or down as a
  /// coin falls; the coins of each round are others.
  ///
  /// How much a number changes from round to round is how much of it is rounding. What is exactly 0
  /// stays so, as a ReLU that is off does.
  @_specialize(where Element == Double)
  @_specialize(where Element == Float)
  mutating func forward(trembling round: Int) {
    var coins = Coins(state: UInt64(truncatingIfNeeded: round) &* 0x9E37_79B9_7F4A_7C15)
    withMemory { plan, memory in
      for index in 0..<plan.runs.count {
        switch plan.runs.start[index] {
        case .leaves, .rounding: continue
        case .call(let number):
          let call = plan.calls.start[number]
          plan.forward(call, memory)
          for slot in call.result.range { coins.shake(&memory.values[slot]) }
        case .scalars(let range):
          for node in range {
            SweepPlan.forward(plan.instructions.start[node], node, memory)
            coins.shake(&memory.values[node])
          }
        }
      }
    }
  }

  /// Computes the adjoint of every node, and rounds each element of it to a neighbour before it is
  /// passed on: what cancels among the contributions, or in the sum that one of them is, shows too.
  @_specialize(where Element == Double)
  @_specialize(where Element == Float)
  mutating func reverse(
    from output: NodeID, seed: [Element]?, trembling round: Int
  ) throws(GraphError) {
    let place = try placement(of: output, count: seed?.count)
    let reach = reach(from: output)
    var coins = Coins(state: UInt64(truncatingIfNeeded: ~round) &* 0x9E37_79B9_7F4A_7C15)
    withMemory { plan, memory in
      plan.clearAdjoints(memory)
      guard plan.hasAdjoint(output) else { return }
      memory.seed(place, with: seed, isAdded: false)
      for index in (0..<plan.runs.count).reversed() {
        switch plan.runs.start[index] {
        case .leaves, .rounding: continue
        case .call(let number):
          let call = plan.calls.start[number]
          guard call.node.index <= output.index, reach.contains(call.node.index) else { continue }
          for slot in call.result.range { coins.shake(&memory.adjoints[slot]) }
          plan.reverse(call, memory)
        case .scalars(let range):
          for node in range.reversed() where node <= output.index && reach.contains(node) {
            coins.shake(&memory.adjoints[node])
            SweepPlan.reverse(plan.instructions.start[node], node, memory)
          }
        }
      }
    }
  }
}

/// Coins that fall the same way each time: a generator of Marsaglia's family xorshift.
private struct Coins {
  private var state: UInt64

  init(state: UInt64) {
    self.state = state | 1
  }

  mutating func shake<T: Scalar>(_ number: inout T) {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    guard number != 0, number.isFinite else { return }
    number = state >> 63 == 0 ? number.nextUp : number.nextDown
  }
}
