import Autodiff
import Formula
import Foundation
import Testing

/// Models that were captured with PyTorch (`make captures`): what it computed and sent back, operation by
/// operation, is what we compute.
@Suite struct CaptureTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "captures/models")

  static let names =
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?
    .filter { $0.hasSuffix(".json") }.sorted() ?? []

  private static func program(_ name: String) throws -> Program {
    let bytes = try Array(Data(contentsOf: folder.appending(path: name)))
    return try Program(json: bytes, origin: name, tensors: .folder(folder.path))
  }

  /// How far numbers may be off, by the coarsest numbers that a capture holds.
  private static func tolerance(_ program: Program) -> Double {
    let types = program.graph.nodes.compactMap { program.graph.notes.recorded(of: $0)?.type }
    return switch types.compactMap(\.significandBits).min() ?? 53 {
    case 53: 1e-12
    case 24: 2e-6
    case let bits: 2 * exp2(-Double(bits))
    }
  }

  @Test func `the models of the list are there`() {
    #expect(Self.names.count >= 15)
  }

  @Test(arguments: names)
  func `values and adjoints of a capture are those of PyTorch`(_ name: String) throws {
    let program = try Self.program(name)
    let expected = try #require(program.expected)
    let tolerance = Self.tolerance(program)
    var evaluation = try program.evaluation()
    evaluation.forward()
    try evaluation.reverse(from: program.output)
    var compared = (values: 0, adjoints: 0)
    // Where everything cancels, what is left is small beside what it came from. The largest of numbers
    // among which there is NaN depends on their order, which differs from run to run.
    let adjoints = expected.nodes.values.flatMap { $0.adjoint ?? [] }
    let sizes = adjoints.filter(\.isFinite).map(\.magnitude)
    let least = sizes.max().map { $0 * 1e-2 } ?? 1
    for (node, numbers) in expected.nodes {
      let name = program.graph.notes.names(of: node).first ?? "node \(node)"
      if let value = numbers.value {
        compared.values += 1
        let ours = evaluation.value(of: node).elements
        #expect(gap(ours, value, least: 1e-2) <= tolerance, "value of \(name)")
      }
      if let adjoint = numbers.adjoint {
        compared.adjoints += 1
        let ours = evaluation.adjoint(of: node).elements
        #expect(gap(ours, adjoint, least: least) <= tolerance, "adjoint of \(name)")
      }
    }
    #expect(compared.values > 3 && compared.adjoints > 3)
  }

  /// The largest difference, relative to the largest number that is expected.
  private func gap(_ ours: [Double], _ theirs: [Double], least: Double) -> Double {
    guard ours.count == theirs.count else { return .infinity }
    let scale = theirs.lazy.map(\.magnitude).filter(\.isFinite).reduce(least) { max($0, $1) }
    return zip(ours, theirs).reduce(0) { gap, pair in
      if pair.0 == pair.1 || pair.0.isNaN && pair.1.isNaN { return gap }
      let difference = (pair.0 - pair.1).magnitude / scale
      return difference.isNaN ? .infinity : max(gap, difference)
    }
  }

  @Test func `modules are groups, and parameters have their dotted names`() throws {
    let program = try Self.program("transformer.json")
    let notes = program.graph.notes
    let weight = try #require(
      program.inputs.first { $0.name == "encoder.layers.0.self_attn.in_proj_weight" })
    var path: [String] = []
    var group = notes.group(of: weight.node)
    while let here = group {
      path.insert(notes[here].name, at: 0)
      group = notes[here].parent
    }
    #expect(path == ["encoder", "layers.0", "self_attn"])
    let sources = program.graph.nodes.compactMap { notes.recorded(of: $0)?.line?.file }
    #expect(Set(sources) == ["Tests/captures/models.py"])
  }
}
