import Syntax

extension Example {
  /// Every example, the first ones first to be looked at. The files are in `assets/examples`.
  package static let all: [Example] = [
    Example("sum-of-product-and-sine", PackageResources.sum_of_product_and_sine_rg),
    Example("sum-gate", PackageResources.sum_gate_rg),
    Example("product-gate", PackageResources.product_gate_rg),
    Example("reused-variable", PackageResources.reused_variable_rg),
    Example("quotient", PackageResources.quotient_rg),
    Example("expression-swell", PackageResources.expression_swell_rg),
    Example("cached-chain", PackageResources.cached_chain_rg),
    Example("jacobian-chain", PackageResources.jacobian_chain_rg),
    Example("hidden-unit", PackageResources.hidden_unit_rg),
    Example("hidden-unit-relu", PackageResources.hidden_unit_relu_rg),
    Example("saturation", PackageResources.saturation_rg),
    Example("layer-jacobian", PackageResources.layer_jacobian_rg),
    Example("sigmoid-network", PackageResources.sigmoid_network_rg),
    Example("multiclass-logistic", PackageResources.multiclass_logistic_rg),
    Example("four-equations", PackageResources.four_equations_rg),
    Example("small-regression", PackageResources.small_regression_rg),
    Example("lines-of-a-function", PackageResources.lines_of_a_function_rg),
    Example("newton-loop", PackageResources.newton_loop_rg),
    Example("unrolled-rnn", PackageResources.unrolled_rnn_rg),
    Example("descent-inside", PackageResources.descent_inside_rg),
    Example("second-derivative", PackageResources.second_derivative_rg),
    Example("tanh-network-parents", PackageResources.tanh_network_parents_rg),
  ]
}
