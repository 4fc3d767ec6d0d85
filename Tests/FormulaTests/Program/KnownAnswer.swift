import Autodiff
import Testing

@testable import Formula

/// An example, its value and its derivatives as they are known from elsewhere: from the course
/// notes, or computed with forty digits.
struct KnownAnswer: CustomTestStringConvertible {
  let example: String
  let value: [Double]
  /// The adjoints of some inputs and results, by name, in row-major order.
  let adjoints: [String: [Double]]
  /// How far a number may be off, relative to its size.
  let tolerance: Double

  var testDescription: String { example }

  init(
    _ example: String, value: [Double], _ adjoints: [String: [Double]], tolerance: Double = 1e-15
  ) {
    self.example = example
    self.value = value
    self.adjoints = adjoints
    self.tolerance = tolerance
  }
}

extension KnownAnswer {
  static let all: [KnownAnswer] = [
    KnownAnswer(
      "sum-of-product-and-sine", value: [6.909297426825682],
      ["x": [2.5838531634528574], "y": [2]]),
    KnownAnswer("sum-gate", value: [5], ["x": [1], "y": [1]]),
    KnownAnswer("product-gate", value: [6], ["x": [3], "y": [2]]),
    KnownAnswer("reused-variable", value: [12], ["x": [16], "y": [12]]),
    KnownAnswer("quotient", value: [2.23172632479863], ["x": [0.7439087749328765]]),
    KnownAnswer("expression-swell", value: [77.86615550195194], ["x": [555.9719679015084]]),
    KnownAnswer("cached-chain", value: [0.9939399841002685], ["w": [-0.25591409091357864]]),
    KnownAnswer("jacobian-chain", value: [20], ["s": [44], "t": [36], "x1": [20], "x2": [4]]),
    KnownAnswer(
      "hidden-unit", value: [-1.5370495669980353],
      ["v": [-0.5336833219404171], "w": [0.7685247834990176], "x": [-0.28463110503488914]]),
    KnownAnswer("hidden-unit-relu", value: [-2.4], ["v": [-3], "w": [1.2], "x": [-1.6]]),
    // Near 1 the sigmoid's slope a(1 - a) has lost most of its digits.
    KnownAnswer(
      "saturation", value: [0.4999546031617808], ["w": [4.5393746863032435e-05]], tolerance: 1e-11),
    KnownAnswer(
      "layer-jacobian", value: [0.7615941559557649, -0.9540452601799487, -0.9051482536448664],
      ["x": [0.261717113072421, 0.1503147511729832]], tolerance: 1e-14),
    KnownAnswer(
      "sigmoid-network", value: [1.7880924283713506],
      ["z": [-0.06913842034334682, 0.3318122278318339, -0.7310585786300049]], tolerance: 1e-14),
    KnownAnswer(
      "multiclass-logistic", value: [0.3490122167681864],
      ["f": [-0.29461548730175885, 0.25949646034241913, 0.03511902695933972]]),
    KnownAnswer(
      "four-equations", value: [0.22563496735207503],
      [
        "z2": [-0.0986257986682252, 0.13277222294689767],
        "z1": [-0.028726513152968636, 0.01792694182111996, -0.0035539800665944114],
        "b2": [-0.0986257986682252, 0.13277222294689767],
        "W1": [
          -0.014363256576484318, 0.028726513152968636, 0.00896347091055998, -0.01792694182111996,
          -0.0017769900332972057, 0.0035539800665944114,
        ],
        "W2": [
          -0.06367836886669526, -0.05544510639237005, -0.031641257023605804, 0.08572522303728175,
          0.074641423711116, 0.042596157279198445,
        ],
        "x": [0.007869750664168566, 0.011506309410002245],
      ]),
    KnownAnswer(
      "small-regression", value: [0.006006250000000018],
      [
        "W2": [0.12012500000000018, 0, 0.0658750000000001],
        "b1": [0.07750000000000011, 0, 0.1240000000000002], "b2": [0.15500000000000022],
      ]),
    KnownAnswer(
      "lines-of-a-function", value: [6.909297426825682],
      ["s": [11.167706326905716], "t": [2]]),
    KnownAnswer("newton-loop", value: [1.414213562373095], ["x": [0.35355339059327376]]),
    KnownAnswer(
      "unrolled-rnn", value: [0.30634753749074123],
      [
        "w": [-0.062311442037994466], "u": [0.26046513971997667], "b": [0.7431780206615024],
        "h": [0.054543069751797907],
      ], tolerance: 1e-14),
    KnownAnswer(
      "descent-inside", value: [3.9524438716914781],
      ["rate": [-34.546708145285723], "w": [-1.887504328956011]], tolerance: 1e-14),
    KnownAnswer(
      "second-derivative", value: [1.7549816970100313],
      ["w": [1.2426983303000728], "x": [-2.9337170844910476]], tolerance: 1e-14),
    KnownAnswer(
      "tanh-network-parents", value: [0.74606258693442399],
      [
        "w3": [-0.054104376628873305, 0.021641750651549322],
        "w4": [0.21080915062332772, 0.069468159561387119],
        "w5": [0.22169530818835753, 0.11688877829223032, 0.3006300407161665],
      ], tolerance: 1e-14),
  ]
}
