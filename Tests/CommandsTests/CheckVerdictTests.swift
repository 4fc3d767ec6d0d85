import Basics
import Commands
import Foundation
import Syntax
import TestSupport
import Testing

/// A program, what the check says of each of its inputs, and whether it passes.
struct VerdictCase: Sendable, CustomTestStringConvertible {
  let program: String
  let values: String
  let verdicts: [String]
  let passes: Bool

  var testDescription: String { "\(program) at \(values)" }

  /// Programs of one input each, all with the same verdict.
  static func all(
    _ verdict: String, passes: Bool, _ programs: [(String, String)]
  ) -> [VerdictCase] {
    programs.map { program, values in
      VerdictCase(program: program, values: values, verdicts: [verdict], passes: passes)
    }
  }
}

/// What `check` says of programs whose differences deceive.
@Suite struct CheckVerdictTests {
  /// Right rules that rounding surrounds: saturated, cancelling, tiny. None of them is accused.
  static let rounded: [(String, String)] = [
    ("tanh(x)", "x=10"), ("tanh(x)", "x=-18"), ("sigmoid(x)", "x=15"), ("sigmoid(x)", "x=36"),
    ("erf(x)", "x=5"), ("erfc(x)", "x=-5"), ("erf(x)^2", "x=4.5"), ("softplus(x)", "x=-30"),
    ("log(1+exp(x))", "x=-20"), ("log(1+exp(x))", "x=-35"), ("cosh(x)", "x=1e-10"),
    ("cosh(x)-1", "x=1e-6"), ("x*x", "x=1e-200"), ("x^3", "x=1e-120"),
    ("gelu(x)", "x=-7"), ("gelu(x)", "x=9"), ("1-tanh(x)^2", "x=12"), ("1-cos(x)", "x=1e-7"),
    ("(1-cos(x))/x^2", "x=1e-4"), ("(exp(x)-1)/x", "x=1e-9"), ("(x+1e10)-1e10", "x=1"),
    ("(x+1)^2-x^2-2*x", "x=1e6"), ("exp(-x^2)", "x=6"), ("1/(1+exp(-x))", "x=34"),
    ("log(sigmoid(x))", "x=20"), ("atan(x)", "x=1e9"), ("sqrt(1+x^2)-1", "x=1e-5"),
    ("sqrt(x^2+1e-30)", "x=0"), ("sqrt(x^2+1e-40)", "x=1e-21"), ("x+1e17", "x=1"),
    ("sin(1e13*x)", "x=1"), ("sin(1e16*x)", "x=1"), ("logsumexp([x, 40])", "x=1"),
    ("sum(softmax([x, 2*x, 1]))", "x=0.3"), ("log(x)", "x=1e-300"), ("exp(x)", "x=-700"),
    ("u = pi*x; where(x == 0, 1, sin(u)/u)", "x=1e-8"),
    ("u = pi*x; where(x == 0, 1, sin(u)/u)", "x=-1e-5"),
    ("where(x > 0, exp(x)-1, x)", "x=1e-9"), ("x^1.5", "x=0"),
  ]

  @Test(arguments: rounded)
  func `no right rule is accused of what rounding does`(_ program: String, _ values: String) {
    let run = CommandRun(["check", program, "--at", values, "--format", "json"])
    #expect(run.code == 0, "\(run.output)")
    let verdicts = Self.verdicts(run)
    #expect(verdicts == ["agrees"] || verdicts == ["lost in rounding"], "\(verdicts)")
  }

