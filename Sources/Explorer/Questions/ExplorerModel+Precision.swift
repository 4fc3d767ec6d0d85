import Autodiff
import Debugging
import Formula
import Inquiry

extension ExplorerModel {
  /// Runs a program of single precision once more in double, and compares all numbers.
  func comparedWithDouble() throws(CommandFailure) -> Answer {
    guard program.precision == .single else {
      throw CommandFailure("these numbers are in double precision already")
    }
    do {
      let double = try debugger.whatIf.timeline(of: program.inDouble, mode: mode)
      return PrecisionComparison(asked, with: double).answer
    } catch {
      throw CommandFailure("\(error)")
    }
  }
}
