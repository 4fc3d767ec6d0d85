import Autodiff
import Inquiry
import Lessons
import Presentation
import Syntax
import TextCanvas

extension ExplorerModel {
  /// Shows the engine of a name beside the right one, or none for `off`.
  mutating func useEngine(_ name: String) throws(CommandFailure) -> Reply {
    guard name != "off" else {
      let was = wrongRun
      wrongRun = nil
      return Reply(line: was.map { "engine \($0.engine.rawValue) is off" } ?? "no engine is on")
    }
    guard let engine = WrongEngine(rawValue: name) else { throw Self.unknownEngine(name) }
    let run = try Self.wrongRun(of: timeline, engine)
    wrongRun = run
    return Reply(words(of: run).answer)
  }

  private static func unknownEngine(_ name: String) -> CommandFailure {
    let names = WrongEngine.allCases.map(\.rawValue)
    let nearest = nearestWord(to: name, among: names)
    return CommandFailure(
      "there is no engine '\(name)'; "
        + (nearest.map { "did you mean '\($0)'?" }
          ?? "there are \(names.joined(separator: ", ")), and off"))
  }

  private static func wrongRun(
    of run: Run, _ engine: WrongEngine
  ) throws(CommandFailure) -> WrongRun {
    do throws(WrongRun.Failure) {
      return try WrongRun(run, engine: engine)
    } catch {
      switch error {
      case .noAdjoints:
        throw CommandFailure(
          run.mode == .forward
            ? "there are no adjoints in forward mode; type set mode reverse"
            : "the output is data, with which nothing varies")
      case .tooManyPushes(let limit):
        throw CommandFailure(
          "naive recursion takes more than \(limit) steps here: their number doubles with each node "
            + "that is used twice")
      }
    }
  }

  /// Runs the engine that is on for another run; it goes off where it cannot.
  mutating func refreshWrongRun() {
    guard let engine = wrongRun?.engine else { return }
    do throws(CommandFailure) {
      wrongRun = try Self.wrongRun(of: timeline, engine)
    } catch {
      wrongRun = nil
      notice = StyledText("engine \(engine.rawValue) is off: \(error.lines[0])", .warning)
    }
  }

  /// What the wrong engine made of the event that a run did last, if that is not what it should be.
  func wrongLine(at run: Run) -> StyledText? {
    wrongRun.flatMap { words(of: $0).line(afterEvent: run.position) }
  }

  private func words(of wrong: WrongRun) -> WrongAnswer {
    WrongAnswer(
      wrong, text: text, notation: notation, combining: capabilities.hasCombiningMarks)
  }
}
