import Testing

@testable import GraphLayout

@Suite struct ColumnAssignmentTests {
  @Test func `a channel holds its tracks, its label and the arrow`() {
    let columns = ColumnAssignment(
      layerWidths: [10, 8], trackCounts: [2, 0], labelWidths: [6, 0], gap: 4)
    // lead 1, tracks 2, dash 1, label 6 and a dash, arrow 1
    #expect(columns.layerStart == [0, 22])
    #expect(columns.trackStart == [11])
    #expect(columns.labelStart == [14])
    #expect(columns.width == 30)
  }

  @Test func `the gap is kept where less would do`() {
    let columns = ColumnAssignment(
      layerWidths: [3, 3], trackCounts: [0, 0], labelWidths: [0, 0], gap: 6)
    #expect(columns.layerStart == [0, 9])
  }

  @Test func `nothing takes no column`() {
    let columns = ColumnAssignment(layerWidths: [], trackCounts: [], labelWidths: [], gap: 4)
    #expect(columns.width == 0)
  }
}
