import Autodiff
import Presentation

/// How much is said of an event.
struct EventDetail {
  /// The most elements of a tensor that are spelled out, and with how many digits.
  let elements: Int
  let digits: Int
  /// Whether only the name of the rule is said.
  let isShort: Bool
  /// Whether it is said of larger tensors how large they are.
  var hasSizes = true

  /// Everything.
  static let most = EventDetail(elements: TensorText.lineLimit, digits: 5, isShort: false)
  /// Shapes only.
  static let least = EventDetail(elements: 0, digits: 3, isShort: true, hasSizes: false)

  /// From the most to the least.
  static let all = [
    most, EventDetail(elements: TensorText.lineLimit, digits: 5, isShort: true),
    EventDetail(elements: TensorText.lineLimit, digits: 3, isShort: false),
    EventDetail(elements: TensorText.lineLimit, digits: 3, isShort: true),
    EventDetail(elements: TensorText.lineLimit, digits: 2, isShort: true),
    EventDetail(elements: TensorText.boxLimit, digits: 2, isShort: true),
    EventDetail(elements: 0, digits: 3, isShort: false),
    EventDetail(elements: 0, digits: 3, isShort: true),
    EventDetail(elements: 0, digits: 3, isShort: false, hasSizes: false),
  ]

  /// A tensor that is no node's, whose size nothing remembers.
  func text(_ tensor: Tensor<Double>) -> String {
    let digits = tensor.shape.isScalar ? 5 : digits
    return hasSizes
      ? TensorText.sized(tensor, elements: elements, digits: digits)
      : TensorText.short(tensor, elements: elements, digits: digits)
  }
}
