import Testing
import TextCanvas

@Suite struct HeatmapResamplingTests {
  @Test func `smaller, each number is the mean of its block`() throws {
    let map = try #require(Heatmap(rows: 2, columns: 4, values: [1, 3, 5, 7, 2, 2, 2, 2]))
    #expect(map.resampled(rows: 2, columns: 2).values == [2, 6, 2, 2])
    #expect(map.resampled(rows: 1, columns: 1).values == [3])
  }

  @Test func `larger, each number is repeated`() throws {
    let map = try #require(Heatmap(rows: 1, columns: 2, values: [1, -2]))
    #expect(map.resampled(rows: 2, columns: 4).values == [1, 1, -2, -2, 1, 1, -2, -2])
  }

  @Test(arguments: [(1, 1), (3, 5), (7, 2), (40, 90)])
  func `any size can be asked for, and what is no number stays visible`(
    rows: Int, columns: Int
  ) throws {
    var values = [Double](repeating: 1, count: 35)
    values[17] = .nan
    let map = try #require(Heatmap(rows: 5, columns: 7, values: values))
    let other = map.resampled(rows: rows, columns: columns)
    #expect((other.rows, other.columns) == (rows, columns))
    #expect(other.values.contains { $0.isNaN })
    #expect(other.values.allSatisfy { $0.isNaN || ($0 - 1).magnitude < 1e-12 })
  }

  @Test func `nothing stays nothing`() throws {
    let map = try #require(Heatmap(rows: 0, columns: 3, values: []))
    #expect(map.resampled(rows: 4, columns: 4).values == [])
    let one = try #require(Heatmap(rows: 1, columns: 1, values: [1]))
    #expect(one.resampled(rows: 0, columns: -3).values == [])
  }
}
