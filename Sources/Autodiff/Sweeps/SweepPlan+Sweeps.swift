// Callers in other modules do not know the precision when they are compiled; the entry points of
// the sweeps choose between two specialised copies, and everything below them is specialised too.

extension SweepPlan {
  /// Computes the values of all nodes in order.
  @_specialize(where T == Double)
  @_specialize(where T == Float)
  func forward<T: Scalar>(_ memory: MemoryPointers<T>) {
    forward(memory, through: UnsafeBufferPointer(start: runs.start, count: runs.count))
  }

  /// Computes the values of the nodes of some runs.
  @_specialize(where T == Double)
  @_specialize(where T == Float)
  func forward<T: Scalar>(
    _ memory: MemoryPointers<T>, through runs: UnsafeBufferPointer<SweepRun>
  ) {
    for run in runs {
      switch run {
      case .leaves: continue
      case .call(let number): forward(calls.start[number], memory)
      case .scalars(let range):
        let instructions = instructions.start
        for index in range { SweepPlan.forward(instructions[index], index, memory) }
      case .rounding(let index, isLeaf: false): round(index, in: memory.values)
      case .rounding: continue
      }
    }
  }

  /// Sets all adjoints to zero.
  @_specialize(where T == Double)
  @_specialize(where T == Float)
  func clearAdjoints<T: Scalar>(_ memory: MemoryPointers<T>) {
    for index in 0..<adjointRanges.count {
      let range = adjointRanges.start[index]
      (memory.adjoints + range.lowerBound).update(repeating: 0, count: range.count)
    }
  }

  /// Passes adjoints back from `last`, toward the front, through the nodes that reach the output.
  @_specialize(where T == Double)
  @_specialize(where T == Float)
  func reverse<T: Scalar>(_ memory: MemoryPointers<T>, from last: Int, through reach: Reach) {
    var run = runs.count
    while run > 0 {
      run -= 1
      switch runs.start[run] {
      case .leaves: continue
      case .call(let number):
        let planned = calls.start[number]
        if planned.node.index <= last, reach.contains(planned.node.index) {
          reverse(planned, memory)
        }
      case .scalars(let range):
        guard range.lowerBound <= last else { continue }
        reverseScalars(range.lowerBound..<min(range.upperBound, last + 1), memory, reach)
      case .rounding(let index, _):
        if index <= last, reach.contains(index) { round(index, in: memory.adjoints) }
      }
    }
  }

  private func reverseScalars<T: Scalar>(
    _ range: Range<Int>, _ memory: MemoryPointers<T>, _ reach: Reach
  ) {
    let instructions = instructions.start
    var index = range.upperBound
    if reach.isEverything {
      while index > range.lowerBound {
        index -= 1
        SweepPlan.reverse(instructions[index], index, memory)
      }
    } else {
      while index > range.lowerBound {
        index -= 1
        if reach.contains(index) { SweepPlan.reverse(instructions[index], index, memory) }
      }
    }
  }

  /// Computes the tangents of all nodes in order, from the tangents of the inputs that move.
  @_specialize(where T == Double)
  @_specialize(where T == Float)
  func pushforward<T: Scalar>(_ memory: MemoryPointers<T>, through reach: TangentReach) {
    for run in 0..<runs.count {
      switch runs.start[run] {
      case .leaves: continue
      case .call(let number): pushforward(calls.start[number], memory, through: reach)
      case .scalars(let range):
        let instructions = reach.instructions.start
        for index in range { SweepPlan.pushforward(instructions[index], index, memory) }
      case .rounding(let index, isLeaf: false): round(index, in: memory.tangents)
      case .rounding: continue
      }
    }
  }
}

extension SweepPlan {
  @inline(__always)
  static func forward<T: Scalar>(
    _ instruction: Instruction, _ index: Int, _ memory: MemoryPointers<T>
  ) {
    instruction.operation.accept(
      ScalarForward(values: memory.values, instruction: instruction, index: index))
  }

  @inline(__always)
  static func reverse<T: Scalar>(
    _ instruction: Instruction, _ index: Int, _ memory: MemoryPointers<T>
  ) {
    instruction.operation.accept(
      ScalarReverse(memory: memory, instruction: instruction, index: index))
  }

  @inline(__always)
  static func pushforward<T: Scalar>(
    _ instruction: Instruction, _ index: Int, _ memory: MemoryPointers<T>
  ) {
    instruction.operation.accept(
      ScalarPushforward(memory: memory, instruction: instruction, index: index))
  }

  func forward<T: Scalar>(_ planned: PlannedCall, _ memory: MemoryPointers<T>) {
    planned.operation.accept(CallForward(call: kernelCall(planned, memory)))
  }

  /// The contributions of one call to all operands that receive one, in operand order.
  func reverse<T: Scalar>(_ planned: PlannedCall, _ memory: MemoryPointers<T>) {
    let call = kernelCall(planned, memory)
    for operand in 0..<planned.operandCount where call.varies(operand) {
      planned.operation.accept(CallPullback(call: call, operand: operand))
    }
  }

  func pushforward<T: Scalar>(
    _ planned: PlannedCall, _ memory: MemoryPointers<T>, through reach: TangentReach
  ) {
    planned.operation.accept(
      CallPushforward(call: kernelCall(planned, memory, operands: reach.operandPlacements)))
  }
}
