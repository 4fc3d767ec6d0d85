package import Learning
package import TextCanvas

/// All that the training screen knows.
package struct TrainingModel: Hashable, Sendable {
  package internal(set) var snapshot: TrainingSnapshot
  package internal(set) var size: Size
  package let capabilities: Capabilities
  var showsHelp = false
  var hasLogScale = false

  package init(_ snapshot: TrainingSnapshot, size: Size, capabilities: Capabilities) {
    self.snapshot = snapshot
    self.size = size
    self.capabilities = capabilities
  }

  package var theme: Theme { Theme.fitting(capabilities) }
}

/// What a key of the training screen means.
package enum TrainingCommand: Hashable, Sendable {
  case togglePause, oneMinibatch, toggleLogScale
  case switchScreen, help, redraw, interrupt, quit
}

extension KeyTable<TrainingCommand> {
  /// The keys of the training screen.
  package static let training = KeyTable(bindings: [
    .init([.character(" ")], .togglePause, "pause and go on", hint: "pause"),
    .init([.character(".")], .oneMinibatch, "pause and do one minibatch", hint: "one minibatch"),
    .init([.character("l")], .toggleLogScale, "loss on a logarithmic scale", hint: "log scale"),
    .init([.character("v")], .switchScreen, "to the explorer and back", hint: "explorer"),
    .init([.character("?")], .help, "this help", hint: "help"),
    .init([.control("l")], .redraw, "redraw the screen"),
    .init([.control("c")], .interrupt, "quit"),
    .init([.character("q")], .quit, "quit", hint: "quit"),
  ])
}

extension TrainingModel {
  /// The model after an event of the screen, and what is to be done outside it.
  package mutating func update(_ event: ScreenEvent) -> [Effect] {
    switch event {
    case .key(let key): return press(key)
    case .resize(let size): self.size = size
    case .ended: return [.quit]
    case .paste, .wake: break
    }
    return []
  }

  private mutating func press(_ key: Key) -> [Effect] {
    let command = KeyTable.training.command(for: key)
    guard !showsHelp else {
      showsHelp = false
      return command == .interrupt ? [.quit] : []
    }
    switch command {
    case .togglePause: return [.train(.togglePause)]
    case .oneMinibatch: return [.train(.oneMinibatch)]
    case .toggleLogScale: hasLogScale.toggle()
    case .switchScreen: return [.switchScreen]
    case .help: showsHelp = true
    case .redraw: return [.redrawAll]
    case .interrupt, .quit: return [.quit]
    case nil: break
    }
    return []
  }
}
