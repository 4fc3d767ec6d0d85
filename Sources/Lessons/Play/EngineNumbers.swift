import Autodiff
import Synchronization

/// What the wrong engines give in place of a question's right answer, each computed when it is first asked
/// for.
final class EngineNumbers: Sendable {
  /// Where an engine's mistake is made.
  enum Extent: Hashable, Sendable {
    case lastStep, throughout
  }

  private struct Key: Hashable {
    let engine: WrongEngine
    let extent: Extent
  }

  private let known = Mutex<[Key: Tensor<Double>?]>([:])

  /// The number of an engine, which is computed where it is not known yet.
  func number(
    by engine: WrongEngine, _ extent: Extent, _ compute: () -> Tensor<Double>?
  ) -> Tensor<Double>? {
    let key = Key(engine: engine, extent: extent)
    if let found = known.withLock({ $0[key] }) { return found }
    let number = compute()
    known.withLock { $0[key] = .some(number) }
    return number
  }
}
