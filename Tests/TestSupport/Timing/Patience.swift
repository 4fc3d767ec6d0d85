extension Duration {
  /// How long a test waits for what must come: so long that a busy machine gets there too. It passes
  /// only where something is broken.
  package static let patience = Duration.seconds(180)
}
