import Basics
import GraphLayout

extension SampleGraph {
  /// The graphs on which drawings are judged.
  package static let corpus: [SampleGraph] =
    [
      chain(12), productAndSine(), expressionSwell(), diamonds(6), diamondLadder(8),
      network([2, 3, 2]), network([5, 3, 1]), network([4, 4, 4, 4]), scalarNetwork([2, 3, 2]),
      scalarNetwork([5, 3, 1]), binaryTree(4), binaryTree(6), outTree(5), fibonacci(12),
      reuse(24, seed: 1), reuse(60, seed: 2), butterfly(3), butterfly(4), grid(4, 5), grid(7, 7),
      speelpenning(12), horner(8), bus(10), components(5), jacobianChain(), recurrent(6),
      dotProduct(8), logSumExp(6),
    ]
    + [(100, 1), (100, 2), (150, 3), (200, 4), (300, 5), (500, 6)].map {
      randomGraph($0.0, seed: $0.1)
    }
    + [(100, 7), (200, 8), (300, 9)].map { localGraph($0.0, seed: $0.1) }
    + [(20, 10), (30, 11), (40, 12)].map { randomGraph($0.0, seed: $0.1) }

  package static func chain(_ count: Int) -> SampleGraph {
    SampleGraph("chain of \(count)", operands: (0..<count).map { $0 == 0 ? [] : [$0 - 1] })
  }

  /// `z = x*y + sin(x)`
  package static func productAndSine() -> SampleGraph {
    SampleGraph("product and sine", operands: [[], [], [0, 1], [0], [2, 3]], labelWidth: 7)
  }

  /// `exp(exp(x)+exp(x)^2) + sin(exp(x)+exp(x)^2)`
  package static func expressionSwell() -> SampleGraph {
    SampleGraph("expression swell", operands: [[], [0], [1], [1, 2], [3], [3], [4, 5]])
  }

  package static func diamonds(_ count: Int) -> SampleGraph {
    var graph = SampleGraph("\(count) diamonds")
    var last = graph.add()
    for _ in 0..<count {
      let upper = graph.add(last)
      let lower = graph.add(last)
      last = graph.add(upper, lower)
    }
    return graph
  }

  /// Two lines of nodes, each using both of the step before.
  package static func diamondLadder(_ count: Int) -> SampleGraph {
    var graph = SampleGraph("ladder of \(count)")
    var upper = graph.add()
    var lower = graph.add()
    for _ in 0..<count {
      (upper, lower) = (graph.add(upper, lower), graph.add(upper, lower))
    }
    return graph
  }

  /// Every unit one node that uses the whole layer before.
  package static func network(_ sizes: [Int]) -> SampleGraph {
    var graph = SampleGraph("network \(sizes)")
    var layer: [Int] = []
    for size in sizes {
      layer = (0..<size).map { _ in graph.add(layer) }
    }
    return graph
  }

  /// Every weight, product, sum and activation a node of its own.
  package static func scalarNetwork(_ sizes: [Int]) -> SampleGraph {
    var graph = SampleGraph("scalar network \(sizes)")
    var layer = (0..<sizes[0]).map { _ in graph.add() }
    for size in sizes.dropFirst() {
      layer = (0..<size).map { _ in
        var sum: Int?
        for input in layer {
          let product = graph.add(graph.add(), input)
          sum = sum.map { graph.add($0, product) } ?? product
        }
        return graph.add(graph.add(sum ?? 0, graph.add()))
      }
    }
    return graph
  }

  package static func binaryTree(_ depth: Int) -> SampleGraph {
    var graph = SampleGraph("binary tree of depth \(depth)")
    var layer = (0..<(1 << depth)).map { _ in graph.add() }
    while layer.count > 1 {
      layer = stride(from: 0, to: layer.count, by: 2).map { graph.add(layer[$0], layer[$0 + 1]) }
    }
    return graph
  }

  package static func outTree(_ depth: Int) -> SampleGraph {
    SampleGraph(
      "out-tree of depth \(depth)",
      operands: (0..<(1 << depth)).map { $0 == 0 ? [] : [($0 - 1) / 2] })
  }

  package static func fibonacci(_ count: Int) -> SampleGraph {
    SampleGraph(
      "Fibonacci to \(count)", operands: (0..<count).map { $0 < 2 ? [] : [$0 - 1, $0 - 2] })
  }

  /// Each node uses the one before and any earlier one.
  package static func reuse(_ count: Int, seed: Int) -> SampleGraph {
    var random = SplitMix64(seed: UInt64(seed))
    return SampleGraph(
      "reuse of \(count)",
      operands: (0..<count).map {
        $0 < 2 ? [] : [$0 - 1, Int.random(in: 0..<$0, using: &random)]
      })
  }

