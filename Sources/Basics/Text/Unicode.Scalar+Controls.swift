extension Unicode.Scalar {
  /// Whether a terminal would obey it instead of showing it.
  package var steersTerminals: Bool {
    switch value {
    // C0, DEL and C1, among which U+009B begins a sequence just as Escape and a bracket do.
    case 0...0x1F, 0x7F...0x9F: true
    // Marks, embeddings, overrides and isolates of direction.
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    case 0x2028, 0x2029: true
    default: false
    }
  }
}
