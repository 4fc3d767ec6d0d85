/// Something to be worked out off the way of the keys.
package protocol OffloadedWork: Sendable {
  associatedtype Answer: Sendable

  /// What it comes to; `nil` when that is nothing, or as soon as it is not wanted any more.
  func answer(unless isCancelled: () -> Bool) -> Answer?
}
