import Autodiff
import Formula
import Presentation
import Testing
import TextCanvas

@Suite struct RuleBookTests {
  /// The rules by which a program's nodes contribute, each with how often.
  private func rules(_ text: String) throws -> [RuleName: Int] {
    let graph = try Program(text).graph
    let book = NodeText(graph).rules
    var found: [RuleName: Int] = [:]
    for node in graph.nodes {
      for place in graph.operands(of: node).indices {
        if let rule = book.rule(from: node, place: place) { found[rule, default: 0] += 1 }
      }
    }
    return found
  }

  private static let network = """
    x = [0.5, -1]
    data y = [1, 0]
    W1 = [[0.2, -0.4], [0.7, 0.1], [-0.3, 0.5]]
    b1 = [0.1, 0, -0.1]
    W2 = [[0.6, -0.2, 0.3], [-0.5, 0.4, 0.1]]
    b2 = [0, 0.2]
    z1 = W1 @ x + b1
    a1 = sigmoid(z1)
    z2 = W2 @ a1 + b2
    a2 = sigmoid(z2)
    C = sum((a2 - y)^2)/2
    """

  private static let four: [RuleName: Int] = [.bp1: 1, .bp2: 1, .bp2Product: 1, .bp3: 2, .bp4: 2]

  @Test func `the four equations are found in a network of two layers`() throws {
    #expect(try rules(Self.network) == Self.four)
  }

  @Test func `other names, another order and other activations change nothing`() throws {
    let text = """
      v = [[0.6, -0.2, 0.3], [-0.5, 0.4, 0.1]]
      u = [[0.2, -0.4], [0.7, 0.1], [-0.3, 0.5]]
      q = [0, 0.2]
      p = [0.1, 0, -0.1]
      eins = [0.5, -1]
      data zwei = [1, 0]
      k = tanh(p + u @ eins)
      loss = sum((tanh(q + v @ k) - zwei)^2)
      """
    #expect(try rules(text) == Self.four)
  }

  @Test func `a network without biases has no third equation`() throws {
    let text = """
      W1 = [[0.2, -0.4], [0.7, 0.1]]; W2 = [[0.6, -0.2]]; x = [1, 2]
      C = sum(sigmoid(W2 @ relu(W1 @ x))^2)
      """
    #expect(try rules(text) == [.bp1: 1, .bp2: 1, .bp2Product: 1, .bp4: 2])
  }

  @Test func `rows of a minibatch have the same equations`() throws {
    let text = """
      data x = [[1, 2], [3, 4], [5, 6]]
      W1 = [[0.2, -0.4, 0.1], [0.7, 0.1, 0.3]]; b1 = [0.1, 0, -0.1]
      W2 = [[0.6], [-0.2], [0.3]]; b2 = [0.2]
      C = sum(sigmoid(tanh(x @ W1 + b1) @ W2 + b2)^2)
      """
    #expect(try rules(text) == Self.four)
  }

  @Test(arguments: [
    // Without an activation it is a product and a sum.
    "W = [[1, 2], [3, 4]]; x = [1, 2]; b = [1, 1]; z = sum(W @ x + b)",
    // Weights that are computed are none.
    "A = [[1, 2], [3, 4]]; x = [1, 2]; z = sum(sigmoid((A*A) @ (x*x)))",
    // A slope without a product before it is no layer.
    "x = [1, 2]; z = sum(sigmoid(x))",
    "x = 2; y = 3; z = sigmoid(x*y)",
  ])
  func `what only looks like a network has no equation`(_ text: String) throws {
    #expect(try rules(text).isEmpty)
  }

  @Test func `an activation that also goes elsewhere is not the error of the next layer alone`()
    throws
  {
    let text = Self.network.replacing(
      "C = sum((a2 - y)^2)/2", with: "C = sum((a2 - y)^2)/2 + sum(a1)")
    let found = try rules(text)
    #expect(found[.bp2] == nil && found[.bp2Product] == nil)
    #expect(found[.bp1] == 1 && found[.bp4] == 2)
  }

