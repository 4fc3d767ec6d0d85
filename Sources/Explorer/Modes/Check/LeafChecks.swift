import Autodiff
import Presentation
import TextCanvas

/// What a gradient check found of each input, and whether one is going on.
struct LeafChecks: Sendable {
  /// What the last check found; `nil` before the first, and since values or program changed.
  private(set) var report: GradientReport?
  private var leaves: [NodeID: LeafVerdict] = [:]
  /// Whether a check is being worked out.
  private(set) var isRunning = false
  /// The number of the latest check, so that an answer to an older one is dropped.
  private(set) var number = 0
  /// What somebody should begin or give up, and has not taken notice of yet.
  private var order: CheckOrder?

  /// What is known of an input.
  subscript(node: NodeID?) -> LeafVerdict? { node.flatMap { leaves[$0] } }

  mutating func start(_ request: CheckRequest) {
    report = nil
    leaves = [:]
    number += 1
    isRunning = true
    var request = request
    request.number = number
    order = .start(request)
  }

  /// Drops what is known, and gives up what is going on; `false` when there was nothing.
  @discardableResult
  mutating func forget() -> Bool {
    let isSomething = isRunning || report != nil
    if isRunning {
      order = .stop
      number += 1
    }
    (report, leaves, isRunning) = (nil, [:], false)
    return isSomething
  }

  /// Goes on with the numbers of other checks, whose answers are none of these.
  mutating func follow(_ other: LeafChecks) {
    number = max(number, other.number) + 1
    order = other.order ?? order
  }

  /// Takes what was found, unless something else is wanted by now; `false` then.
  mutating func adopt(_ answer: CheckAnswer) -> Bool {
    guard isRunning, answer.number == number else { return false }
    isRunning = false
    report = answer.report
    for check in answer.report.elements {
      guard case .element(let node, _) = check.subject else { continue }
      leaves[node, default: LeafVerdict()].add(check)
    }
    return true
  }

  /// What is to be begun or given up, once.
  mutating func takeOrder() -> CheckOrder? {
    defer { order = nil }
    return order
  }
}

/// What a check found of all elements of an input.
struct LeafVerdict: Sendable {
  private(set) var count = 0
  private(set) var agreeing = 0
  /// The check that is told: the first that does not agree, else the one with the largest error.
  private(set) var worst: DerivativeCheck?

  mutating func add(_ check: DerivativeCheck) {
    count += 1
    if check.verdict == .agrees { agreeing += 1 }
    if worst.map({ check.isWorse(than: $0) }) ?? true { worst = check }
  }

  /// `✓`, `≠` for a wrong derivative, `∼` for one that differences cannot judge, `!` for no number.
  var sign: String { worst?.verdict.sign ?? "" }

  var role: Role {
    guard let verdict = worst?.verdict else { return .muted }
    return verdict == .agrees ? .success : verdict.isFailure ? .alarm : .warning
  }

  /// `✓ 3e-11`, `∼ kink`: what fits into the edge of a box.
  var short: String {
    guard let worst else { return "" }
    switch worst.verdict {
    case .agrees: return "\(sign) \(error(digits: 1))"
    case .wrongRule: return "\(sign) \(error(digits: 1))"
    case .notDifferentiable: return "\(sign) kink"
    case .cancellation: return "\(sign) lost"
    case .nonFinite: return "\(sign) NaN/∞"
    }
  }

  /// `✓ agrees: 2.583853 by differences, error 3e-11`
  var long: String {
    guard let worst else { return "" }
    let part = count > 1 ? ", \(agreeing) of \(count) agree" : ""
    guard let best = worst.best else { return "\(sign) \(worst.verdict)\(part)" }
    return "\(sign) \(worst.verdict): \(NumberText.short(best.central, digits: 7)) by differences, "
      + "error \(error(digits: 1))\(part)"
  }

  private func error(digits: Int) -> String {
    worst?.best.map { NumberText.short($0.error, digits: digits) } ?? "?"
  }
}

extension GradientVerdict {
  fileprivate var sign: String {
    switch self {
    case .agrees: "✓"
    case .wrongRule: "≠"
    case .notDifferentiable, .cancellation: "∼"
    case .nonFinite: "!"
    }
  }

  /// How much it is worth telling.
  fileprivate var weight: Int {
    switch self {
    case .agrees: 0
    case .cancellation: 1
    case .notDifferentiable: 2
    case .wrongRule: 3
    case .nonFinite: 4
    }
  }
}

extension DerivativeCheck {
  fileprivate func isWorse(than other: DerivativeCheck) -> Bool {
    guard verdict.weight == other.verdict.weight else {
      return verdict.weight > other.verdict.weight
    }
    return (best?.error ?? 0) > (other.best?.error ?? 0)
  }
}
