import Autodiff
import Debugging
import GraphLayout
import TextCanvas

/// Finds the way to draw a graph that shows the most of it.
///
/// First comes whether the whole graph is seen, with its numbers; then how many nodes are; then how
/// much is seen of each. What may be chosen from does not depend on the size of a pane, and a larger
/// pane shows no less of any drawing: so a larger terminal never shows less.
struct DrawingSearch {
  /// Beyond so many items nothing fits a screen, and one drawing must do.
  static let mostItems = 200
  /// So many items are laid out within a frame's time, in all the ways that are tried.
  static let mostAtOnce = 60
  /// The most bands that are tried.
  private static let mostBands = 12

  private let request: DrawingRequest
  private let connections: Connections
  private var measures: ItemMeasures
  private let structure: LayoutStructure?
  private var placements: [DrawingPlan: Placement] = [:]
  private var layouts: [DrawingPlan: Layout] = [:]
  private var leastSizes: [DrawingPlan: Size] = [:]
  private var boxesOfPlan: [DrawingPlan: Boxes] = [:]

  /// A drawing and where it is shown.
  private struct Found {
    let plan: DrawingPlan
    let place: DrawingPlace?
    /// The part that is shown at first when not all is.
    var home: Position?
  }

  init?(_ request: DrawingRequest, isCancelled: () -> Bool) {
    self.request = request
    connections = Connections(request.graph, request.outline)
    measures = ItemMeasures(request, connections)
    guard !request.isInSeparateBands else {
      structure = nil
      return
    }
    let edges = connections.edges.map {
      LayoutEdge(source: $0.source, target: $0.target, port: $0.port)
    }
    structure =
      request.structure
      ?? LayoutStructure(
        nodeCount: request.outline.items.count, edges, formerRows: request.formerRows,
        isCancelled: isCancelled)
    guard structure != nil else { return nil }
  }

  /// The drawing that shows the most; `nil` when cancelled.
  mutating func best(isCancelled: () -> Bool) -> GraphDrawing? {
    let found = find(isCancelled)
    guard !isCancelled(), let found, let layout = layout(found.plan, isCancelled) else {
      return nil
    }
    return GraphDrawing(
      request, found.plan, connections, structure, layout,
      labels: measures.labels(found.plan, layout), place: found.place?.arrangement,
      home: found.home)
  }

  private mutating func find(_ isCancelled: () -> Bool) -> Found? {
    let plans = plans
    guard let first = plans.first?.first else { return nil }
    if let picture = request.picture, request.outline.items.count <= Self.mostItems {
      return Found(plan: largest(of: plans[0], in: picture, isCancelled) ?? first, place: nil)
    }
    guard request.outline.items.count <= Self.mostItems, !request.places.isEmpty else {
      // Low boxes show half as many again, and the camera has to move half as often.
      let low = plans.flatMap(\.self).first { $0.zoom <= .compact && !$0.isLabelled } ?? first
      let place = request.places.first { $0.hasList }
      return Found(plan: place.map { inSeparateBands(low, $0) } ?? low, place: place)
    }
    for plans in plans {
      for place in request.places where place.hasList || plans[0].zoom <= .compact {
        for plan in plans where isWhole(plan, in: place, isCancelled) {
          return Found(plan: plan, place: place)
        }
        guard !isCancelled() else { return nil }
      }
    }
    return most(of: plans.flatMap(\.self), isCancelled) ?? Found(plan: first, place: nil)
  }

  /// The same in bands that are as wide as the pane, if that is how it is drawn.
  private func inSeparateBands(_ plan: DrawingPlan, _ place: DrawingPlace) -> DrawingPlan {
    guard request.isInSeparateBands else { return plan }
    return DrawingPlan(
      zoom: plan.zoom, isLabelled: plan.isLabelled,
      flow: .separate(columns: place.size.width, rows: place.size.height))
  }

  /// The ways to draw that are tried, by how much they show of a node.
  private var plans: [[DrawingPlan]] {
    let zooms = request.choice.zoom.map { [$0] } ?? [.box, .compact, .line]
    let looks = zooms.flatMap { zoom -> [(Zoom, Bool)] in
      switch zoom {
      case .box: [(.box, true)]
      case .compact: [(.compact, true), (.compact, false)]
      case .line, .glyph: [(zoom, false)]
      }
    }
    let flows = request.choice.flow.flows(
      mostBands: min(Self.mostBands, max(structure?.layerCount ?? 1, 1)))
    return looks.map { zoom, isLabelled in
      flows.map { DrawingPlan(zoom: zoom, isLabelled: isLabelled, flow: $0) }
    }
  }

  private mutating func isWhole(
    _ plan: DrawingPlan, in place: DrawingPlace, _ isCancelled: () -> Bool
  ) -> Bool {
    let least = leastSize(plan)
    guard least.width <= place.size.width, least.height <= place.size.height,
      let layout = layout(plan, isCancelled)
    else { return false }
    return layout.width <= place.size.width && layout.height <= place.size.height
  }

  /// The plan whose picture must be made smaller by least to fit; of equal ones the first.
  private mutating func largest(
    of plans: [DrawingPlan], in picture: Size, _ isCancelled: () -> Bool
  ) -> DrawingPlan? {
    var best: (excess: Double, plan: DrawingPlan)?
    for plan in plans {
      guard let layout = layout(plan, isCancelled) else { return nil }
      let excess = max(
        Double(layout.width) / Double(max(picture.width, 1)),
        Double(layout.height) / Double(max(picture.height, 1)), 1)
      if excess < best?.excess ?? .infinity { best = (excess, plan) }
    }
    return best?.plan
  }

