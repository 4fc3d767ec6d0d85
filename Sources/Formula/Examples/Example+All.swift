import Syntax

/// Examples that belong together, the easy ones first.
package struct ExampleGroup: Hashable, Sendable {
  /// The number of the course note that they come from and what they are about, or what they show.
  package let title: String
  package let examples: [Example]
}

extension Example {
  /// Every example, the files of which are in `assets/examples`.
  package static let groups: [ExampleGroup] = [
    ExampleGroup(
      title: "000: automatic differentiation",
      examples: [
        Example("sum-of-product-and-sine", PackageResources.sum_of_product_and_sine_rg),
        Example("sigmoid-network", PackageResources.sigmoid_network_rg),
      ]),
    ExampleGroup(
      title: "001: backpropagation",
      examples: [
        Example("expression-swell", PackageResources.expression_swell_rg),
        Example("multiclass-logistic", PackageResources.multiclass_logistic_rg),
        Example("tanh-network-parents", PackageResources.tanh_network_parents_rg),
      ]),
    ExampleGroup(
      title: "002: gradients of programs",
      examples: [
        Example("sum-gate", PackageResources.sum_gate_rg),
        Example("product-gate", PackageResources.product_gate_rg),
        Example("quotient", PackageResources.quotient_rg),
        Example("cached-chain", PackageResources.cached_chain_rg),
        Example("jacobian-chain", PackageResources.jacobian_chain_rg),
      ]),
    ExampleGroup(
      title: "003: the four equations",
      examples: [
        Example("saturation", PackageResources.saturation_rg),
        Example("four-equations", PackageResources.four_equations_rg),
      ]),
    ExampleGroup(
      title: "004: the calculus behind it",
      examples: [
        Example("reused-variable", PackageResources.reused_variable_rg),
        Example("hidden-unit", PackageResources.hidden_unit_rg),
        Example("hidden-unit-relu", PackageResources.hidden_unit_relu_rg),
        Example("layer-jacobian", PackageResources.layer_jacobian_rg),
        Example("small-regression", PackageResources.small_regression_rg),
      ]),
    ExampleGroup(
      title: "the language",
      examples: [
        Example("lines-of-a-function", PackageResources.lines_of_a_function_rg),
        Example("newton-loop", PackageResources.newton_loop_rg),
        Example("unrolled-rnn", PackageResources.unrolled_rnn_rg),
        Example("descent-inside", PackageResources.descent_inside_rg),
        Example("second-derivative", PackageResources.second_derivative_rg),
      ]),
  ]

  /// Every example, group by group.
  package static let all: [Example] = groups.flatMap(\.examples)
}