  @Test(arguments: [
    "J = -sum(y*log(a) + (1 - y)*log(1 - a))", "J = -sum((1 - y)*log(1 - a) + log(a)*y)",
    "J = sum(-y*log(a) - (1 - y)*log(1 - a))", "J = -mean(y*log(a) + (1 - y)*log(1 - a))",
    "J = -(sum(log(1 - a)*(1 - y)) + sum(y*log(a)))",
  ])
  func `sigmoid and cross entropy are found however they are written`(_ cost: String) throws {
    let text = "data y = [1, 0]; z = [0.5, -1]; a = sigmoid(z); " + cost
    #expect(try rules(text) == [.sigmoidCrossEntropy: 1])
  }

  @Test(arguments: [
    "J = sum(y*log(a) + (1 - y)*log(1 - a))", "J = -sum(y*log(a) - (1 - y)*log(1 - a))",
    "J = -sum(y*log(a) + (2 - y)*log(1 - a))", "J = -sum(y*log(a) + (1 - y)*log(2 - a))",
    "J = (-sum(y*log(a) + (1 - y)*log(1 - a)))^2",
    "J = -sum(y*log(a) + (1 - y)*log(1 - a)) + sum(a)",
    "J = -sum(y*log(a) + y*log(1 - a))",
  ])
  func `what is not the cross entropy is not called so`(_ cost: String) throws {
    let text = "data y = [1, 0]; z = [0.5, -1]; a = sigmoid(z); " + cost
    #expect(try rules(text).isEmpty)
  }

  @Test(arguments: [
    ("f = [2, 1, -1]; data y = 0; loss = logsumexp(f) - f[y]", 2),
    ("s = [2, 1, -1]; cost = logsumexp(s) - s[2]", 2),
    ("f = [2, 1, -1]; L = -log(softmax(f)[1])", 1),
  ])
  func `softmax minus one-hot is found`(_ text: String, _ count: Int) throws {
    #expect(try rules(text) == [.softmaxCrossEntropy: count])
  }

  @Test(arguments: [
    "f = [2, 1, -1]; L = logsumexp(f) + f[1]", "f = [2, 1, -1]; L = f[1] - logsumexp(f)",
    "f = [2, 1, -1]; L = (logsumexp(f) - f[1])^2", "f = [2, 1, -1]; L = log(softmax(f)[1])",
    "f = [2, 1, -1]; g = [1, 2, 3]; L = logsumexp(f) - g[1]",
    "f = [2, 1, -1]; L = logsumexp(f) - f[1] + sum(f)",
  ])
  func `what is not the softmax loss is not called so`(_ text: String) throws {
    #expect(try rules(text).isEmpty)
  }

  @Test func `gates are named by what they compute`() throws {
    #expect(try titles("z = x + y", at: "x=2,y=3").contains("sum gate, a distributor"))
    #expect(try titles("p = q*r", at: "q=2,r=3").contains("product gate, a switcher"))
    #expect(try titles("z = x*2", at: "x=2").allSatisfy { !$0.contains("gate") })
    #expect(try titles("z = x/y", at: "x=2,y=3").contains("quotient rule"))
    #expect(try titles("z = x*y + x", at: "x=2,y=3").contains("product gate, a switcher"))
    #expect(try titles("z = sin(x) + exp(x)", at: "x=2").contains("sum over paths"))
    #expect(try titles("z = sin(x)", at: "x=2").contains("chain rule, reverse"))
  }

  /// What the rules of all contributions are called.
  private func titles(_ text: String, at values: String) throws -> [String] {
    var run = try Program(text, at: values).timeline()
    let words = NodeText(run.graph)
    var titles: [String] = []
    while run.nextEvent != nil {
      run.step()
      guard case .contribution = run.lastEvent else { continue }
      let line = EventText(run, text: words).paneStages()[0][0].plain
      titles.append(String(line.prefix { $0 != ":" }))
    }
    return titles
  }
}
