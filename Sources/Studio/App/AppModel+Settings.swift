package import Autodiff
package import Debugging
package import Presentation
package import TextCanvas

extension AppModel {
  /// What stays the same while the program runs.
  package struct Settings: Sendable {
    package var capabilities = Capabilities()
    package var notation = Notation.bar
    package var mode = TimelineMode.reverse
    /// What the numbers of a program that is opened here are computed in.
    package var precision = Precision.double
    /// Commands that are done in every program that is opened.
    package var commands = CommandScript()
    /// What was opened before, the last first.
    package var recent: [RecentProgram] = []
    /// Whether people look on: the last keys are shown, folders are not, and all is drawn large.
    package var isPresenting = false
    /// Whether the start screen offers the tutorial, to whoever has not done it.
    package var offersTutorial = false

    package init(
      capabilities: Capabilities = Capabilities(), notation: Notation = .bar,
      mode: TimelineMode = .reverse, precision: Precision = .double,
      commands: CommandScript = CommandScript(), recent: [RecentProgram] = [],
      isPresenting: Bool = false, offersTutorial: Bool = false
    ) {
      self.isPresenting = isPresenting
      self.offersTutorial = offersTutorial
      self.precision = precision
      self.recent = recent
      self.capabilities = capabilities
      self.notation = notation
      self.mode = mode
      self.commands = commands
    }
  }
}
