import Autodiff
import Syntax

/// How a program is read and run, beside its text and the values of its inputs.
struct ReadingOptions {
  /// Other outputs than those that the program names.
  var output: OutputOption?
  /// The inputs that move in the modes with tangents.
  var direction: DirectionOption?
  /// Whether what is said twice is computed once.
  var isSharing = true
  /// What its numbers are computed in.
  var precision = Precision.double

  /// The same for a text that has been edited since, in which names may be gone.
  var forEditedText: ReadingOptions {
    var options = self
    options.output?.mayBeOutdated = true
    options.direction?.mayBeOutdated = true
    return options
  }
}
