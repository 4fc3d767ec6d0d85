package import ArgumentParser
package import Learning

/// The options of `train` for a run on data that the program draws itself, as a lesson has them.
package struct DrawnRunOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "synthetic:digits or synthetic:regression (default: synthetic:digits).", valueName: "name"))
  package var data: String?

  @Option(help: "The number of training examples; a quarter as many are tested on.")
  package var examples: Int?

  @OptionGroup package var network: NetworkOptions
  @OptionGroup package var descent: DescentOptions

  package init() {}

  package func validate() throws {
    if let data, DrawnExamples.Kind(option: data) == nil {
      throw ValidationError(
        "'\(data)' may be missing on another machine: a lesson trains on synthetic:digits or "
          + "synthetic:regression")
    }
    if let examples, !(1...DrawnExamples.most ~= examples) {
      throw ValidationError("--examples must be from 1 to \(DrawnExamples.most)")
    }
    guard descent.threads ?? 1 == 1 else {
      throw ValidationError("--threads would change the numbers: a lesson trains on one thread")
    }
  }

  /// The run, with what suits it where nothing was given.
  package var run: DrawnRun {
    let kind = data.flatMap { DrawnExamples.Kind(option: $0) } ?? .digits
    let epochs =
      descent.epochs ?? TrainingOptions.usualEpochs(isRegression: kind == .regression)
    var options = TrainingOptions.suiting(network, isRegression: kind == .regression)
    options.plan = network.applied(to: options.plan)
    return DrawnRun(
      options: descent.applied(to: options, epochs: epochs), epochs: epochs,
      examples: DrawnExamples(kind, count: examples ?? kind.usualCount),
      hasFixedLayers: network.layers != nil)
  }
}

extension DrawnRun {
  /// The run that options such as `--rate 0.5 --epochs 3` ask for; throws what is wrong with them, in
  /// words.
  package init(words: [String]) throws(DrawnRunProblem) {
    do {
      self = try DrawnRunOptions.parse(words).run
    } catch {
      guard !DrawnRunOptions.exitCode(for: error).isSuccess else {
        throw DrawnRunProblem(message: "a run has options such as --rate 0.5, and no help")
      }
      let message = DrawnRunOptions.message(for: error)
      throw DrawnRunProblem(message: message.prefix(1).lowercased() + message.dropFirst())
    }
  }
}

/// Why options ask for no run.
package struct DrawnRunProblem: Error, Hashable, Sendable {
  package let message: String
}