  /// The plan of which most nodes are seen at first; of equal ones the first.
  private mutating func most(of plans: [DrawingPlan], _ isCancelled: () -> Bool) -> Found? {
    var trials: [(mostSeen: Int, rank: Int, plan: DrawingPlan, place: DrawingPlace)] = []
    for plan in plans where isWorthATry(plan) {
      for place in request.places where place.hasList {
        guard !isCancelled() else { return nil }
        trials.append((mostSeen(plan, in: place), trials.count, plan, place))
      }
    }
    // What may show most leaves little to try of the rest.
    trials.sort { ($0.mostSeen, -$0.rank) > ($1.mostSeen, -$1.rank) }
    var best: (seen: Int, rank: Int, plan: DrawingPlan, place: DrawingPlace)?
    for trial in trials {
      guard !isCancelled() else { return nil }
      if let best, (trial.mostSeen, -trial.rank) < (best.seen, -best.rank) { continue }
      guard let boxes = placement(trial.plan, isCancelled)?.boxes else { continue }
      let window = BestWindow(boxes, in: trial.place.size, holding: request.anchor)
      guard (window.count, -trial.rank) > (best?.seen ?? -1, -(best?.rank ?? 0)) else { continue }
      best = (window.count, trial.rank, trial.plan, trial.place)
    }
    guard let best, let layout = layout(best.plan, isCancelled) else { return nil }
    let window = BestWindow(layout.boxes, in: best.place.size, holding: request.anchor)
    return Found(plan: best.plan, place: best.place, home: window.origin)
  }

  /// Whether a plan is tried where nothing shows all. What is tried does not depend on the pane, so that
  /// a larger one never shows less; of many items less is tried, so that it takes no longer.
  private func isWorthATry(_ plan: DrawingPlan) -> Bool {
    let isLarge = request.outline.items.count > Self.mostAtOnce
    let mostBands = isLarge ? 3 : 6
    if case .wrapped(let bands) = plan.flow, bands > mostBands { return false }
    return !isLarge || request.choice.zoom != nil || !plan.isLabelled
  }

  /// How many boxes a pane can show at most, however the lines go.
  private mutating func mostSeen(_ plan: DrawingPlan, in place: DrawingPlace) -> Int {
    guard let structure, let anchor = request.anchor else { return 0 }
    let boxes = boxes(of: plan)
    return structure.mostSeen(
      boxes.nodes, boxes.edges, flow: plan.flow, options: plan.distances,
      inWindow: (place.size.width, place.size.height), holding: anchor)
  }

  /// What is known of a plan without a layout.
  private struct Boxes {
    let nodes: [LayoutNode]
    let edges: [LayoutEdge]
  }

  private mutating func boxes(of plan: DrawingPlan) -> Boxes {
    let key = DrawingPlan(
      zoom: plan.zoom, isLabelled: plan.isLabelled, flow: plan.flow.isDownward ? .down : .right)
    if let known = boxesOfPlan[key] { return known }
    let boxes = Boxes(nodes: measures.nodes(key), edges: measures.edges(key))
    boxesOfPlan[key] = boxes
    return boxes
  }

  private mutating func leastSize(_ plan: DrawingPlan) -> Size {
    if let known = leastSizes[plan] { return known }
    let boxes = boxes(of: plan)
    let least = structure?.leastSize(
      boxes.nodes, boxes.edges, flow: plan.flow, options: plan.distances)
    let size = Size(width: least?.width ?? 0, height: least?.height ?? 0)
    leastSizes[plan] = size
    return size
  }

  private mutating func layout(_ plan: DrawingPlan, _ isCancelled: () -> Bool) -> Layout? {
    if let known = layouts[plan] { return known }
    let boxes = boxes(of: plan)
    let layout =
      if structure != nil {
        placement(plan, isCancelled)?.layout
      } else {
        layOut(
          boxes.nodes, boxes.edges, flow: plan.flow, options: plan.distances,
          formerRows: request.formerRows, isCancelled: isCancelled)
      }
    layouts[plan] = layout
    return layout
  }

  /// Where a plan puts the boxes, which is all that is asked of most plans.
  private mutating func placement(
    _ plan: DrawingPlan, _ isCancelled: () -> Bool
  ) -> Placement? {
    if let known = placements[plan] { return known }
    let boxes = boxes(of: plan)
    let placement = structure?.placement(
      boxes.nodes, boxes.edges, flow: plan.flow, options: plan.distances, isCancelled: isCancelled)
    placements[plan] = placement
    return placement
  }
}

extension Zoom: Comparable {
  package static func < (first: Zoom, second: Zoom) -> Bool { first.rawValue < second.rawValue }
}

extension FlowChoice {
  /// The flows to choose from, the plainest first.
  fileprivate func flows(mostBands: Int) -> [LayoutFlow] {
    let bands = (2...max(mostBands, 2)).map { LayoutFlow.wrapped(bands: $0) }
    return switch self {
    case .auto: [.right, .down] + bands
    case .right: [.right]
    case .down: [.down]
    case .wrap: [.right] + bands
    }
  }
}

extension DrawingRequest {
  /// Whether the graph is drawn as a text is set, in bands as wide as the pane, without the lines from one
  /// to another: so large a graph would be crossed by them everywhere.
  var isInSeparateBands: Bool {
    let isWrapped = choice.flow == .auto || choice.flow == .wrap
    return outline.items.count > DrawingSearch.mostItems && isWrapped
      && places.contains(where: \.hasList)
  }
}
