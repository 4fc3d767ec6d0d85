/// An algorithm as courses write it, of which the events of a run are the steps.
package enum Algorithm: String, CaseIterable, Hashable, Sendable {
  /// Forward and back propagation over the parents of each node.
  case parents
  /// The same for a network, with its weights.
  case weights
  /// A forward and a backward pass in which nodes call one another.
  case recursive
  /// Values and tangents in turns.
  case tangents
  /// Backpropagation for minibatches, by layers.
  case minibatches

  /// What it does, for the pane's title.
  package var title: String {
    switch self {
    case .parents: "forward and back propagation"
    case .weights: "propagation with weights"
    case .recursive: "recursive passes"
    case .tangents: "values and tangents in turns"
    case .minibatches: "backpropagation with minibatches"
    }
  }

  /// What an event does in it.
  package enum Step: Hashable, Sendable {
    /// An input gets its number.
    case given
    /// A node is computed.
    case compute
    /// The weighted sum of a layer, its activation, and what follows the last layer.
    case sum, activation, loss
    /// The derivative of the output by itself.
    case seed
    /// A node adds to the derivative by one of its operands.
    case contribute
    /// A derivative comes from the loss to the last layer.
    case lossContribution
    /// The error of a layer, and the derivatives by its biases, weights and what comes in.
    case error, bias, weight, incoming
    /// An input gets its tangent, a node its own.
    case direction, tangent
    /// Weights are moved, which is training and no event of a run.
    case update
  }

  /// A line of it.
  package struct Line: Hashable, Sendable {
    package let text: String
    /// How deep it is inside loops.
    package let depth: Int
    /// What happens there; `nil` for what only leads to other lines.
    package let step: Step?

    init(_ text: String, depth: Int = 0, _ step: Step? = nil) {
      self.text = text
      self.depth = depth
      self.step = step
    }
  }

  /// Its lines, with the name of the output whose derivatives it computes.
  package func lines(output: String) -> [Line] {
    switch self {
    case .parents: Self.parentsLines(output)
    case .weights: Self.weightsLines(output)
    case .recursive: Self.recursiveLines
    case .tangents: Self.tangentsLines
    case .minibatches: Self.minibatchesLines(output)
    }
  }
}

// The lines.
extension Algorithm {
  private static func parentsLines(_ z: String) -> [Line] {
    [
      Line("forward propagation"),
      Line("for i = 1, …, N:", depth: 1),
      Line("input: vᵢ ← the number given", depth: 2, .given),
      Line("else:  vᵢ ← gᵢ(v of Pa(i))", depth: 2, .compute),
      Line("back propagation"),
      Line("d\(z)/dv ← 0, but d\(z)/d\(z) ← 1", depth: 1, .seed),
      Line("for j = N, …, 1:", depth: 1),
      Line("for each i in Pa(j) that varies:", depth: 2),
      Line("d\(z)/dvᵢ ← d\(z)/dvᵢ + d\(z)/dvⱼ · ∂gⱼ/∂vᵢ", depth: 3, .contribute),
    ]
  }

  private static func weightsLines(_ loss: String) -> [Line] {
    [
      Line("forward propagation"),
      Line("x, y, w, b ← the numbers given", depth: 1, .given),
      Line("for each layer i, from the first on:", depth: 1),
      Line("zᵢ ← wᵢ · v of Pa(i) + bᵢ", depth: 2, .sum),
      Line("vᵢ ← φ(zᵢ)", depth: 2, .activation),
      Line("\(loss) ← the loss of the last v and y", depth: 1, .loss),
      Line("back propagation"),
      Line("d\(loss)/d\(loss) ← 1", depth: 1, .seed),
      Line("d\(loss)/dv of the last layer, from the loss", depth: 1, .lossContribution),
      Line("for each layer i, from the last on:", depth: 1),
      Line("δᵢ ← d\(loss)/dvᵢ · φ′(zᵢ)", depth: 2, .error),
      Line("d\(loss)/dbᵢ ← δᵢ", depth: 2, .bias),
      Line("d\(loss)/dwᵢ ← δᵢ · v of Pa(i)", depth: 2, .weight),
      Line("d\(loss)/dv of Pa(i) ← that + wᵢ · δᵢ", depth: 2, .incoming),
    ]
  }

  private static let recursiveLines = [
    Line("for each v of the program: forward(v)"),
    Line("gradient of the output ← 1", .seed),
    Line("backward(the output)"),
    Line("forward(v):"),
    Line("for each child c without a value: forward(c)", depth: 1),
    Line("leaf: value of v ← the number given", depth: 1, .given),
    Line("else: value of v ← op(children's values)", depth: 1, .compute),
    Line("backward(v):"),
    Line("for each child c that varies:", depth: 1),
    Line("gradient of c += gradient of v · ∂v/∂c", depth: 2, .contribute),
    Line("nothing more to come: c is ready", depth: 2),
    Line("backward(the latest that is ready)", depth: 1),
  ]

  private static let tangentsLines = [
    Line("for each input i that moves: dvᵢ ← its seed", .direction),
    Line("for i = 1, …, N:"),
    Line("input: vᵢ ← the number given", depth: 1, .given),
    Line("else:  vᵢ ← gᵢ(v of Pa(i))", depth: 1, .compute),
    Line("dvᵢ ← Σ ∂gᵢ/∂vⱼ · dvⱼ over j in Pa(i)", depth: 1, .tangent),
  ]

  private static func minibatchesLines(_ loss: String) -> [Line] {
    [
      Line("for each epoch: shuffle the examples"),
      Line("for each minibatch of m examples:", depth: 1),
      Line("take its x, y; W, b are as they are", depth: 2, .given),
      Line("forward, for l = 1, …, L:", depth: 2),
      Line("zˡ ← Wˡ aˡ⁻¹ + bˡ", depth: 3, .sum),
      Line("aˡ ← φ(zˡ)", depth: 3, .activation),
      Line("\(loss) ← the mean loss of the m", depth: 2, .loss),
      Line("backward from d\(loss)/d\(loss) ← 1", depth: 2, .seed),
      Line("d\(loss)/daᴸ ← from the loss", depth: 2, .lossContribution),
      Line("for l = L, …, 1:", depth: 2),
      Line("δˡ ← d\(loss)/daˡ ⊙ φ′(zˡ)", depth: 3, .error),
      Line("d\(loss)/dbˡ ← δˡ, added up over the m", depth: 3, .bias),
      Line("d\(loss)/dWˡ ← δˡ (aˡ⁻¹)ᵀ", depth: 3, .weight),
      Line("d\(loss)/daˡ⁻¹ ← (Wˡ)ᵀ δˡ", depth: 3, .incoming),
      Line("W ← W - η d\(loss)/dW; b ← b - η d\(loss)/db", depth: 2, .update),
    ]
  }
}
