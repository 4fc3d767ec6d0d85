import TestSupport
import Testing

extension Trait where Self == NeedsProgram {
  /// The suite drives real terminals, which tmux provides.
  static var needsTmux: Self { NeedsProgram("tmux") }
}
