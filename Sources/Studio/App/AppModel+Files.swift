package import Debugging
package import Explorer
import Formula
import TextCanvas

/// What is done with files and with the user's own editor.
extension AppModel {
  /// Does what an effect asks for with files, and returns what is to be done after that.
  package mutating func perform(_ effect: FileEffect, with files: FilePort) -> [Effect] {
    let effects = explorer?.perform(effect, with: files).effects ?? []
    shareLooks()
    return effects.flatMap { perform(Effect($0)) } + followLesson()
  }

  /// Says on the explorer's screen why something could not be done.
  mutating func report(_ problem: FilePort.Problem) {
    explorer?.notice = StyledText(problem.message, .alarm)
  }

  /// Takes over what became of the explorer's program in the user's own editor.
  package mutating func finishEditing(
    _ original: String, _ result: Result<String, FilePort.Problem>
  ) {
    explorer?.finishEditing(original, result)
  }

  /// Opens what was opened before, and returns what is to be done after that.
  package mutating func openAgain(_ program: RecentProgram, with files: FilePort) -> [Effect] {
    do {
      switch try files.open(program) {
      case .program(let program): try open(program, from: .start)
      case .session(let session, let path): try open(session, path: path)
      }
      files.remember(program)
    } catch let problem as FilePort.Problem {
      start.problem = problem.message
    } catch {
      start.problem = "\(error)"
    }
    return takeWaitingEffects()
  }
}
