import Autodiff
import Debugging
import Formula
import Inquiry

extension ExplorerModel {
  /// Asks for the file that holds the value of a node.
  func askForValue(
    of target: NumberTarget, in file: String
  ) throws(CommandFailure) -> Reply {
    guard target.isWhole else {
      throw CommandFailure(
        "a file holds all of \(target.name), not elements of it; type set \(target.name) \(file)")
    }
    return Reply(effects: [.file(.readValue(file: file, node: target.name))])
  }

  /// Sets an input to the value that a file holds, or holds a computed node at it.
  mutating func set(_ name: String, toValueIn file: FileValue) throws(CommandFailure) -> Reply {
    let target = try NumberTarget(name, origin: "set", in: scope)
    guard let input = program.inputs.first(where: { $0.node == target.node }) else {
      return try hold(target, at: tensor(in: file, of: target.shape), called: file.text)
    }
    let new: Program
    do {
      new = try program.setting(input.name, to: file)
    } catch {
      throw CommandFailure(error)
    }
    return try change(toValuesOf: new, saying: target, is: file.text)
  }

  private func tensor(
    in file: FileValue, of shape: Shape
  ) throws(CommandFailure) -> Tensor<Double> {
    do {
      return try file.tensor(of: shape)
    } catch {
      throw CommandFailure(error)
    }
  }
}
