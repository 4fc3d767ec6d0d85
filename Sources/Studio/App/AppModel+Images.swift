import Autodiff
import Explorer
package import Learning
import TextCanvas
import TrainingScreen

/// The network of a training run in the explorer, on one image.
extension AppModel {
  /// Opens the network of the run, as it is shown, on an image, or says on the training screen why
  /// that is not possible.
  package mutating func openImage(_ choice: DigitChoice, of examples: ExampleSplit?) {
    guard let snapshot = training?.snapshot, let network = OpenedNetwork(snapshot), let examples
    else {
      training?.notice = "there is no network yet; wait until the data are loaded"
      return
    }
    guard let images = OpenedImages(network, choice, of: examples) else {
      training?.notice = "this run has no images to open"
      return
    }
    do {
      try open(images, at: choice.index)
    } catch {
      training?.notice = "\(error)"
    }
  }

  /// Lets the training screen know how fast its run was told to go.
  package mutating func setPace(_ stepsPerSecond: Double?) {
    training?.setPace(stepsPerSecond)
  }

  /// Opens one row of a minibatch.
  mutating func openRow(_ row: Int, of step: ReplayedStep, from examples: ExampleSplit?) {
    guard let examples else { return }
    do {
      try open(OpenedImages(step, of: examples.training), at: row)
    } catch {
      training?.notice = "\(error)"
    }
  }

  /// Opens a whole minibatch: the very graph that was trained.
  mutating func openMinibatch(of step: ReplayedStep, from examples: ExampleSplit?) {
    guard let examples else { return }
    do {
      try open(OpenedImages(step, of: examples.training).wholeProgram(), from: .training)
      shareOrigins()
    } catch {
      training?.notice = "\(error)"
    }
  }

  /// Shows a step that was computed again.
  mutating func show(_ answer: StepAnswer) {
    if case .success(let step) = answer.step, training?.takesWhole(answer.number) == true {
      return openMinibatch(of: step, from: answer.examples)
    }
    training?.show(answer.step, number: answer.number)
  }

  /// Opens a network on one of its images.
  package mutating func open(_ images: OpenedImages, at index: Int) throws {
    let origin: ScreenName? = front == .training ? .training : nil
    try open(images.program(at: index), from: origin, images: images, at: index)
    shareOrigins()
  }

  /// Shows the network that is open on another image.
  mutating func showImage(_ index: Int) {
    guard let images = openedImages else { return }
    do {
      explorer?.show(try images.program(at: index), at: index)
    } catch {
      explorer?.notice = StyledText("\(error)", .warning)
    }
  }
}

extension DigitChoice {
  /// The number of the image in its collection.
  fileprivate var index: Int {
    switch self {
    case .test(let index), .training(let index): index
    case .drawn: 0
    }
  }
}
