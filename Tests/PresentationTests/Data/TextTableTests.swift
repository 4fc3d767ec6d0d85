import Autodiff
import Formula
import Testing

@testable import Presentation

/// Tables for people, which are no wider than they may be.
@Suite struct TextTableTests {
  private func table(_ text: String, width: Int?, mode: TimelineMode = .reverse) throws -> [String]
  {
    var result = ""
    try Trace(of: Program(text), mode: mode).write(.table, width: width) { result += $0 }
    return result.split(separator: "\n").map(String.init)
  }

  private static let long =
    "x = [\((1...40).map { "\($0).25" }.joined(separator: ", "))]; "
    + "W = [[0.1234567890123, 2, 3], [4, 5, 6]]; a_long_name_of_a_result = sum(x)*sum(W) + pi/3"

  @Test(arguments: [40, 60, 80, 100, 120, 200], [TimelineMode.reverse, .both])
  func `no line is wider than the table may be`(_ width: Int, _ mode: TimelineMode) throws {
    for line in try table(Self.long, width: width, mode: mode) {
      #expect(line.count <= width, "\(line)")
    }
  }

  @Test func `tensors are told by shape and range where there is no room for their numbers`() throws
  {
    let lines = try table(Self.long, width: 80)
    #expect(lines.contains { $0.hasPrefix("x ") && $0.contains("[×40] 1.25 … 40.25") })
    #expect(lines.contains { $0.hasPrefix("W ") && $0.contains("[[0.12, 2, 3], [4, 5, 6]]") })
    let full = try table(Self.long, width: nil)
    #expect(full.contains { $0.contains("38.25, 39.25, 40.25]") })
    #expect(full.contains { $0.contains("[[0.1234567890123, 2, 3], [4, 5, 6]]") })
  }

  @Test func `what is not a number stands without quotes`() throws {
    let lines = try table("x = [-1, 0, 1]; y = log(x)", width: 120)
    #expect(lines.last == "y = log(x)  [NaN, -∞, 0]   [1, 1, 1]")
    let many = try table(
      "x = [\((0...20).map { "\($0 - 1)" }.joined(separator: ", "))]; y = log(x)", width: 120)
    #expect(many.last?.contains("[×21] -∞ … 2.9444, 1 NaN") == true, "\(many)")
  }

  @Test func `what has no adjoint is marked, and the mark is explained`() throws {
    let lines = try table("f = [5, 6, 7]; y = 1; w = 2; z = f[y]", width: 120)
    #expect(lines.contains { $0.hasPrefix("y ") && $0.hasSuffix(" ⋅") })
    #expect(lines.contains { $0.hasPrefix("w ") && $0.hasSuffix(" 0") })
    #expect(lines.last == "⋅ no adjoint: data, with which nothing varies")
    #expect(try table("w = 2; z = x*y", width: 120).allSatisfy { !$0.contains("⋅") })
  }
}
