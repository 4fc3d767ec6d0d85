import Autodiff
import Formula
import Presentation
import Testing

@Suite struct NetworkChainTests {
  /// The layers of the networks in a program, each by the names of its weights, sum and activation.
  private func chains(_ text: String) throws -> [[String]] {
    let graph = try Program(text).graph
    let names = NodeText(graph).names
    return NetworkLayer.chains(in: graph).map { chain in
      chain.map { layer in
        [layer.weights, layer.sum, layer.activation].compactMap { $0.map { names[$0] } }
          .joined(separator: " ")
      }
    }
  }

  @Test func `layers follow one another, whatever they are called and however they are written`()
    throws
  {
    let network = """
      v = [[0.6, -0.2, 0.3], [-0.5, 0.4, 0.1]]; u = [[0.2, -0.4], [0.7, 0.1], [-0.3, 0.5]]
      e = [0.5, -1]; q = [0, 0.2]; h = u @ e; k = tanh(h); g = q + v @ k; E = sum(g^2)
      """
    #expect(try chains(network) == [["u h k", "v g"]])
  }

  @Test func `a row of weights, and a single weight under an activation, are layers of one unit`()
    throws
  {
    #expect(
      try chains("w = [1, 2]; x = [3, 4]; s = w @ x; f = sigmoid(s)") == [["w s f"]])
    #expect(
      try chains("data x = 1.5; v = 0.8; w = -2; z = v*x; a = relu(z); f = w*a") == [
        ["v z a", "w f"]
      ])
  }

  @Test func `what only looks alike is none`() throws {
    #expect(try chains("x = 2; y = 3; z = x*y").isEmpty)
    #expect(try chains("data W = [[1, 2], [3, 4]]; x = [1, 2]; z = sum(tanh(W @ x))").isEmpty)
    #expect(try chains("x = [1, 2]; z = sum(tanh(x))").isEmpty)
    // Weights that are computed are no weights.
    #expect(
      try chains("data r = 2; W = [[1, 2], [3, 4]]; x = [1, 2]; z = sum(tanh((r*W) @ x))").isEmpty)
  }

  @Test func `two networks are two`() throws {
    let text = """
      data x = [1, 2]; A = [[1, 2]]; B = [[3, 4]]; p = tanh(A @ x); q = sigmoid(B @ x); z = sum(p*q)
      """
    #expect(try chains(text).count == 2)
  }
}
