import Autodiff
import Formula
import Testing

@testable import Debugging

/// Breakpoints without a screen.
@Suite struct BreakpointListTests {
  private let program: Program
  private var breakpoints = BreakpointList()

  init() throws { program = try Program("x = 2; y = 3; a = x*y; z = a + sin(x)") }

  /// The positions at which runs in one direction stop.
  private mutating func stops(isForward: Bool) throws -> [Int] {
    var timeline = try program.timeline(mode: .reverse)
    if !isForward { timeline.seek(to: timeline.count) }
    var stops: [Int] = []
    while case .breakpoints = BreakpointRun(isForward: isForward)
      .go(&timeline, &breakpoints, budget: 1_000)
    {
      stops.append(timeline.position)
    }
    return stops
  }

  @Test mutating func `runs stop at the same positions in both directions`() throws {
    // The last event of all is none of its events: a run back from the end does not begin with a stop.
    _ = try breakpoints.add(.node("z"), in: StateScope(program))
    let forward = try stops(isForward: true)
    #expect(!forward.isEmpty)
    #expect(try stops(isForward: false) == forward.reversed())
  }

  @Test mutating func `a breakpoint of a node that is gone waits for it to come back`() throws {
    _ = try breakpoints.add(.node("a"), in: StateScope(program))
    breakpoints.resolve(in: StateScope(try Program("z = x*y")))
    #expect(breakpoints.nodes.isEmpty && breakpoints.all[0].trigger == nil)
    breakpoints.resolve(in: StateScope(program))
    #expect(breakpoints.nodes.count == 1)
  }
}