  package static func butterfly(_ depth: Int) -> SampleGraph {
    var graph = SampleGraph("butterfly of depth \(depth)")
    var layer = (0..<(1 << depth)).map { _ in graph.add() }
    for level in 0..<depth {
      layer = layer.indices.map { graph.add(layer[$0 & ~(1 << level)], layer[$0 | 1 << level]) }
    }
    return graph
  }

  package static func grid(_ rows: Int, _ columns: Int) -> SampleGraph {
    SampleGraph(
      "grid \(rows)x\(columns)",
      operands: (0..<(rows * columns)).map { cell in
        (cell >= columns ? [cell - columns] : []) + (cell % columns > 0 ? [cell - 1] : [])
      })
  }

  /// A product of inputs, one after the other.
  package static func speelpenning(_ count: Int) -> SampleGraph {
    var graph = SampleGraph("product of \(count)")
    let inputs = (0..<count).map { _ in graph.add() }
    _ = inputs.dropFirst().reduce(inputs[0]) { graph.add($0, $1) }
    return graph
  }

  /// A polynomial: one variable used at every step.
  package static func horner(_ degree: Int) -> SampleGraph {
    var graph = SampleGraph("Horner of degree \(degree)")
    let x = graph.add()
    var value = graph.add()
    for _ in 0..<degree { value = graph.add(graph.add(value, x), graph.add()) }
    return graph
  }

  /// A chain whose end uses every link again.
  package static func bus(_ count: Int) -> SampleGraph {
    var graph = SampleGraph("bus of \(count)")
    var links = [graph.add()]
    for _ in 0..<count { links.append(graph.add(links[links.count - 1])) }
    _ = graph.add(links)
    return graph
  }

  package static func components(_ count: Int) -> SampleGraph {
    var graph = SampleGraph("\(count) components")
    for size in 1...count {
      var last = graph.add()
      for _ in 1..<max(size, 1) { last = graph.add(last, last) }
    }
    return graph
  }

  package static func jacobianChain() -> SampleGraph {
    SampleGraph(
      "Jacobian chain", operands: [[], [], [0, 1], [0, 1], [2, 3], [2, 3], [4, 5], [0, 6]])
  }

  /// A recurrent network: weights used at every step.
  package static func recurrent(_ steps: Int) -> SampleGraph {
    var graph = SampleGraph("recurrent net of \(steps) steps")
    let (w, u, v) = (graph.add(), graph.add(), graph.add())
    var state = graph.add()
    for _ in 0..<steps {
      state = graph.add(graph.add(graph.add(w, state), graph.add(u, graph.add())))
      _ = graph.add(v, state)
    }
    return graph
  }

  package static func dotProduct(_ count: Int) -> SampleGraph {
    var graph = SampleGraph("dot product of \(count)")
    let left = (0..<count).map { _ in graph.add() }
    let right = (0..<count).map { _ in graph.add() }
    let products = (0..<count).map { graph.add(left[$0], right[$0]) }
    _ = products.dropFirst().reduce(products[0]) { graph.add($0, $1) }
    return graph
  }

  package static func logSumExp(_ count: Int) -> SampleGraph {
    var graph = SampleGraph("softmax of \(count)")
    let scores = (0..<count).map { _ in graph.add() }
    let powers = scores.map { graph.add($0) }
    let sum = graph.add(powers)
    for power in powers { _ = graph.add(power, sum) }
    return graph
  }

  /// Operations of one or two operands chosen among all earlier nodes.
  package static func randomGraph(_ count: Int, seed: Int) -> SampleGraph {
    var random = SplitMix64(seed: UInt64(seed))
    return SampleGraph(
      "random of \(count), seed \(seed)",
      operands: (0..<count).map { node in
        guard node > count / 8 else { return [] }
        let arity = Int.random(in: 1...2, using: &random)
        return (0..<arity).map { _ in Int.random(in: 0..<node, using: &random) }
      })
  }

  /// Operations whose operands are not far back, as in real programs.
  package static func localGraph(_ count: Int, seed: Int) -> SampleGraph {
    var random = SplitMix64(seed: UInt64(seed))
    return SampleGraph(
      "local of \(count), seed \(seed)",
      operands: (0..<count).map { node in
        guard node > 4 && Int.random(in: 0..<6, using: &random) > 0 else { return [] }
        let arity = Int.random(in: 1...3, using: &random)
        return (0..<arity).map { _ in Int.random(in: max(0, node - 16)..<node, using: &random) }
      })
  }
}
