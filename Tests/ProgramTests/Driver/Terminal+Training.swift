extension Terminal {
  /// The number in `minibatch 17/156`.
  var minibatch: Int {
    get throws {
      let screen = try screen
      let text = screen.split(separator: "minibatch ").dropFirst().first?.prefix { $0.isNumber }
      return try text.flatMap { Int($0) }.orThrow("no minibatch in\n\(screen)")
    }
  }
}

extension Terminal.Condition {
  /// At least one minibatch has been done, and the run may even have finished.
  static let hasTrained = Terminal.Condition(words: "shows a minibatch that is done") { terminal in
    ((try? terminal.minibatch) ?? 0) > 0
  }

  /// So many minibatches later; the last one of an epoch is the 0th of the next.
  static func showsMinibatch(after step: Int, by count: Int) -> Terminal.Condition {
    Terminal.Condition(words: "shows the minibatch \(step) + \(count)") { terminal in
      let now = try terminal.minibatch
      return now == step + count || now < count
    }
  }
}
