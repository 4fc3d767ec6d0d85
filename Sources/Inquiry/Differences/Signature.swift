/// What one tensor looks like beside another that it should equal, which says what went wrong.
///
/// ``SignatureSearch`` holds the table of what is looked for. Two of them may come together, as
/// transposed and divided by 6.
package enum Signature: Hashable, Sendable {
  /// Every element is so many times what it should be; what the number counts, if anything.
  case factor(Double, ElementCount?)
  /// Every element has the other sign.
  case sign
  /// A matrix with its axes exchanged, or the numbers of one read in the other order.
  case transposed
  /// The axes stand in another order.
  case permuted([Int])
  /// What belongs at an index of an axis stands so many further on.
  case shifted(axis: Int, by: Int)
  /// An axis runs the other way.
  case reversed(axis: Int)
  /// The slices along an axis stand in another order.
  case reordered(axis: Int)
  /// The contribution of a node is missing.
  case missing(contribution: String)
  /// The contribution of a node was added twice.
  case doubled(contribution: String)
  /// Only the contribution of one node is there: the last one took the place of the others.
  case alone(contribution: String)
  /// The contribution of a node is itself off.
  indirect case within(contribution: String, [Signature])
  /// Zeros everywhere: nothing arrived.
  case cut
  /// Nothing at all is recorded where a derivative should be.
  case absent
  /// Zeros at so many elements, where something should be.
  case partlyCut(Int, of: Int)
  /// One of the slices over which a sum should run.
  case unsummed(slice: Int, of: String)
  /// Numbers that are not finite, at so many elements, where finite ones should be.
  case nonFinite(Double, Int, of: Int)
  /// Finite numbers where none should be.
  case finite(Double, Int, of: Int)
  /// No more than numbers of this type round.
  case rounding(String)
}
