import Autodiff
import Synchronization

/// The wrong runs beside a right one, each made when it is first asked for: a class is marked by the same
/// ones again and again.
final class WrongRuns: Sendable {
  private let run: Run
  private let known = Mutex<[WrongEngine: WrongRun?]>([:])

  init(beside run: Run) {
    self.run = run
  }

  /// The run of an engine; `nil` where there is none.
  subscript(engine: WrongEngine) -> WrongRun? {
    known.withLock { known in
      if let found = known[engine] { return found }
      let made = try? WrongRun(run, engine: engine)
      known[engine] = .some(made)
      return made
    }
  }
}
