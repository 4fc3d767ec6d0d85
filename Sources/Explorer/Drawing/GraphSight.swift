import Inquiry
import TextCanvas

/// The drawing that is seen, from where, and the one that is asked for in its place.
struct GraphSight: Sendable {
  /// The boxes and edges; `nil` until the first layout is done.
  var drawing: GraphDrawing?
  /// The cell of the drawing that is shown in the upper left corner of the graph pane.
  var camera = Position(x: 0, y: 0)
  /// The position at which the camera was last moved, which shows in which direction time goes.
  var followedPosition = 0
  /// The layout that somebody should work out and has not taken yet.
  private var wanted: DrawingRequest?
  /// The number of the latest request, so that an answer to an older one is dropped.
  private(set) var number = 0
  /// The number of the request that the present drawing answers.
  private var drawnNumber = 0

  /// Whether the drawing that belongs to the outline is still being worked out.
  var isLayingOut: Bool { drawnNumber != number }

  /// Asks for another drawing; an answer to what was asked for before is dropped from now on.
  ///
  /// - Parameter isQuick: Whether it is worked out at once; returned is the answer then.
  mutating func request(_ request: DrawingRequest, isQuick: Bool) -> DrawingAnswer? {
    number += 1
    var request = request
    request.number = number
    wanted = request
    guard isQuick, let answer = request.answer() else { return nil }
    wanted = nil
    return answer
  }

  /// The layout that is to be worked out, if nobody has taken it yet.
  mutating func takeWanted() -> DrawingRequest? {
    defer { wanted = nil }
    return wanted
  }

  /// Takes a drawing that was worked out; `false` when another one is wanted by now.
  mutating func adopt(_ answer: DrawingAnswer) -> Bool {
    guard answer.number == number else { return false }
    drawing = answer.drawing
    drawnNumber = number
    return true
  }

  /// Continues with the numbers of another sight, whose answers are none of this one; whether its
  /// own layout has to be asked for once more.
  mutating func follow(_ other: GraphSight) -> Bool {
    let wasLayingOut = isLayingOut
    number = other.number + 1
    drawnNumber = number
    return wasLayingOut
  }
}

extension GraphSight: Equatable {
  /// Whether both show the same from the same place and wait for the same; which number a request has
  /// is between them and whoever works it out.
  static func == (one: GraphSight, other: GraphSight) -> Bool {
    one.drawing == other.drawing && one.camera == other.camera
      && one.followedPosition == other.followedPosition && one.isLayingOut == other.isLayingOut
  }
}
