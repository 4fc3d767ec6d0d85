import Autodiff
import Testing

@Suite struct DistinctNamesTests {
  @Test func `a name that is taken gets the first number that is free`() {
    var names = DistinctNames(taken: ["g", "w_3"])
    #expect(
      ["w", "w", "w", "g", "w_2", "w"].map { names.take($0) } == [
        "w", "w_2", "w_4", "g_2", "w_2_2", "w_5",
      ])
  }
}
