import Autodiff
import Interchange
import Syntax
import TestSupport
import Testing

@testable import Formula

/// Numbers of a graph in JSON that lie in a file beside it.
@Suite struct SideTensorTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    var file = Safetensors()
    file.tensors["W"] = .init([1, 2, 3, 4, 5, 6] as [Float], shape: [2, 3])
    file.tensors["x"] = .init([1, 0.5, -1] as [Double], shape: [3])
    file.tensors["n2.adjoint"] = .init([1, 1] as [Float], shape: [2])
    file.tensors["one"] = .init([7] as [Float], shape: [])
    for (element, bytes) in Self.sevens {
      file.tensors[element.rawValue] = .init(element: element, shape: [1], bytes: bytes)
    }
    try folder.write(file.encoded(), as: "run.safetensors")
  }

  /// The number 7, or true, as each type has it.
  private static let sevens: [(Safetensors.Element, [UInt8])] = [
    (.float64, [0, 0, 0, 0, 0, 0, 0x1C, 0x40]), (.float32, [0, 0, 0xE0, 0x40]),
    (.float16, [0, 0x47]), (.bfloat16, [0xE0, 0x40]), (.int64, [7, 0, 0, 0, 0, 0, 0, 0]),
    (.int32, [7, 0, 0, 0]), (.int16, [7, 0]), (.int8, [7]), (.uint64, [7, 0, 0, 0, 0, 0, 0, 0]),
    (.uint32, [7, 0, 0, 0]), (.uint16, [7, 0]), (.uint8, [7]), (.bool, [3]),
  ]

  private func program(_ nodes: String, in folder: SideFolder? = nil) throws(FormulaFailure)
    -> Program
  {
    let text = "{\"version\": 1, \"nodes\": [\n\(nodes)\n]}"
    return try Program(
      json: Array(text.utf8), origin: "g.json", tensors: folder ?? .folder(self.folder.path))
  }

  private func side(_ tensor: String, file: String = "run.safetensors") -> String {
    "{\"file\": \"\(file)\", \"tensor\": \"\(tensor)\"}"
  }

  @Test func `inputs, constants and expected numbers come from the file`() throws {
    let program = try program(
      """
      {"name": "W", "operation": "input", "value": \(side("W"))},
      {"operation": "constant", "value": \(side("x"))},
      {"operation": "matrixProduct", "attributes": [0, 0], "operands": [0, 1],
       "expected": {"value": [-1, 0.5], "adjoint": \(side("n2.adjoint"))}}
      """)
    #expect(try Run(program).result == [-1, 0.5])
    let expected = try #require(program.expected?.nodes[program.output])
    #expect(expected.value == [-1, 0.5] && expected.adjoint == [1, 1])
  }

  @Test(arguments: sevens.map(\.0))
  func `numbers of every type are read`(_ element: Safetensors.Element) throws {
    let program = try program(
      "{\"name\": \"x\", \"operation\": \"input\", \"value\": \(side(element.rawValue))}")
    #expect(program.inputs.first?.values == [element == .bool ? 1 : 7])
  }

  @Test(arguments: [
    ("{\"file\": \"run.safetensors\"}", "type both names"),
    ("{\"file\": \"../run.safetensors\", \"tensor\": \"W\"}", "without a folder"),
    ("{\"file\": \"/run\", \"tensor\": \"W\"}", "without a folder"),
    ("{\"file\": \"..\", \"tensor\": \"W\"}", "without a folder"),
    ("{\"file\": \"\", \"tensor\": \"W\"}", "without a folder"),
    (
      "{\"file\": \"gone.safetensors\", \"tensor\": \"W\"}",
      "'gone.safetensors' cannot be opened: No such file or directory; check the path"
    ),
    (
      "{\"file\": \"run.safetensors\", \"tensor\": \"X\"}",
      "'run.safetensors' has no tensor 'X'"
    ),
    ("{\"file\": \"bad.safetensors\", \"tensor\": \"X\"}", "'bad.safetensors' is truncated"),
  ])
  func `what cannot be read is refused at its place`(_ value: String, _ words: String) throws {
    try folder.write([1, 2, 3], as: "bad.safetensors")
    let report = report("{\"name\": \"x\", \"operation\": \"input\", \"value\": \(value)}")
    #expect(report.hasPrefix("g.json:2:") && report.contains(words), "\(report)")
  }

  private func report(_ nodes: String, in folder: SideFolder? = nil) -> String {
    do {
      _ = try program(nodes, in: folder)
      return "accepted"
    } catch {
      return error.report
    }
  }

  @Test func `a tensor must have the shape of its node`() {
    let input = "{\"name\": \"x\", \"operation\": \"input\", \"shape\": [3, 2], \"value\": "
    #expect(report(input + side("W") + "}").contains("the shape is 3×2, not 2×3"))
  }

  @Test func `a graph that is not a file's has no folder`() {
    let input = "{\"name\": \"x\", \"operation\": \"input\", \"value\": \(side("W"))}"
    #expect(report(input, in: SideFolder.none).contains("not read from a file"))
    #expect(SideFolder(ofFile: "run.json") == .folder("."))
    #expect(SideFolder(ofFile: "a/run.json") == .folder("a"))
    #expect(SideFolder(ofFile: "/run.json") == .folder(""))
  }

  @Test func `of a file of gigabytes only what is asked for is read`() throws {
    let header = """
      {"small":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},\
      "huge":{"dtype":"F32","shape":[1099511627776],"data_offsets":[8,4398046511112]}}
      """
    let size = UInt64(header.utf8.count)
    var bytes = withUnsafeBytes(of: size.littleEndian, Array.init) + Array(header.utf8)
    bytes += [0, 0, 0x80, 0x3F, 0, 0, 0, 0x40]
    let path = try folder.write(bytes, as: "sparse.safetensors")
    try folder.extend(path, to: 8 + Int(size) + 4_398_046_511_112)
    let node = "{\"name\": \"x\", \"operation\": \"input\", \"value\": "
    let small = try program(node + side("small", file: "sparse.safetensors") + "}")
    #expect(small.inputs.first?.values == [1, 2])
    #expect(
      report(node + side("huge", file: "sparse.safetensors") + "}").contains("134217728 numbers"))
  }

  @Test func `arrays larger than a text may hold are let in from a file`() throws {
    let path = try folder.writeSparseTensor("W", of: 5_000_000 * 4)
    #expect(path.hasSuffix("sparse.safetensors"))
    let program = try program(
      """
      {"name": "W", "operation": "input", "value": \(side("W", file: "sparse.safetensors"))},
      {"operation": "exp", "operands": [0]},
      {"operation": "sum", "operands": [1]}
      """)
    #expect(try Run(program).result == [5_000_000])
  }
}
