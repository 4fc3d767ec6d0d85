/// Every node in the first layer after all of its operands; inputs in layer 0.
///
/// Needs: an acyclic graph. Leaves: every edge leads to a later layer, and as few layers as can be.
func longestPathLayers(of graph: AcyclicGraph) -> [Int] {
  var layers = [Int](repeating: 0, count: graph.nodeCount)
  for node in graph.topologicalOrder {
    for edge in graph.outgoing[node] {
      let target = graph.targets[edge]
      layers[target] = max(layers[target], layers[node] + 1)
    }
  }
  return layers
}
