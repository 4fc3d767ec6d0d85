import Inquiry
import TextCanvas

extension Quantity {
  /// The colours of a heatmap of it.
  var hue: HeatmapScale.Hue {
    switch self {
    case .value: .value
    case .tangent: .tangent
    case .adjoint: .adjoint
    }
  }
}
