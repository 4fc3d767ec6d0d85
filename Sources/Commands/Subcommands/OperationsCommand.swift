import ArgumentParser
import Autodiff
import Presentation

/// `retrograde operations`: what a node can compute.
struct OperationsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "operations",
    abstract: "List the operations that nodes compute, with operands, attributes and shapes.",
    discussion: "Example: retrograde operations --format json")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json
  }

  @Option(help: "table or json.")
  var format = Format.table

  func run() throws {
    let rows = Operation.allCases.map(OperationRow.init)
    switch format {
    case .table:
      let widths = [0, 1, 2].map { column in rows.map { $0.cells[column].count }.max() ?? 0 }
      for row in rows {
        let cells = zip(row.cells, widths).map { cell, width in
          cell + String(repeating: " ", count: width - cell.count)
        }
        try Console.current.write((cells + [row.cells[3]]).joined(separator: "  ") + "\n")
      }
    case .json:
      let objects = rows.map(\.json).joined(separator: ",\n    ")
      try Console.current.write("{\"version\": 1, \"operations\": [\n    \(objects)\n]}\n")
    }
  }
}

/// An operation as it is listed.
private struct OperationRow {
  let operation: Operation

  init(_ operation: Operation) { self.operation = operation }

  private var smoothness: String {
    switch operation.smoothness {
    case .smooth: "smooth"
    case .stepwise: "derivative 0 between jumps"
    case .rounding: "derivative taken to be 1 across the steps"
    case .recorded: "recorded: nudge, check and forward mode stop there"
    case .kinked(let place, let used): "kink at \(place): \(used)"
    }
  }

  private func range(_ counts: ClosedRange<Int>) -> String {
    if counts.lowerBound == counts.upperBound { return "\(counts.lowerBound)" }
    return counts.upperBound >= 1 << 15
      ? "\(counts.lowerBound) or more" : "\(counts.lowerBound) to \(counts.upperBound)"
  }

  /// Name, operands, attributes, and what is to be known of it.
  var cells: [String] {
    [
      operation.name, "operands: \(range(operation.arity))",
      "attributes: \(range(operation.attributeCount))",
      "\(operation.shapeRule); \(smoothness)",
    ]
  }

  var json: String {
    let (arity, attributes) = (operation.arity, operation.attributeCount)
    return "{\"operation\": \"\(operation)\", \"name\": \"\(operation.name)\", "
      + "\"operands\": \(bounds(arity)), \"attributes\": \(bounds(attributes)), "
      + "\"shape\": \"\(operation.shapeRule)\", \"smoothness\": \"\(smoothness)\"}"
  }

  /// Least and most; `null` where there is no most.
  private func bounds(_ counts: ClosedRange<Int>) -> String {
    "[\(counts.lowerBound), \(counts.upperBound >= 1 << 15 ? "null" : "\(counts.upperBound)")]"
  }
}
