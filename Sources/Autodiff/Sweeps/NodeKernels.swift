/// Computes the value of one scalar node.
struct ScalarForward<T: Scalar>: RuleVisitor {
  let values: UnsafeMutablePointer<T>
  let instruction: Instruction
  let index: Int

  @inline(__always)
  func visit<R: UnaryRule>(unary rule: R.Type) {
    values[index] = rule.value(values[Int(instruction.first)])
  }

  @inline(__always)
  func visit<R: BinaryRule>(binary rule: R.Type) {
    values[index] = rule.value(values[Int(instruction.first)], values[Int(instruction.second)])
  }

  @inline(__always)
  func visit<R: Rule>(_ rule: R.Type) {}
}

/// Computes the local partial of one scalar node with respect to its operand 0 or 1.
struct ScalarPartial<T: Scalar>: RuleVisitor {
  let values: UnsafePointer<T>
  let instruction: Instruction
  let index: Int
  let operand: Int

  @inline(__always)
  func visit<R: UnaryRule>(unary rule: R.Type) -> T {
    rule.partial(values[Int(instruction.first)], values[index])
  }

  @inline(__always)
  func visit<R: BinaryRule>(binary rule: R.Type) -> T {
    rule.partial(
      operand: operand, values[Int(instruction.first)], values[Int(instruction.second)],
      values[index])
  }

  @inline(__always)
  func visit<R: Rule>(_ rule: R.Type) -> T { .nan }
}

/// Carries a derivative on between one scalar node and its operand 0 or 1.
struct ScalarChain<T: Scalar>: RuleVisitor {
  let derivative: T
  let values: UnsafePointer<T>
  let instruction: Instruction
  let index: Int
  let operand: Int

  @inline(__always)
  func visit<R: UnaryRule>(unary rule: R.Type) -> T {
    rule.chain(derivative, values[Int(instruction.first)], values[index])
  }

  @inline(__always)
  func visit<R: BinaryRule>(binary rule: R.Type) -> T {
    rule.chain(
      operand: operand, derivative, values[Int(instruction.first)],
      values[Int(instruction.second)], values[index])
  }

  @inline(__always)
  func visit<R: Rule>(_ rule: R.Type) -> T { .nan }
}

/// Adds the contributions of one scalar node to the adjoints of its operands, in operand order.
struct ScalarReverse<T: Scalar>: RuleVisitor {
  let memory: MemoryPointers<T>
  let instruction: Instruction
  let index: Int

  @inline(__always)
  func visit<R: UnaryRule>(unary rule: R.Type) {
    guard instruction.flags.contains(.firstReceives) else { return }
    let place = Int(instruction.first)
    memory.adjoints[place] +=
      rule.chain(memory.adjoints[index], memory.values[place], memory.values[index])
  }

  @inline(__always)
  func visit<R: BinaryRule>(binary rule: R.Type) {
    let (first, second) = (Int(instruction.first), Int(instruction.second))
    let (x, y, z) = (memory.values[first], memory.values[second], memory.values[index])
    let upstream = memory.adjoints[index]
    if instruction.flags.contains(.firstReceives) {
      memory.adjoints[first] += rule.firstChain(upstream, x, y, z)
    }
    if instruction.flags.contains(.secondReceives) {
      memory.adjoints[second] += rule.secondChain(upstream, x, y, z)
    }
  }

  @inline(__always)
  func visit<R: Rule>(_ rule: R.Type) {}
}

/// Computes the tangent of one scalar node.
struct ScalarPushforward<T: Scalar>: RuleVisitor {
  let memory: MemoryPointers<T>
  let instruction: Instruction
  let index: Int

  @inline(__always)
  func visit<R: UnaryRule>(unary rule: R.Type) {
    let place = Int(instruction.first)
    memory.tangents[index] =
      instruction.flags.contains(.firstReceives)
      ? rule.chain(memory.tangents[place], memory.values[place], memory.values[index]) : 0
  }

  @inline(__always)
  func visit<R: BinaryRule>(binary rule: R.Type) {
    let (first, second) = (Int(instruction.first), Int(instruction.second))
    let (x, y, z) = (memory.values[first], memory.values[second], memory.values[index])
    var tangent: T = 0
    if instruction.flags.contains(.firstReceives) {
      tangent += rule.firstChain(memory.tangents[first], x, y, z)
    }
    if instruction.flags.contains(.secondReceives) {
      tangent += rule.secondChain(memory.tangents[second], x, y, z)
    }
    memory.tangents[index] = tangent
  }

  @inline(__always)
  func visit<R: Rule>(_ rule: R.Type) {}
}

/// Runs the forward kernel of a node outside the fast loop.
struct CallForward<T: Scalar>: RuleVisitor {
  let call: KernelCall<T>

  func visit<R: UnaryRule>(unary rule: R.Type) { rule.forward(call) }
  func visit<R: BinaryRule>(binary rule: R.Type) { rule.forward(call) }
  func visit<R: Rule>(_ rule: R.Type) { rule.forward(call) }
}

/// Runs the pullback kernel of a node outside the fast loop, toward one operand.
struct CallPullback<T: Scalar>: RuleVisitor {
  let call: KernelCall<T>
  let operand: Int

  func visit<R: UnaryRule>(unary rule: R.Type) { rule.pullback(call, operand: operand) }
  func visit<R: BinaryRule>(binary rule: R.Type) { rule.pullback(call, operand: operand) }
  func visit<R: Rule>(_ rule: R.Type) { rule.pullback(call, operand: operand) }
}

/// Runs the pushforward kernel of a node outside the fast loop.
struct CallPushforward<T: Scalar>: RuleVisitor {
  let call: KernelCall<T>

  func visit<R: UnaryRule>(unary rule: R.Type) { rule.pushforward(call) }
  func visit<R: BinaryRule>(binary rule: R.Type) { rule.pushforward(call) }
  func visit<R: Rule>(_ rule: R.Type) { rule.pushforward(call) }
}
