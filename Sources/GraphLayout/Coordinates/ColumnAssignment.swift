/// Where the layers and the tracks between them lie.
///
/// ```
/// ╭──╮ lead  tracks  label ▼ arrow
/// │  │─────╮──┼──╮───·-0.4▶│
/// ```
/// Needs: the tracks of every channel. Leaves: columns in which every channel holds its tracks, the
/// labels that end in it, and the gap asked for; every band begins on the left, behind the lines
/// that come from the band before.
struct ColumnAssignment {
  /// The leftmost column of each layer.
  private(set) var layerStart: [Int] = []
  /// The first track of the channel behind each layer; behind the last of a band, of the lines that
  /// leave it.
  private(set) var trackStart: [Int] = []
  /// The columns of the whole drawing.
  private(set) var width = 0

  /// - Parameter tails: the columns in the channel before each layer from its first track to where
  ///   the arrow heads stand.
  init(
    layerWidths: [Int], tails: [Int], gutters: Gutters, bands: Bands, _ options: LayoutOptions
  ) {
    for (band, layers) in bands.layers.enumerated() {
      // In a band behind the first, the tracks before its first layer begin in column 0.
      var column = band > 0 && !layers.isEmpty ? tails[layers.lowerBound] + 1 : 0
      for layer in layers {
        layerStart.append(column)
        column += layerWidths[layer]
        trackStart.append(column + options.lead)
        guard layer + 1 < layers.upperBound else { break }
        column += max(options.layerGap, options.lead + tails[layer + 1] + 1)
      }
      let leaving = gutters.count(leaving: band)
      width = max(width, leaving > 0 ? column + options.lead + leaving : column)
    }
  }
}
