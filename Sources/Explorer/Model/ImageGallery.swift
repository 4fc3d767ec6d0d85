/// The images on which a network can be looked at, and the one that it is looked at on.
package struct ImageGallery: Hashable, Sendable {
  /// What one of them is called: `test image`.
  package let noun: String
  package let count: Int
  /// Counted from 0.
  package var index: Int

  package init(noun: String, count: Int, index: Int) {
    self.noun = noun
    self.count = count
    self.index = index
  }
}
