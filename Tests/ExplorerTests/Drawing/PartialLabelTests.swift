import Formula
import Testing
import TextCanvas

@testable import Explorer

/// The local partials that are written at the lines.
@Suite struct PartialLabelTests {
  @Test(arguments: zip([(80, 24), (120, 40), (200, 60)], [82, 122, 224]))
  func `the examples show their partials also where lines were laid out without room for them`(
    size: (width: Int, height: Int), least: Int
  ) throws {
    var count = 0
    for example in Example.all {
      let model = try ExplorerModel(
        example.text, size: Size(width: size.width, height: size.height), keys: "G")
      count += model.rows.joined(separator: "\n").matches(of: /·-?[0-9.]/).count
    }
    print("\(size.width)x\(size.height): \(count) partials")
    #expect(count >= least)
  }
}
