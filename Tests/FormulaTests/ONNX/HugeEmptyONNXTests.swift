import Autodiff
import Foundation
import Interchange
import TestSupport
import Testing

@testable import Formula

/// Models that make arrays of axes as long as can be, but without an element.
@Suite struct HugeEmptyONNXTests {
  /// `y·x` where y is `Expand(x)` to 822083710×122×0; every other row of it, by a `Slice`; and what `Trilu`
  /// leaves of 0×822083×822083710.
  private static let models = [
    "Expand":
      "CAg6WAoRCgF4CgFzEgF5IgZFeHBhbmQKDgoBeQoBeBIBeiIDTXVsEgFnKhAIAxAHOgf+gICIA3oAQgFzWhMK"
      + "AXgSDgoMCAESCAoCCHoKAggBYgkKAXoSBAoCCAFCBAoAEBI=",
    "Slice":
      "CAg6qAEKEQoBeAoBcxIBeSIGRXhwYW5kChkKAXkKAWEKAWIKAWMKAWQSAXciBVNsaWNlCg4KAXcKAXgSAXoi"
      + "A011bBIBZyoQCAMQBzoH/oCAiAN6AEIBcyoKCAEQBzoBAEIBYSoPCAEQBzoGgICAgIAgQgFiKgoIARAHOgEA"
      + "QgFjKgoIARAHOgECQgFkWhMKAXgSDgoMCAESCAoCCHoKAggBYgkKAXoSBAoCCAFCBAoAEBI=",
    "Trilu":
      "CAg6aQoRCgF4CgFzEgF5IgZFeHBhbmQKDQoBeRIBdyIFVHJpbHUKDgoBdwoBeBIBeiIDTXVsEgFnKhIIAxAH"
      + "OgkAw5Yy/oCAiANCAXNaEwoBeBIOCgwIARIICgIIAQoCCAFiCQoBehIECgIIAUIECgAQEg==",
  ]

  @Test(arguments: models.keys.sorted())
  func `a model of nothing is read and run no slower than one of a few layers`(
    _ name: String
  ) throws {
    let bytes = try Array(#require(Data(base64Encoded: Self.models[name] ?? "")))
    let layers = try ONNXModel(
      path: ONNXModelTests.folder.appending(path: "lenet-dynamo18.onnx").path)
    try Growth.expect(lessThan: 8) {
      let program = try Program(onnx: ONNXModel(bytes), folder: ".", origin: name)
      let longest = program.graph.nodes.flatMap { program.graph.shape(of: $0).extents }.max()
      #expect(longest ?? 0 > 1 << 28)
      var evaluation = try program.evaluation()
      evaluation.forward()
      try evaluation.reverse(from: program.output)
      #expect(evaluation.value(of: program.output).elements.isEmpty)
    } _: {
      let program = try Program(onnx: layers, folder: ".", origin: "lenet")
      var evaluation = try program.evaluation()
      evaluation.forward()
      try evaluation.reverse(from: program.output)
    }
  }
}
