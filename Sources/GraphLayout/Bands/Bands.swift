/// How the layers are spread over bands that lie one below the other.
struct Bands {
  /// The layers of each band.
  let layers: [Range<Int>]
  /// The band of each layer.
  private(set) var bandOfLayer: [Int]

  /// Spreads layers over so many bands, or as many as there are layers, so that the widest band is
  /// as narrow as can be; among those, the early bands take as much as that allows.
  init(_ widths: LayerWidths, count: Int) {
    let count = min(max(count, 1), max(widths.boxes.count, 1))
    let layers = count == 1 ? [0..<widths.boxes.count] : Self.spread(widths, count)
    self.layers = layers
    bandOfLayer = [Int](repeating: 0, count: widths.boxes.count)
    for (band, range) in layers.enumerated() {
      for layer in range { bandOfLayer[layer] = band }
    }
  }

  /// The layers with which a band begins that is not the first.
  var starts: Set<Int> { Set(layers.dropFirst().map(\.lowerBound)) }

  /// Whether what leaves a layer goes on in the next band.
  func isLast(_ layer: Int) -> Bool {
    layer + 1 < bandOfLayer.count && bandOfLayer[layer] != bandOfLayer[layer + 1]
  }

  private static func spread(_ widths: LayerWidths, _ count: Int) -> [Range<Int>] {
    var low = widths.boxes.max() ?? 0
    var high = (0..<widths.boxes.count).reduce(0) { $0 + widths.boxes[$1] + widths.channels[$1] }
    while low < high {
      let middle = (low + high) / 2
      if filled(widths, upTo: middle).count <= count { high = middle } else { low = middle + 1 }
    }
    return filled(widths, upTo: low)
  }

  /// Bands that each take as many layers as fit into a width, but at least one.
  private static func filled(_ widths: LayerWidths, upTo limit: Int) -> [Range<Int>] {
    var bands: [Range<Int>] = []
    var (start, width) = (0, 0)
    for layer in widths.boxes.indices {
      let added = widths.boxes[layer] + (layer > start ? widths.channels[layer - 1] : 0)
      if layer > start, width + added > limit {
        bands.append(start..<layer)
        (start, width) = (layer, widths.boxes[layer])
      } else {
        width += added
      }
    }
    bands.append(start..<widths.boxes.count)
    return bands
  }
}
