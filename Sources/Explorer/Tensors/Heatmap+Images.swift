import Autodiff
import Formula
import Inquiry
import TextCanvas

extension Heatmap {
  /// The map of a vector that is an image; `nil` for any other tensor.
  init?(image tensor: Tensor<Double>, _ images: ImageShape?) {
    guard let images, tensor.shape.rank == 1, images.fits(tensor.shape) else { return nil }
    self.init(rows: images.rows, columns: images.columns, values: tensor.elements)
  }

  /// Grey for what is nowhere negative, as ink on paper is; else the colours of the quantity.
  func imageScale(_ quantity: Quantity, isLight: Bool) -> HeatmapScale {
    let isInk = quantity == .value && values.allSatisfy { !($0 < 0) }
    return HeatmapScale(
      isInk ? .grey : .signed, fitting: [self], isLight: isLight, hue: quantity.hue)
  }
}
