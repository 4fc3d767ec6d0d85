package import ArgumentParser
package import Learning

/// What network `train` builds. What is not given comes from the checkpoint that is resumed, or from
/// what suits the data.
package struct NetworkOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The width of each layer from inputs to outputs, such as 784-128-64-10 (default: 784-72-10). An "
        + "image comes first in convolutional networks, such as 28x28-8c5-p2-16c5-p2-10: 8c5 is 8 kernels "
        + "of 5×5, p2 the largest of each 2×2 responses.",
      valueName: "widths"),
    transform: NetworkLayers.init(argument:))
  package var layers: NetworkLayers?

  @Option(help: "The number of units in a single hidden layer (default: 72).")
  package var hidden: Int?

  @Option(help: "The activation of the hidden units (default: tanh).")
  package var activation: Activation?

  @Option(
    help: ArgumentHelp(
      "logistic for one true class, sigmoids for independent classes, or mse for squared error "
        + "(default: logistic)."
    ))
  package var loss: Loss?

  @Option(
    help: ArgumentHelp(
      "The λ of the penalty λ/2·Σw² on large weights, which is part of the graph (default: 0).",
      valueName: "lambda"))
  package var l2: Float?

  @Flag(inversion: .prefixedNo, help: "Give each unit a bias (default: yes).")
  package var bias: Bool?

  package init() {}

  package func validate() throws {
    if let hidden {
      guard layers == nil else {
        throw ValidationError("give either --layers or --hidden, not both")
      }
      guard hidden >= 1 else { throw ValidationError("--hidden must be at least 1, not \(hidden)") }
      guard hidden <= 10_000 else { throw ValidationError("--hidden must be at most 10000") }
    }
    if let l2, !(l2 >= 0 && l2.isFinite) {
      throw ValidationError("--l2 must be 0 or a positive number, such as 1e-4")
    }
  }

  /// The plan with what was given in place of what it says.
  package func applied(to plan: NetworkPlan) -> NetworkPlan {
    var plan = plan
    if let layers { plan.setLayers(layers) }
    if let hidden, let inputs = plan.widths.first, let outputs = plan.widths.last {
      plan.widths = [inputs, hidden, outputs]
    }
    plan.activation = activation ?? plan.activation
    plan.loss = loss ?? plan.loss
    plan.l2 = l2 ?? plan.l2
    plan.hasBiases = bias ?? plan.hasBiases
    return plan
  }
}

extension NetworkLayers {
  /// `784-72-10` on the command line.
  fileprivate init(argument: String) throws {
    do throws(TrainingSetupError) {
      try self.init(argument)
    } catch {
      throw ValidationError(error.description)
    }
  }
}

extension Activation: ExpressibleByArgument {}
extension Loss: ExpressibleByArgument {}
