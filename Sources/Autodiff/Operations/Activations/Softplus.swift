/// `y = log(1 + exp(x))`, a smooth ReLU whose derivative is the sigmoid.
enum Softplus: UnaryRule {
  static let name = "softplus"

  static func value<T: Scalar>(_ x: T) -> T {
    (x > 0 ? x : x.isNaN ? x : 0) + T.log1p(T.exp(-x.magnitude))
  }
  static func partial<T: Scalar>(_ x: T, _ y: T) -> T { Sigmoid.value(x) }
  static func partial(_ x: Symbol, _ y: Symbol) -> Symbol { .sigmoid(x) }
  static func partialText(x: String, y: String) -> String { "sigmoid(\(x))" }
}
