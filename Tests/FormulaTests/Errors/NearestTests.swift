import Testing

@testable import Formula
@testable import Syntax

@Suite struct NearestTests {
  @Test(arguments: [
    ("tahn", "tanh"), ("sine", "sin"), ("sgrt", "sqrt"), ("sigmiod", "sigmoid"), ("lgo", "log"),
  ])
  func `a slip of the finger is recognised`(_ typed: String, _ meant: String) {
    let words = ["sin", "tanh", "sqrt", "sigmoid", "log", "exp"]
    #expect(nearestWord(to: typed, among: words) == meant)
  }

  @Test(arguments: ["foo", "x", "", "output"])
  func `what is near to nothing stays without advice`(_ typed: String) {
    #expect(nearestWord(to: typed, among: ["sin", "tanh", "y"]) == nil)
  }

  @Test func `the number of edits can be bound`() {
    #expect(nearestWord(to: "hiddne1", among: ["hidden12"]) == "hidden12")
    #expect(nearestWord(to: "hiddne1", among: ["hidden12"], edits: 1) == nil)
    #expect(nearestWord(to: "hiddne1", among: ["hidden1"], edits: 1) == "hidden1")
  }

  @Test(arguments: [("", "abc", 3), ("abc", "abc", 0), ("ab", "ba", 1), ("kitten", "sitting", 3)])
  func `an edit adds, drops, changes or swaps`(_ first: String, _ second: String, _ edits: Int) {
    #expect(editDistance(Array(first), Array(second)) == edits)
    #expect(editDistance(Array(second), Array(first)) == edits)
  }
}
