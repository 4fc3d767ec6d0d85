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
    /// A tensor holds what is no number, by the element's place in it.
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
  package var description: String { "\(path): \(problem.message)" }
}

extension CheckpointError.Problem {
  /// What is wrong and what to do.
  fileprivate var message: String {
    switch self {
    case .notSafetensors(let problem): problem.message
    case .tooLarge(let size):
      "\(size) bytes are more than any checkpoint of this program; check the path"
    case .noLayers:
      "holds no layers by the names 0.weight, 2.weight, …; name them as nn.Sequential does"
    case .wrongTensor(let name, let finding): "the tensor \(name) \(finding); get the file again"
    case .notFinite(let name, let element, let value):
      "the tensor \(name) holds \(value.isNaN ? "nan" : "\(value)") (element \(element)): the run had "
        + "gone astray before; take weights from an earlier time"
    case .wrongEntry(let key, let value?):
      "its entry \(key) says '\(value)', which makes no sense; get the file again"
    case .wrongEntry(let key, nil): "is a checkpoint without the entry \(key); get the file again"
    case .otherVersion(let version):
      "was written by a later version of the program (\(version)); use that one"
    case .otherOption(let option, let held):
      "holds \(held), which does not go with \(option); leave that option out"
    }
  }
}

extension SafetensorsProblem {
  fileprivate var message: String {
    switch self {
    case .headerCutShort(let held, let needed):
      "is cut short or no safetensors file: it ends at byte \(held), its header at byte \(needed); get it again"
    case .headerTooLong:
      "is no safetensors file: its first eight bytes are no length of a header; check the path"
    case .noJSON(let byte, let expected):
      "is damaged or no safetensors file: in its header, expected \(expected) at byte \(byte); get it again"
    case .wrongEntry(let name, let finding):
      "is damaged: in its header, \(name) \(finding); get it again"
    case .cutShort(let promised, let held):
      "is cut short: its header promises \(promised) bytes, it ends at byte \(held); get it again"
    case .tooLong(let promised, let held):
      "is too long: its header promises \(promised) bytes, it holds \(held); get it again"
    }
  }
}
