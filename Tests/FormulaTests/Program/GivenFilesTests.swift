import Autodiff
import Interchange
import Syntax
import TestSupport
import Testing

@testable import Formula

/// Values of inputs that lie in files: `--at x=@batch.npy`.
@Suite struct GivenFilesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    var file = Safetensors()
    file.tensors["fc1.weight"] = .init([1, 2, 3, 4] as [Float], shape: [2, 2])
    file.tensors["fc1.bias"] = .init([0.5, -0.5] as [Float], shape: [2])
    file.tensors["places"] = .init([1] as [Int32], shape: [])
    try folder.write(file.encoded(), as: "weights.safetensors")
    var single = Safetensors()
    single.tensors["only"] = .init([7, 8] as [Double], shape: [2])
    try folder.write(single.encoded(), as: "one:x.safetensors")
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }\n"
    try folder.write(
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
        + [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40], as: "batch.npy")
  }

  private func program(_ text: String, at: String) throws(FormulaFailure) -> Program {
    try Program(text, at: at.replacing("@", with: "@\(folder.path)/"))
  }

  private func report(_ text: String, at: String) -> String {
    do {
      return try program(text, at: at).notes.map(\.message).joined(separator: "\n")
    } catch {
      return error.report.replacing(folder.path + "/", with: "")
        .split(separator: "\n").first.map(String.init) ?? ""
    }
  }

  private static let layer = "sum('fc1.weight' @ x + 'fc1.bias')"

  @Test func `an array, an array of many, and all that fit`() throws {
    let values = "x=@batch.npy, 'fc1.weight'=@weights.safetensors:fc1.weight, fc1.bias=[1, 1]"
    #expect(try Run(program(Self.layer, at: values)).result == [18])
    let all = try program(Self.layer, at: "@weights.safetensors,x = @batch.npy")
    #expect(try Run(all).result == [16])
    #expect(
      all.notes.map(\.message) == [
        "\(folder.path)/weights.safetensors: no input is called places; 2 of 3 arrays are used"
      ])
    let over = try program(Self.layer, at: "fc1.bias=[10, 10],@weights.safetensors,x=[1, 1]")
    #expect(try Run(over).result == [30])
  }

  @Test func `the only array of a file needs no name, and a file's name may hold a colon`() throws {
    #expect(try Run(program("sum(x)", at: "x=@one:x.safetensors")).result == [15])
    #expect(try Run(program("sum(x)", at: "x=@one:x.safetensors:only")).result == [15])
  }

  @Test func `whole numbers are places`() throws {
    let program = try program(
      "x = [3, 4]; x[places]", at: "places=@weights.safetensors:places")
    #expect(try Run(program).result == [4])
  }

  @Test func `a graph is given its values likewise`() throws {
    let nodes = """
      {"version": 1, "nodes": [{"name": "fc1.bias", "operation": "input", "shape": [2]},
       {"operation": "sum", "operands": [0]}]}
      """
    let given = "@\(folder.path)/weights.safetensors"
    let program = try Program(json: Array(nodes.utf8), origin: "g", at: given)
    #expect(try Run(program).result == [0])
    #expect(program.notes.contains { $0.message.contains("1 of 3 arrays") })
    let wrong = nodes.replacing("[2]", with: "[3]")
    let failure = #expect(throws: FormulaFailure.self) {
      try Program(json: Array(wrong.utf8), origin: "g", at: given)
    }
    #expect(failure?.report.contains("'fc1.bias' is a vector of 3, not a vector of 2") == true)
  }

  @Test(arguments: [
    ("x=@gone.npy", "'gone.npy' cannot be opened: No such file or directory"),
    ("x=@weights.safetensors", "holds fc1.bias, fc1.weight, places; say which one, as in x=@"),
    ("x=@weights.safetensors:fc2", "has no array 'fc2'; it has fc1.bias, fc1.weight, places"),
    ("x=@weights.safetensors:place", "has no array 'place'; did you mean 'places'?"),
    ("@batch.npy", "this is one array; say which input it is for, as in x=@batch.npy"),
    ("@weights.safetensors", "holds fc1.bias, fc1.weight, places, but the inputs are x; name one"),
    ("x=@batch.npy,x=2", "'x' is given a value twice"),
    ("y=@batch.npy", "no input is called 'y'"),
    ("x=@batch.npy,x", "'x' is a name"),
  ])
  func `what cannot be read is said`(_ given: String, _ words: String) {
    let message = report("sum(x)", at: given)
    #expect(message.hasPrefix("--at:1:") && message.contains(words), "\(message)")
  }
}