  static let told: [VerdictCase] =
    VerdictCase.all(
      "agrees", passes: true,
      [
        ("abs(x)*x", "x=0"), ("x*abs(x)", "x=0"), ("max(x, x)", "x=2"), ("min(x, x)", "x=0"),
        ("where(x > 2, x^2, x^2)", "x=2"), ("where(x == 1, 2*x - 1, x^2)", "x=1"),
        ("relu(x)^2", "x=0"), ("relu(x)*x", "x=0"), ("x^3", "x=0"), ("x^2", "x=0"),
        ("abs(x)^3", "x=0"), ("abs(x)", "x=1e-12"), ("relu(x-1)", "x=1.5"), ("relu(x)", "x=-3"),
        ("x - (x > 1) - (x > 2)", "x=1.5"), ("where(x > 2, 1, x)", "x=1.999"),
        ("abs(x-1)+abs(x+1)", "x=0"), ("x^2.5", "x=0"), ("max([x, 1, 2])", "x=3"),
      ])
    + VerdictCase.all(
      "kink", passes: true,
      [
        ("abs(x)", "x=0"), ("abs(x)", "x=-0.0"), ("relu(x)", "x=0"), ("3*relu(2*x)+x", "x=0"),
        ("leakyRelu(x, 0.1)", "x=0"), ("relu(x)+relu(-x)", "x=0"), ("max(x, 1)", "x=1"),
        ("min(x, 2-x)", "x=1"), ("max([x, 1, 1])", "x=1"), ("where(x > 2, 2*x, x+2)", "x=2"),
        ("where(x >= 0, sin(x), x/2)", "x=0"), ("relu(1e-3*x+1-1)", "x=0"),
        ("exp(abs(x))", "x=0"), ("abs(sin(x))", "x=0"), ("abs(x^2-4)", "x=2"),
        ("max(x, x^2)", "x=1"),
      ])
    + VerdictCase.all(
      "jump", passes: false,
      [
        ("where(x > 2, log(x)/log(2), 2*x)", "x=2"), ("where(x == 1, 5, x)", "x=1"),
        ("where(x == 1, 5, 3)", "x=1"), ("x > 0", "x=0"), ("x - (x >= 1) - (x >= 2)", "x=2"),
        ("(x > 0)*(x+1)", "x=0"), ("where(x < 0, -1, 1)", "x=0"), ("(x != 3)*x", "x=3"),
        ("where(x > 1, x+1e-9, x)", "x=1"), ("where(x > 0, 1, x^2)", "x=0"),
      ])
    + VerdictCase.all(
      "wrong at a kink", passes: false,
      [
        ("relu(x) - relu(-x)", "x=0"), ("sq(t) = where(t == 1, 1, t^2); sq(x)", "x=1"),
        ("where(x == 2, 4, x*x)", "x=2"), ("(relu(x) - relu(-x))*3 + 2*x", "x=0"),
        ("max(x, 0) - relu(-x)", "x=0"), ("where(x == 0, 0, sin(x))", "x=0"),
        ("relu(x-1) - relu(1-x)", "x=1"), ("where(x != 1, x, 1)", "x=1"),
        ("relu(x)-2*relu(-x)+abs(x)", "x=0"),
      ])
    + VerdictCase.all(
      "not finite", passes: false,
      [
        ("sqrt(x)", "x=0"), ("sqrt(x)", "x=-1"), ("log(x)", "x=0"), ("sqrt(x^2)", "x=0"),
        ("1/x", "x=0"), ("exp(x)", "x=1000"), ("where(x > 0, sqrt(x), 0)", "x=0"),
        ("asin(x)", "x=1"),
      ])

  @Test(arguments: told)
  func `kinks, jumps and numbers that are not finite are told apart`(_ example: VerdictCase) {
    let arguments = ["--at", example.values, "--format", "json"]
    let run = CommandRun(["check", example.program] + arguments)
    #expect(Self.verdicts(run) == example.verdicts, "\(run.output)")
    #expect(run.code == (example.passes ? 0 : 1))
    let words = "derivatives that did not pass the check: 1 \(example.verdicts[0])\n"
    #expect(example.passes ? run.errors.isEmpty : run.errors == "retrograde: " + words)
  }

  @Test func `ties of two inputs are kinks of both`() {
    for (program, values) in [("max(x, y)", "x=2,y=2"), ("min(x, y)*x", "x=-1,y=-1")] {
      let run = CommandRun(["check", program, "--at", values, "--format", "json"])
      #expect(Self.verdicts(run) == ["kink", "kink"], "\(run.output)")
      #expect(run.code == 0)
    }
  }

