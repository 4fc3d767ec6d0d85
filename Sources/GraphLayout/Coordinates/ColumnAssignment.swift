/// Where the layers and the tracks between them lie.
///
/// ```
/// ╭──╮ lead  tracks  label ▼ arrow
/// │  │─────╮──┼──╮───·-0.4─▶│
/// ```
/// Needs: the tracks of every channel. Leaves: columns in which every channel holds its tracks, the
/// longest label that ends in it, and the gap asked for.
struct ColumnAssignment {
  /// The leftmost column of each layer.
  private(set) var layerStart: [Int] = []
  /// The first track of the channel behind each layer.
  private(set) var trackStart: [Int] = []
  /// The column in which the labels of the channel behind each layer begin.
  private(set) var labelStart: [Int] = []
  /// The columns of the whole drawing.
  private(set) var width = 0

  /// - Parameter labelWidths: the longest label in the channel behind each layer, 0 for none.
  init(layerWidths: [Int], trackCounts: [Int], labelWidths: [Int], gap: Int) {
    for layer in layerWidths.indices {
      layerStart.append(width)
      width += layerWidths[layer]
      guard layer < layerWidths.count - 1 else { break }
      let tracks = trackCounts[layer]
      let label = labelWidths[layer]
      let tail = label > 0 ? label + 1 : 0
      // A dash before the first track, one after the last, and the arrow head.
      let needed = 1 + (tracks > 0 ? tracks + 1 : 0) + tail + 1
      trackStart.append(width + 1)
      width += max(gap, needed)
      labelStart.append(width - 1 - tail)
    }
  }
}
