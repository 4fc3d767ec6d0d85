package import Interchange

/// A file of weights or of a whole run that cannot be used.
package struct CheckpointError: Error, Hashable {
  /// What is wrong, as facts; `message` turns them into words.
  package enum Problem: Hashable, Sendable {
    case notSafetensors(SafetensorsProblem)
    case tooLarge(Int)
    /// The weights have no names such as `0.weight` and `2.weight`.
    case noLayers
    /// A tensor is not there or is not of the shape that its neighbours ask for.
    case wrongTensor(String, String)
    /// A tensor holds what is not a number, by the element's place in it.
    case notFinite(String, element: Int, Float)
    /// An entry of the metadata is missing or makes no sense.
    case wrongEntry(String, String?)
    /// The checkpoint was written by a later version.
    case otherVersion(String)
    /// An option asks for something else than what the file holds.
    case otherOption(String, held: String)
  }

  package let path: String
  package let problem: Problem

  package init(_ path: String, _ problem: Problem) {
    self.path = path
    self.problem = problem
  }
}

extension CheckpointError: CustomStringConvertible {
  package var description: String { "\(path): \(problem.message.onOneLine)" }
}

extension CheckpointError.Problem {
  /// What is wrong and what to do.
  fileprivate var message: String {
    switch self {
    case .notSafetensors(let problem): problem.message
    case .tooLarge(let size):
      "\(size) bytes are too many for a checkpoint; check the path"
    case .noLayers:
      "has no layers named 0.weight, 2.weight, …; name them as nn.Sequential does"
    case .wrongTensor(let name, let finding): "the tensor \(name) \(finding); use an intact copy"
    case .notFinite(let name, let element, let value):
      "the tensor \(name) holds \(value.isNaN ? "nan" : "\(value)") (element \(element)): the run had "
        + "already diverged; use an earlier checkpoint"
    case .wrongEntry(let key, let value?):
      "its entry \(key) has the invalid value '\(value)'; use an intact copy"
    case .wrongEntry(let key, nil): "the entry \(key) is missing; use an intact copy"
    case .otherVersion(let version):
      "was written by a newer version of the program (\(version)); use that version"
    case .otherOption(let option, let held):
      "contains \(held), which contradicts \(option); leave that option out"
    }
  }
}
