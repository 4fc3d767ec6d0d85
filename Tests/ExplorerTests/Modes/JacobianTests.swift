import Autodiff
import Formula
import Presentation
import Testing
import TextCanvas

@testable import Debugging
@testable import Explorer
@testable import Inquiry

/// Jacobians as matrices, and as the products they are.
@Suite struct JacobianTests {
  private func model(_ program: String, at values: String? = nil) throws -> ExplorerModel {
    try ExplorerModel(program, at: values, size: Size(width: 100, height: 30))
  }

  private func sheet(
    _ command: String, of program: String, at values: String? = nil
  ) throws -> MatrixAnswer {
    var model = try model(program, at: values)
    return try #require(model.perform(DebuggerCommand.parse(command)).answer.matrices)
  }

  private func example(_ name: String) throws -> String { try #require(Example.named(name)).text }

  /// The product of matrices, from left to right.
  private func product(_ matrices: [NamedMatrix]) -> [Double] {
    guard let first = matrices.first else { return [] }
    return matrices.dropFirst().reduce((first.elements, first.columns.count)) { left, right in
      let (inner, columns) = (left.1, right.columns.count)
      let rows = inner > 0 ? left.0.count / inner : 0
      let elements = (0..<rows * columns).map { place in
        (0..<inner).reduce(0) { sum, k in
          sum + left.0[place / columns * inner + k] * right.elements[k * columns + place % columns]
        }
      }
      return (elements, columns)
    }.0
  }

  @Test func `the chain rule is a row times a matrix`() throws {
    let sheet = try sheet("jacobian f", of: example("jacobian-chain"))
    #expect(sheet.matrices.map(\.title) == ["df/d(s, t)", "∂f/∂(x1, x2)", "∂(x1, x2)/∂(s, t)"])
    #expect(sheet.matrices.map(\.elements) == [[44, 36], [20, 4], [2, 1, 1, 4]])
    #expect(
      sheet.remarks[0].plain == "df/d(s, t): 1×2, by 1 reverse sweep; forward would take 2")
  }

  @Test func `the Jacobians of a layer are its weights and a diagonal`() throws {
    let sheet = try sheet("jacobian h x", of: example("layer-jacobian"))
    #expect(sheet.matrices.map(\.remark) == ["", "(diagonal)", "= W"])
    #expect(sheet.matrices[2].elements == [1, -0.5, 0.25, 2, -1, 1])
    var model = try model(example("layer-jacobian"))
    model.timeline.seek(to: .max)
    let h = try #require(model.scope.node(named: "h"))
    for (place, value) in model.timeline.value(of: h).elements.enumerated() {
      #expect(abs(sheet.matrices[1][place, place] - (1 - value * value)) < 1e-15)
    }
  }

  @Test func `what is used after the next cut is passed on by a row of the identity`() throws {
    let sheet = try sheet("jacobian f", of: example("reused-variable"))
    #expect(
      sheet.matrices.map(\.title)
        == ["df/d(x, y)", "∂f/∂(x, d)", "∂(x, d)/∂(x, c)", "∂(x, c)/∂(x, y)"])
    #expect(
      sheet.matrices.map(\.elements) == [[16, 12], [4, 3], [1, 0, 0, 4], [1, 0, 1, 1]])
  }

  @Test func `an operation has a Jacobian for each operand`() throws {
    let sheet = try sheet("local z", of: "z = x*y + sin(x)", at: "x=2,y=3")
    #expect(sheet.matrices.map(\.title) == ["∂z/∂a", "∂z/∂b"])
    let square = try self.sheet("local z", of: "z = x*x", at: "x=3")
    #expect(square.matrices.map(\.elements) == [[6]])
  }

  @Test(arguments: 1...20)
  func `the factors multiply to what the sweeps give`(_ seed: Int) throws {
    var model = try ExplorerModel(
      RandomPrograms.program(seed: UInt64(seed)), size: Size(width: 80, height: 24))
    let output = model.text.names[model.program.output]
    let sheet = try #require(
      try model.perform(DebuggerCommand.parse("jacobian \(output)")).answer.matrices)
    model.timeline.seek(to: .max)
    let adjoints = model.program.inputs.flatMap {
      model.timeline.adjoint(of: $0.node).elements
    }
    let factors = Array(sheet.matrices.dropFirst())
    let multiplied = factors.isEmpty ? sheet.matrices[0].elements : product(factors)
    for (place, adjoint) in adjoints.enumerated() {
      let scale = max(abs(adjoint), 1)
      #expect(abs(sheet.matrices[0].elements[place] - adjoint) <= 1e-12 * scale)
      #expect(abs(multiplied[place] - adjoint) <= 1e-9 * scale)
    }
  }

  @Test func `nothing varies through a held node`() throws {
    var model = try model("a = x*y; z = a + x", at: "x=2,y=3")
    _ = try model.perform(DebuggerCommand.parse("set a 10"))
    let sheet = try #require(try model.perform(DebuggerCommand.parse("jacobian z")).answer.matrices)
    #expect(sheet.matrices[0].elements == [1, 0])
  }

  @Test func `a large matrix is a map with its statistics, of which any element can be read`()
    throws
  {
    let program = "x = reshape(q, 1)*ones; z = tanh(x)"
      .replacingOnes(with: 60)
    var model = try model(program)
    try model.press("':jacobian z x' Enter Down Right")
    let text = model.rows.joined(separator: "\n")
    #expect(text.contains("60×60, 3540 of 3600 are 0, all finite"))
    #expect(text.contains("dz[1]/dx[1] = 0.4199743416"))
  }

  @Test func `what is too large is refused with what to do`() throws {
    let row = "[" + Array(repeating: "1", count: 1200).joined(separator: ", ") + "]"
    #expect(throws: CommandFailure.self) { try sheet("jacobian z", of: "x = \(row); z = tanh(x)") }
  }

  @Test func `an element leads to the paths behind it`() throws {
    var model = try model(example("jacobian-chain"))
    try model.press("':jacobian f' Enter Right Enter")
    #expect(model.rows.contains { $0.contains("2 paths from t to f") })
    try model.press("Down Enter")
    #expect(model.overlay == nil && model.timeline.position > 0)
  }

  @Test(arguments: [Size(width: 24, height: 6), Size(width: 40, height: 12)])
  func `it is clipped to any screen`(_ size: Size) throws {
    var model = try ExplorerModel(example("layer-jacobian"), size: size)
    try model.press("':jacobian h' Enter Tab Down Down Down")
    #expect(model.rows.count == size.height)
  }
}

extension String {
  /// The text in which `ones` is an array of so many ones.
  fileprivate func replacingOnes(with count: Int) -> String {
    let ones = "[" + Array(repeating: "1", count: count).joined(separator: ", ") + "]"
    return split(separator: "ones").joined(separator: ones)
  }
}
