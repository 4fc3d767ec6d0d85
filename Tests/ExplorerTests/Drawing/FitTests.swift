import Autodiff
import Basics
import Formula
import TestSupport
import Testing
import TextCanvas

@testable import Explorer

/// How much of the graphs is seen on screens of usual sizes.
@Suite struct FitTests {
  static let sizes = [(80, 24), (100, 30), (120, 40), (160, 45), (200, 50), (300, 80)].map {
    Size(width: $0.0, height: $0.1)
  }

  /// Prints, when a test of this name runs, what is seen of each example.
  @Test func `the examples are seen whole, with value and adjoint of every node`() throws {
    for size in Self.sizes {
      var (whole, close) = (0, 0)
      var line: [String] = []
      for example in Example.all {
        let states = try ["", "G"].map {
          ReadableNodes(try ExplorerModel(example.text, size: size, keys: $0))
        }
        let isWhole = states.allSatisfy(\.isWhole)
        whole += isWhole ? 1 : 0
        close += isWhole && states.allSatisfy { $0.zoom >= .compact } ? 1 : 0
        line.append(
          "\(example.name) \(states.map { "\($0.seen)/\($0.count)" }.joined(separator: " ")) "
            + "\(states[1].zoom)\(states[1].arrangement.map { " \($0)" } ?? "")")
      }
      print("\(size.width)x\(size.height): \(whole) whole, \(close) of them in boxes")
      print(line.map { "  " + $0 }.joined(separator: "\n"))
      let isLarge = size.width >= 120
      #expect(whole >= (isLarge ? 16 : 12), "\(size.width)x\(size.height)")
      #expect(close >= (isLarge ? 12 : 8), "\(size.width)x\(size.height)")
    }
  }

  @Test(arguments: Example.all)
  func `an example that fits does not move while it is stepped through`(
    _ example: Example
  ) throws {
    for size in Self.sizes.prefix(3) {
      var model = try ExplorerModel(example.text, size: size)
      let (boxes, camera, frame) = (model.drawing?.boxes, model.camera, model.frame)
      guard model.isSeenWhole else { continue }
      for _ in 0..<model.timeline.count {
        try model.press("s")
        #expect(model.drawing?.boxes == boxes && model.camera == camera && model.frame == frame)
      }
    }
  }

  @Test(arguments: Example.all)
  func `a larger terminal never shows less of an example`(_ example: Example) throws {
    try expectMonotone(Program(example.text))
  }

  @Test(arguments: UInt64(0)..<10)
  func `a larger terminal never shows less of a random graph`(seed: UInt64) throws {
    try expectMonotone(RandomPrograms.small(seed: seed))
  }

  @Test(arguments: UInt64(0)..<3)
  func `a larger terminal never shows less of a random graph in other modes, folded`(
    seed: UInt64
  ) throws {
    let program = try RandomPrograms.small(seed: seed)
    try expectMonotone(program, mode: .both, keys: "X =")
    try expectMonotone(program, mode: .forward, keys: "X X =")
  }

  /// Compares the start of the timeline on screens that grow, in one direction and in both.
  private func expectMonotone(
    _ program: Program, mode: TimelineMode = .reverse, keys: String = ""
  ) throws {
    let widths = [60, 80, 99, 100, 130, 200]
    let heights = [18, 24, 33, 50]
    var shown: [[Seen]] = []
    for height in heights {
      shown.append(
        try widths.map { width in
          var model = try ExplorerModel(
            program, size: Size(width: width, height: height), mode: mode)
          model.finishLayout()
          try model.press(keys)
          return Seen(model)
        })
    }
    for row in heights.indices {
      for column in widths.indices {
        let here = shown[row][column]
        let size = "\(widths[column])x\(heights[row])"
        if row > 0 { #expect(shown[row - 1][column] <= here, "\(size) shows less than lower") }
        if column > 0 {
          #expect(shown[row][column - 1] <= here, "\(size) shows less than narrower")
        }
      }
    }
  }

  @Test(arguments: UInt64(0)..<8)
  func `no box overlaps another and no line touches one, in any flow`(seed: UInt64) throws {
    let program =
      try seed % 2 == 0
      ? RandomPrograms.small(seed: seed) : RandomPrograms.program(seed: seed)
    for mode in [TimelineMode.reverse, .both] {
      var model = try ExplorerModel(program, size: Size(width: 120, height: 40), mode: mode)
      model.finishLayout()
      for keys in ["':set flow right' Enter", "':set flow down' Enter", "':set flow wrap' Enter"] {
        for zoom in ["", " Z Z Z", " z", " z", " z"] {
          try model.press(keys + zoom)
          #expect(model.drawing?.faults == [], "\(keys)\(zoom)")
        }
        try model.press("X")
        #expect(model.drawing?.faults == [], "\(keys), folded or not")
      }
    }
  }

  @Test(arguments: Example.all)
  func `no box of an example overlaps another and no line touches one`(_ example: Example) throws {
    for flow in ["right", "down", "wrap", "auto"] {
      for size in Self.sizes.prefix(3) {
        let model = try ExplorerModel(
          example.text, size: size, keys: "':set flow \(flow)' Enter")
        #expect(model.drawing?.faults == [])
      }
    }
  }
}

/// How much is seen, in the order in which it counts.
private struct Seen: Comparable {
  let isWhole: Bool
  let nodes: Int
  let zoom: Zoom

  init(_ model: ExplorerModel) {
    let readable = ReadableNodes(model)
    isWhole = readable.isWhole
    nodes = readable.seen
    zoom = readable.zoom
  }

  static func < (first: Seen, second: Seen) -> Bool {
    (first.isWhole ? 1 : 0, first.nodes, first.zoom.rawValue)
      < (second.isWhole ? 1 : 0, second.nodes, second.zoom.rawValue)
  }
}
