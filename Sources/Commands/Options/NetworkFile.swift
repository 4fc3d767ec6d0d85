import ArgumentParser
import Interchange
import Learning
import Studio

/// A network in a safetensors file, to be looked at on the images of the test data.
struct NetworkFile {
  /// The run that the file continues, with the data that are read already.
  let plan: TrainPlan
  let images: OpenedImages
  let examples: ExampleSplit

  /// Reads the file that an argument names; `nil` for any other argument.
  init?(_ argument: String) throws {
    guard case .file(let path) = try ProgramSource(argument), Self.holdsWeights(path) else {
      return nil
    }
    let plan = try TrainOptions.parse(["--resume", path]).plan()
    do {
      let examples = try plan.loader()()
      let options = plan.options.fitting(examples)
      guard let parameters = plan.kept?.parameters,
        let images = OpenedImages(
          OpenedNetwork(options.plan, parameters: parameters), .test(0), of: examples)
      else {
        throw Failure(
          .badInput, "\(path): this is a network, but there are no images to show it on")
      }
      self.plan = plan.reading(examples)
      self.images = images
      self.examples = examples
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(TrainingFailure(error))
    }
  }

  /// Opens the network on the first test image.
  func open(in model: inout AppModel) throws {
    do {
      try model.open(images, at: 0)
    } catch {
      throw Failure(TrainingFailure(error))
    }
  }

  /// The run that the file continues, at rest.
  func pausedTraining() throws -> TrainingPort {
    let training = try SteppedTraining(
      plan.options, examples, dataName: plan.dataName, epochs: plan.epochs, from: plan.kept)
    return TrainingPort(
      start: { _ in }, send: { training.send($0) }, snapshot: { training.snapshot },
      examples: { examples }, history: { training.history }, savedRun: SavedRun.result)
  }

  /// Whether a file begins as one of safetensors does, judged by as much as its head may need.
  private static func holdsWeights(_ path: String) -> Bool {
    var head: [UInt8] = []
    guard var file = try? InputFile(path), (try? file.extend(&head, to: 4096)) != nil else {
      return false
    }
    guard FileLook(head) == .safetensors else { return false }
    // What cannot be read is refused with what is wrong with it.
    guard let weights = try? SafetensorsFile(path) else { return true }
    return weights.metadata.keys.contains { $0.hasPrefix("retrograde.") }
      || weights.names.contains(where: Self.isWeightOfLayer)
  }

  /// `0.weight`, `net.2.weight`: the layers of a sequence. Other arrays are looked at as they are.
  private static func isWeightOfLayer(_ name: String) -> Bool {
    let parts = name.split(separator: ".")
    return parts.count > 1 && parts.last == "weight" && Int(parts[parts.count - 2]) != nil
  }
}

extension KeptRun {
  /// The elements of each parameter of the network.
  fileprivate var parameters: [[Float]] {
    switch self {
    case .run(let checkpoint): checkpoint.trainer.parameters
    case .weights(let weights): weights.parameters
    }
  }
}
