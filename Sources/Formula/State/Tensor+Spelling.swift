package import Autodiff

extension Tensor<Double> {
  /// The numbers as one would type them, which read as the very same numbers: `[[1, 2], [3, 4]]`.
  package var spelled: String { Literal(self).spelled }
}
