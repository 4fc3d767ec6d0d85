package import Autodiff
package import Inquiry
import Presentation
package import TextCanvas

/// What a gradient check found of each input, and whether one is going on.
package struct LeafChecks: Equatable, Sendable {
  /// What the last check found; `nil` before the first, and since values or program changed.
  package private(set) var report: GradientReport?
  private var leaves: [NodeID: LeafVerdict] = [:]
  /// The check that is being worked out.
  private var errand = Errand<CheckRequest>()

  /// Whether a check is being worked out.
  package var isRunning: Bool { errand.isRunning }

  /// Whether both know the same; which number a check has is between them and whoever works it out.
  package static func == (one: LeafChecks, other: LeafChecks) -> Bool {
    one.report == other.report && one.leaves == other.leaves && one.errand == other.errand
  }

  /// What is known of an input.
  package subscript(node: NodeID?) -> LeafVerdict? { node.flatMap { leaves[$0] } }

  /// Asks for a check, and forgets what is known.
  package mutating func start(_ request: CheckRequest) {
    (report, leaves) = (nil, [:])
    errand.start(request)
  }

  /// Drops what is known, and gives up what is going on; `false` when there was nothing.
  @discardableResult
  package mutating func forget() -> Bool {
    let isSomething = errand.giveUp() || report != nil
    (report, leaves) = (nil, [:])
    return isSomething
  }

  /// Continues with the numbers of other checks, whose answers are none of these.
  package mutating func follow(_ other: LeafChecks) {
    errand.follow(other.errand)
  }

  /// Takes what was found, unless something else is wanted by now; `false` then.
  package mutating func adopt(_ answer: CheckAnswer) -> Bool {
    guard errand.finish(answer.number) else { return false }
    report = answer.report
    for check in answer.report.elements {
      guard case .element(let node, _) = check.subject else { continue }
      leaves[node, default: LeafVerdict()].add(check)
    }
    return true
  }

  /// What is to be started or cancelled, once.
  package mutating func takeOrder() -> CheckOrder? { errand.takeOrder() }
}

/// What a check found of all elements of an input.
package struct LeafVerdict: Equatable, Sendable {
  /// How many elements were checked.
  package private(set) var count = 0
  private(set) var agreeing = 0
  /// The check that is reported: the first that disagrees, else the one with the largest error.
  package private(set) var worst: DerivativeCheck?

  /// Counts what was found of another element.
  package mutating func add(_ check: DerivativeCheck) {
    count += 1
    if check.verdict == .agrees { agreeing += 1 }
    if worst.map({ check.isWorse(than: $0) }) ?? true { worst = check }
  }

  /// `✓`, `≠` for an adjoint that is contradicted, `∼` for one that differences cannot judge, `!` for
  /// no number.
  package var sign: String { worst?.verdict.sign ?? "" }

  /// How it is coloured.
  package var role: Role {
    guard let verdict = worst?.verdict else { return .muted }
    return verdict == .agrees ? .success : verdict.isFailure ? .alarm : .warning
  }

  /// `✓ 3e-11`, `∼ kink`: what fits into the edge of a box.
  package var short: String {
    guard let worst else { return "" }
    switch worst.verdict {
    case .agrees, .wrong, .wrongAtKink: return "\(sign) \(error(digits: 1))"
    case .kink: return "\(sign) kink"
    case .jump: return "\(sign) jump"
    case .recorded: return "\(sign) recorded"
    case .lostInRounding: return "\(sign) lost"
    case .notFinite: return "\(sign) NaN/∞"
    }
  }

  /// `✓ agrees: 2.583853 by differences, error 3e-11`
  package var long: String {
    guard let worst else { return "" }
    let part = count > 1 ? ", \(agreeing) of \(count) agree" : ""
    guard let estimate = worst.estimate else { return "\(sign) \(worst.verdict)\(part)" }
    return "\(sign) \(worst.verdict): \(NumberText.short(estimate.slope, digits: 7)) "
      + "by differences, error \(error(digits: 1))\(part)"
  }

  private func error(digits: Int) -> String {
    guard let worst, worst.estimate != nil else { return "?" }
    return NumberText.short(worst.error, digits: digits)
  }
}

extension GradientVerdict {
  fileprivate var sign: String {
    switch self {
    case .agrees: "✓"
    case .wrong, .wrongAtKink, .jump: "≠"
    case .kink, .lostInRounding, .recorded: "∼"
    case .notFinite: "!"
    }
  }

  /// How much it is worth telling.
  fileprivate var weight: Int {
    switch self {
    case .agrees: 0
    case .lostInRounding, .recorded: 1
    case .kink: 2
    case .jump: 3
    case .wrongAtKink: 4
    case .wrong: 5
    case .notFinite: 6
    }
  }
}

extension DerivativeCheck {
  fileprivate func isWorse(than other: DerivativeCheck) -> Bool {
    guard verdict.weight == other.verdict.weight else {
      return verdict.weight > other.verdict.weight
    }
    return (estimate == nil ? 0 : error) > (other.estimate == nil ? 0 : other.error)
  }
}
