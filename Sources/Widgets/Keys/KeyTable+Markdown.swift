extension KeyTable {
  /// The table as the README shows it.
  package var markdown: String {
    let lines = bindings.map { binding in
      "| \(binding.keys.map { "`\($0)`" }.joined(separator: " ")) | \(binding.help) |"
    }
    return (["| key | meaning |", "|---|---|"] + lines).joined(separator: "\n")
  }
}
