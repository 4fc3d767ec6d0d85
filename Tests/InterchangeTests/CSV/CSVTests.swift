import Interchange
import Testing

@Suite struct CSVTests {
  @Test func `a row is read as it was written`() {
    let cells = ["plain", "", "a,b", "say \"so\"", "é", "-0.5"]
    let row = CSV.row(cells)
    #expect(row == "plain,,\"a,b\",\"say \"\"so\"\"\",é,-0.5\n")
    #expect(CSV.cells(of: Array(row.utf8).dropLast()) == cells)
  }

  @Test func `a row may end as on Windows, and be empty`() {
    #expect(CSV.cells(of: Array("a,b\r".utf8)[...]) == ["a", "b"])
    #expect(CSV.cells(of: []) == [""])
    #expect(CSV.cells(of: Array(",".utf8)[...]) == ["", ""])
  }

  @Test func `numbers are words where they have no digits`() {
    let numbers = [1, -0.0, 0.1, .nan, -.infinity, .infinity, 1e300]
    #expect(
      numbers.map { CSV.number($0) }
        == ["1", "-0.0", "0.1", "NaN", "-Infinity", "Infinity", "1e+300"])
    #expect(CSV.number(0.1 as Float) == "0.1")
    #expect(CSV.list([0, 2]) == "0 2")
  }
}
