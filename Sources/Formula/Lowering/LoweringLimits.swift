import Syntax

/// How large a graph a program may make. An error names the limit that was exceeded.
struct LoweringLimits {
  /// How deep functions may call one another.
  var callDepth = 256

  /// How many expressions may come from writing out functions: a function that calls another twice,
  /// which calls another twice, grows without bound.
  var inlinedExpressions = 1_000_000

  /// The most axes of an array.
  var axes = 8

  /// The most elements of one array.
  var elements = 1 << 22

  /// The most elements of all arrays together.
  var allElements = 1 << 24

  /// How many names without a value are listed one by one.
  var unboundNotes = 10

  /// For graphs whose numbers lie in files, bounded by memory alone: 1 GiB in double precision.
  static let files = LoweringLimits(elements: 1 << 27, allElements: 1 << 28)

  /// For what is made of inputs that were let in before.
  static let none = LoweringLimits(axes: .max, elements: .max, allElements: .max)
}
