package import Autodiff
import Formula
import Inquiry

/// A run through time that stops where a breakpoint says.
///
/// A position is hit when the event before it meets a condition: forward and backward runs stop at
/// the same positions. A run costs the events it passes; an expression is only computed at events
/// that can change it.
package struct BreakpointRun {
  /// Why a run is over for now.
  package enum Stop: Hashable {
    /// Breakpoints with these numbers were hit.
    case breakpoints([Int])
    /// What was recorded of the number that has just been completed differs from it.
    case difference
    case endOfTime
    /// As many events as allowed were passed.
    case budget
  }

  /// Whether time goes on, not back.
  package let isForward: Bool
  private let differences: Set<Int>

  /// A run in one direction of time.
  ///
  /// - Parameter differences: Positions at which it stops though no breakpoint says so.
  package init(isForward: Bool, differences: Set<Int> = []) {
    self.isForward = isForward
    self.differences = differences
  }

  /// Continues until something stops it, at most `budget` events.
  package func go(
    _ timeline: inout Run, _ breakpoints: inout BreakpointList, budget: Int
  ) -> Stop {
    isForward
      ? goForward(&timeline, &breakpoints, budget: budget)
      : goBackward(&timeline, &breakpoints, budget: budget)
  }

  private func goForward(
    _ timeline: inout Run, _ breakpoints: inout BreakpointList, budget: Int
  ) -> Stop {
    var wereTrue = breakpoints.all.map { $0.isTrue(at: timeline) }
    for _ in 0..<budget {
      guard timeline.position < timeline.count else { return .endOfTime }
      timeline.step()
      let hits = breakpoints.all.indices.filter { place in
        let breakpoint = breakpoints.all[place]
        guard breakpoint.isTouched(at: timeline) else { return false }
        let isTrue = breakpoint.isTrue(at: timeline)
        defer { wereTrue[place] = isTrue }
        return isTrue && !(breakpoint.isExpression && wereTrue[place])
      }
      if let stop = stop(at: hits, &breakpoints) { return stop }
      if differences.contains(timeline.position) { return .difference }
    }
    return timeline.position < timeline.count ? .budget : .endOfTime
  }

  private func goBackward(
    _ timeline: inout Run, _ breakpoints: inout BreakpointList, budget: Int
  ) -> Stop {
    for _ in 0..<budget {
      guard timeline.position > 1 else {
        timeline.seek(to: 0)
        return .endOfTime
      }
      timeline.stepBack()
      let hits = hits(at: &timeline, breakpoints)
      if let stop = stop(at: hits, &breakpoints) { return stop }
      if differences.contains(timeline.position) { return .difference }
    }
    return .budget
  }

  /// The places of the breakpoints that are hit where the timeline stands.
  ///
  /// Whether an expression has just become true is seen by looking at the position before.
  private func hits(
    at timeline: inout Run, _ breakpoints: BreakpointList
  ) -> [Int] {
    let met = breakpoints.all.indices.filter { place in
      let breakpoint = breakpoints.all[place]
      return breakpoint.isTouched(at: timeline) && breakpoint.isTrue(at: timeline)
    }
    guard met.contains(where: { breakpoints.all[$0].isExpression }) else { return met }
    timeline.stepBack()
    defer { timeline.step() }
    return met.filter { place in
      let breakpoint = breakpoints.all[place]
      return !(breakpoint.isExpression && breakpoint.isTrue(at: timeline))
    }
  }

  /// The stop at breakpoints that are hit, unless all of them are to be ignored.
  private func stop(at hits: [Int], _ breakpoints: inout BreakpointList) -> Stop? {
    let stops = hits.filter { breakpoints.hit(at: $0) }
    return stops.isEmpty ? nil : .breakpoints(stops.map { breakpoints.all[$0].number })
  }
}

extension Breakpoint {
  /// Whether the condition is an expression, which stops a run only when it becomes true.
  fileprivate var isExpression: Bool {
    if case .expression? = trigger { true } else { false }
  }

  /// Whether the last event has to do with the condition, so that it is worth asking.
  fileprivate func isTouched(at timeline: Run) -> Bool {
    guard isEnabled, let event = timeline.lastEvent else { return false }
    let target = timeline.target(of: event)
    return switch trigger {
    case .node(let node): event.node == node || target == node
    case .accumulation(let node): target == node
    case .notFinite: true
    case .expression(let expression): expression.isTouched(by: event, target: target)
    case nil: false
    }
  }

  /// Whether the condition holds at the present position.
  fileprivate func isTrue(at timeline: Run) -> Bool {
    guard isEnabled else { return false }
    switch trigger {
    case .notFinite: return timeline.lastEventBearsNonFinite
    case .expression(var expression): return expression.isTrue(at: timeline)
    case .node, .accumulation: return true
    case nil: return false
    }
  }
}