  @Test func `the verdicts come with the slopes and the node that switches`() {
    let run = CommandRun(["check", "relu(x) - relu(-x)", "--at", "x=0"])
    #expect(run.output.contains("wrong at a kink, a = relu(x): slope 1 on both sides\n"))
    let kink = CommandRun(["check", "2*abs(x)", "--at", "x=0"])
    #expect(kink.output.contains("kink, a = abs(x): slopes -2 and 2\n"))
    let jump = CommandRun(["check", "where(x > 2, 5, x)", "--at", "x=2"])
    #expect(jump.output.contains("jump, a = x > 2: not continuous here\n"), "\(jump.output)")
  }

  @Test func `failures of several kinds are counted by kind`() {
    let run = CommandRun(["check", "sqrt(x) + y*(z > 0)", "--at", "x=0,y=1,z=0"])
    #expect(run.code == 1)
    #expect(
      run.errors
        == "retrograde: derivatives that did not pass the check: 1 not finite, 1 jump\n")
  }

  /// The verdicts of a run with `--format json`.
  static func verdicts(_ run: CommandRun) -> [String] {
    run.output.components(separatedBy: "\"verdict\":\"").dropFirst().compactMap {
      $0.split(separator: "\"").first.map(String.init)
    }
  }
}

extension CheckVerdictTests {
  @Test(arguments: 1...8)
  func `a trained network with normalization is accused with no seed`(_ seed: Int) {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Programs/normalized-tanh-network.json").path
    for arguments in [["--seed", "\(seed)"], ["--seed", "\(seed)", "--all"]] {
      let run = CommandRun(["check", path] + arguments)
      #expect(run.code == 0, "\(run.output)")
    }
  }

  @Test(arguments: UInt64(1)...8)
  func `neither network is accused with any weights`(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for program in [Self.tanhNetwork(&random), Self.transformer(&random)] {
      let run = CommandRun(["check", "-", "--seed", "\(seed)"], input: program)
      #expect(run.code == 0, "\(run.errors)\(run.output)")
    }
  }

  /// 12 inputs, two layers of 20 and 12 units, 5 classes, 4 examples.
  private static func tanhNetwork(_ random: inout SplitMix64) -> String {
    """
    X = \(matrix(4, 12, 2, &random))
    W1 = \(matrix(12, 20, 0.9, &random)); b1 = \(matrix(1, 20, 0.3, &random))
    W2 = \(matrix(20, 12, 0.6, &random)); b2 = \(matrix(1, 12, 0.3, &random))
    W3 = \(matrix(12, 5, 0.8, &random))
    h1 = tanh(X @ W1 + b1); h2 = tanh(h1 @ W2 + b2); s = h2 @ W3
    z = mean(logsumexp(s, axis=1)) - mean(s[:, 2])
    """
  }

  /// A block of attention with a softmax, a residual connection, normalization and a layer of GELU.
  private static func transformer(_ random: inout SplitMix64) -> String {
    """
    X = \(matrix(5, 6, 1, &random))
    Q = \(matrix(6, 6, 0.8, &random)); K = \(matrix(6, 6, 0.8, &random))
    V = \(matrix(6, 6, 0.8, &random)); F = \(matrix(6, 8, 0.8, &random))
    G = \(matrix(8, 6, 0.8, &random))
    A = softmax((X @ Q) @ transpose(X @ K) / sqrt(6), axis=1)
    R = X + A @ (X @ V)
    m = reshape(mean(R, axis=1), [5, 1]); D = R - m
    N = D / sqrt(reshape(mean(D^2, axis=1), [5, 1]) + 1e-5)
    Y = N + gelu(N @ F) @ G
    z = mean(logsumexp(Y, axis=1)) - mean(Y[:, 1])
    """
  }

  private static func matrix(
    _ rows: Int, _ columns: Int, _ size: Double, _ random: inout SplitMix64
  ) -> String {
    let lines = (0..<rows).map { _ in
      let numbers = (0..<columns).map { _ in "\(random.number(in: -size...size))" }
      return "[\(numbers.joined(separator: ", "))]"
    }
    return "[\(lines.joined(separator: ", "))]"
  }
}
