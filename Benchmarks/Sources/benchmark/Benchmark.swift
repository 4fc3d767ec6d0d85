/// Prints one line for each figure; arguments choose among the parts, such as `training`.
@main
struct Benchmark {
  private static let parts: [(name: String, measure: @Sendable () throws -> [Figure])] = [
    ("scalar", { try ScalarProgram.allCases.flatMap { try $0.measure() } }),
    ("small", { try SmallProgram.measure() }),
    ("building", { try Building.measure() }),
    ("training", { try Training.measure() }),
    ("steps", { try Steps.measure() }),
    ("layout", { try Layouts.measure() }),
    ("explorer", { try ExplorerKeys.measure() + ExplorerScreen.measure() }),
  ]

  static func main() throws {
    let chosen = CommandLine.arguments.dropFirst()
    if let unknown = chosen.first(where: { name in !parts.contains { $0.name == name } }) {
      throw UnknownPart(name: unknown)
    }
    for part in parts where chosen.isEmpty || chosen.contains(part.name) {
      for figure in try part.measure() { print(figure.line) }
    }
  }

  private struct UnknownPart: Error {
    let name: String
  }
}
