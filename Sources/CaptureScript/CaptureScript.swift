/// `retrograde.py`, which records what PyTorch or JAX computes.
///
/// A module of its own: the compiler takes longer over a text of this length than over all commands.
package enum CaptureScript {
  /// The script.
  package static var text: String {
    String(decoding: PackageResources.retrograde_py, as: UTF8.self)
  }
}
