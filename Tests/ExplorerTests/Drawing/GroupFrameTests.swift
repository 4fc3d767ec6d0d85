import Autodiff
import Formula
import Testing
import TextCanvas

@testable import Explorer

/// A frame around a group says that what lies in it is the group, and nothing else.
@Suite struct GroupFrameTests {
  private static let flows = ["auto", "right", "down", "wrap"]

  @Test(arguments: Example.all)
  func `no foreign box or line touches the frame of an example's group`(_ example: Example) throws {
    for flow in Self.flows {
      for size in FitTests.sizes.prefix(3) {
        let model = try ExplorerModel(
          example.text, size: size, keys: "':set flow \(flow)' Enter X")
        #expect(model.drawing?.frameFaults == [], "\(flow)")
      }
    }
  }

  @Test(arguments: UInt64(0)..<20)
  func `no foreign box or line touches the frame of a random graph's group`(seed: UInt64) throws {
    var model = try ExplorerModel(
      RandomPrograms.program(seed: seed), size: Size(width: 200, height: 60))
    model.finishLayout()
    for flow in Self.flows {
      try model.press("':set flow \(flow)' Enter Z Z Z")
      #expect(model.drawing?.frameFaults == [], "\(flow)")
      try model.press("x Right Right x")
      #expect(model.drawing?.frameFaults == [], "\(flow), some folded")
    }
  }

  @Test func `groups that lie apart have their frames`() throws {
    let model = try ExplorerModel(
      "f(t) = exp(t)*sin(t); z = f(x)", size: Size(width: 200, height: 60))
    #expect(model.drawing?.frames.map(\.name) == ["f"])
  }

  @Test(arguments: UInt64(0)..<20)
  func `a frame is missing only where something foreign would lie in it`(seed: UInt64) throws {
    var model = try ExplorerModel(
      RandomPrograms.program(seed: seed), size: Size(width: 200, height: 60))
    model.finishLayout()
    for flow in ["right", "down"] {
      try model.press("':set flow \(flow)' Enter Z Z Z")
      let drawing = try #require(model.drawing)
      for group in model.groups.foldable {
        let members = Set((model.groups[group]?.members ?? []).compactMap(drawing.outline.number))
        guard members.count > 1, let rect = drawing.rect(around: members) else { continue }
        let hasFrame = drawing.frames.contains { $0.rect == rect }
        #expect(hasFrame == drawing.strangers(in: rect, members).isEmpty, "\(flow)")
      }
    }
  }
}

extension GraphDrawing {
  /// What is wrong about the frames, in sentences.
  fileprivate var frameFaults: [String] {
    frames.flatMap { frame -> [String] in
      let members = Set(boxes.indices.filter { frame.rect.contains(boxes[$0]) })
      let strangers = strangers(in: frame.rect, members)
      return (members.isEmpty ? ["nothing"] : strangers).map { "\($0) in \(frame.name)" }
    }
  }

  /// The boxes and lines in an area that do not belong to some items.
  fileprivate func strangers(in rect: Rect, _ members: Set<Int>) -> [String] {
    let strangers = boxes.indices.filter {
      !members.contains($0) && !boxes[$0].intersection(rect).isEmpty
    }
    let lines = edges.filter { edge in
      !members.contains(edge.source) && !members.contains(edge.target)
        && edge.cells.contains { rect.contains($0) }
    }
    return strangers.map { "box \($0)" } + lines.map { "the line \($0.source)→\($0.target)" }
  }

  /// The frame that a group of some items has, if any.
  fileprivate func rect(around members: Set<Int>) -> Rect? {
    let all = members.map { boxes[$0] }
    return all.first.map { first in all.reduce(first) { $0.union($1) }.inset(by: -1) }
  }
}

extension GraphDrawing.Edge {
  /// Every cell of the line.
  fileprivate var cells: [Position] {
    zip(route, route.dropFirst()).flatMap { start, end -> [Position] in
      let steps = max(abs(end.x - start.x), abs(end.y - start.y))
      let (right, down) = ((end.x - start.x).signum(), (end.y - start.y).signum())
      return (0...steps).map { Position(x: start.x + $0 * right, y: start.y + $0 * down) }
    }
  }
}
