import Autodiff
import Syntax
import Testing

@testable import Formula

/// What moves in the modes with tangents, as `--wrt` says.
@Suite struct DirectionTests {
  private static let text = "W = [[1, 2], [3, 4]]; x = [5, 6]; k = 1; z = sum(W @ x) + x[k]"

  private func moved(_ wrt: String?) throws -> [String: [Double]] {
    let program = try Program(Self.text, wrt: wrt)
    let names = NodeNames(of: program.graph)
    return Dictionary(uniqueKeysWithValues: program.movements.map { (names[$0.input], $0.tangent) })
  }

  private func report(_ wrt: String) -> String {
    do {
      _ = try Program(Self.text, wrt: wrt)
      return "accepted"
    } catch {
      return error.report
    }
  }

  @Test(arguments: [
    (nil, ["W": [1, 1, 1, 1]]), ("x", ["x": [1, 1]]), ("W[0,1]", ["W": [0, 1, 0, 0]]),
    ("W[:, 0]", ["W": [1, 0, 1, 0]]), ("W[1]", ["W": [0, 0, 1, 1]]), ("x[-1]", ["x": [0, 1]]),
    ("x[k]", ["x": [0, 1]]), ("W[0, 0], W[1, 1], x[0]", ["W": [1, 0, 0, 1], "x": [1, 0]]),
  ])
  func `inputs move as they are named, by default the first`(
    _ wrt: String?, _ expected: [String: [Double]]
  ) throws {
    #expect(try moved(wrt) == expected)
  }

  @Test func `the tangent is the derivative by what moves`() throws {
    let program = try Program(Self.text, wrt: "W[0, 1]")
    var timeline = try program.timeline(mode: .forward)
    timeline.seek(to: timeline.count)
    #expect(timeline.tangent(of: program.output).elements == [6])
  }

  @Test(arguments: [
    (
      "x[2]",
      "--wrt:1:3: there is no element 2 on axis 0 of a vector of 2; "
        + "type 0 to 1, or -1 for the last"
    ),
    ("z", "--wrt:1:1: 'z' is computed; only an input can move: W, x, k"),
    ("y", "--wrt:1:1: no input is called 'y'; the program has W, x, k"),
    ("W, y[0]", "--wrt:1:4: no input is called 'y'; the program has W, x, k"),
    (
      "k",
      "--wrt:1:1: 'k' is data, with which nothing varies; type another input"
    ),
    ("W*2", "--wrt:1:1: only inputs and their elements can move; type W or 'W[0, 1]'"),
    ("", "--wrt:1:1: only inputs and their elements can move; type W or 'W[0, 1]'"),
    ("x = 2", "--wrt:1:1: only inputs and their elements can move; type W or 'W[0, 1]'"),
    ("W[0", "--wrt:1:2: this '[' is never closed; add ']'"),
    ("x[y]", "--wrt:1:3: no input is called 'y'; the program has W, x, k"),
  ])
  func `what cannot move is refused`(_ wrt: String, _ expected: String) {
    #expect(report(wrt).split(separator: "\n").first ?? "" == expected)
  }

  @Test func `a value set keeps what moves, and a name that an edit removed is a note`() throws {
    let program = try Program("z = x*y", wrt: "y")
    #expect(try program.setting("x", to: "3").directions == program.directions)
    let edited = try program.replacingText(with: "z = x^2")
    #expect(edited.directions.isEmpty)
    #expect(edited.notes.map(\.message).contains("there is no longer an input 'y' that could move"))
  }

  @Test func `a note says what moves where there is a choice`() throws {
    let program = try Program("x = 1; y = 2; z = x*y")
    #expect(program.notes(onDirectionIn: .reverse).isEmpty)
    #expect(
      program.notes(onDirectionIn: .forward).map(\.message) == [
        "'x' has tangent 1; --wrt y chooses another input"
      ])
    #expect(try Program("x = 1; z = x^2").notes(onDirectionIn: .forward).isEmpty)
    #expect(try Program("x = 1; y = 2; z = x*y", wrt: "y").notes(onDirectionIn: .both).isEmpty)
  }
}
