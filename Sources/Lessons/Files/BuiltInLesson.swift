/// The text of a lesson that is built in.
package struct BuiltInLesson: Hashable, Sendable {
  /// What it is opened by: `reused-variable`.
  package let name: String
  package let text: String

  init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// The lesson, read; those that are built in can be, a test sees to it.
  package func lesson() throws(LessonFailure) -> Lesson { try Lesson(text, name: name) }

  /// The lesson of a name.
  package static func named(_ name: String) -> BuiltInLesson? { all.first { $0.name == name } }

  /// Every lesson, in the order in which they are best taken. The files are in `assets/lessons`.
  package static let all: [BuiltInLesson] = [
    BuiltInLesson("tutorial", PackageResources.tutorial_lesson),
    BuiltInLesson("two-gates", PackageResources.two_gates_lesson),
    BuiltInLesson("reverse-mode", PackageResources.reverse_mode_lesson),
    BuiltInLesson("reused-variable", PackageResources.reused_variable_lesson),
    BuiltInLesson("quotient", PackageResources.quotient_lesson),
    BuiltInLesson("expression-swell", PackageResources.expression_swell_lesson),
    BuiltInLesson("forward-mode", PackageResources.forward_mode_lesson),
    BuiltInLesson("dual-numbers", PackageResources.dual_numbers_lesson),
    BuiltInLesson("jacobians", PackageResources.jacobians_lesson),
    BuiltInLesson("hessian-products", PackageResources.hessian_products_lesson),
    BuiltInLesson("finite-differences", PackageResources.finite_differences_lesson),
    BuiltInLesson("hidden-unit", PackageResources.hidden_unit_lesson),
    BuiltInLesson("relu", PackageResources.relu_lesson),
    BuiltInLesson("saturation", PackageResources.saturation_lesson),
    BuiltInLesson("softmax", PackageResources.softmax_lesson),
    BuiltInLesson("four-equations", PackageResources.four_equations_lesson),
    BuiltInLesson("descent", PackageResources.descent_lesson),
    BuiltInLesson("minibatches", PackageResources.minibatches_lesson),
    BuiltInLesson("training-screen", PackageResources.training_screen_lesson),
    BuiltInLesson("spike", PackageResources.spike_lesson),
  ]
}
