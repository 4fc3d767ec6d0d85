import Autodiff
import Foundation
import Interchange
import TestSupport
import Testing

@testable import Formula

/// Models that make arrays of axes as long as can be, but without an element.
@Suite struct HugeEmptyONNXTests {
  /// `ReduceSum` of what a node makes of `Expand(x)`: nothing; `Slice` with a step of 2 of 822083710×122×0;
  /// `Trilu` of 0×822083×822083710.
  private static let models = [
    "Expand":
      "CAg6bAoRCgF4CgFzEgF5IgZFeHBhbmQKIgoBeRIBeiIJUmVkdWNlU3VtKg8KCGtlZXBkaW1zGACgAQISAWcq"
      + "EAgDEAc6B/6AgIgDegBCAXNaEwoBeBIOCgwIARIICgIIegoCCAFiCQoBehIECgIIAUIECgAQEg==",
    "Slice":
      "CAg6vAEKEQoBeAoBcxIBeSIGRXhwYW5kChkKAXkKAWEKAWIKAWMKAWQSAXciBVNsaWNlCiIKAXcSAXoiCVJl"
      + "ZHVjZVN1bSoPCghrZWVwZGltcxgAoAECEgFnKhAIAxAHOgf+gICIA3oAQgFzKgoIARAHOgEAQgFhKg8IARAH"
      + "OgaAgICAgCBCAWIqCggBEAc6AQBCAWMqCggBEAc6AQJCAWRaEwoBeBIOCgwIARIICgIIegoCCAFiCQoBehIE"
      + "CgIIAUIECgAQEg==",
    "Trilu":
      "CAg6fQoRCgF4CgFzEgF5IgZFeHBhbmQKDQoBeRIBdyIFVHJpbHUKIgoBdxIBeiIJUmVkdWNlU3VtKg8KCGtl"
      + "ZXBkaW1zGACgAQISAWcqEggDEAc6CQDDljL+gICIA0IBc1oTCgF4Eg4KDAgBEggKAggBCgIIAWIJCgF6EgQK"
      + "AggBQgQKABAS",
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
      #expect(evaluation.value(of: program.output).elements == [0])
    } _: {
      let program = try Program(onnx: layers, folder: ".", origin: "lenet")
      var evaluation = try program.evaluation()
      evaluation.forward()
      try evaluation.reverse(from: program.output)
    }
  }
}
