import Testing

extension Trait where Self == ConditionTrait {
  /// The suite drives real terminals, which tmux provides.
  static var needsTmux: Self {
    .enabled(if: Tmux.isInstalled, "skipped: no tmux, which `make test` would install")
  }
}
