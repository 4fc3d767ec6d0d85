import Basics
import Testing

@testable import Interchange

/// Objects in which a name stands twice.
@Suite struct RepeatedFieldTests {
  @Test(arguments: [2, 15, 16, 17, 18, 40])
  func `a name that stands twice is refused at its second place, however many there are`(
    _ count: Int
  ) throws {
    let names = (0..<count - 1).map { "f\($0)" }
    for repeated in Set([0, names.count - 1]) {
      let fields = (names + [names[repeated]]).map { "\"\($0)\":1" }
      let text = "{" + fields.joined(separator: ",") + "}"
      let error = #expect(throws: JSONError.self) { try JSONReader.read(SourceText(text)) }
      #expect(error?.problem == .repeatedField(names[repeated]))
      #expect(error?.span.upperBound == text.utf8.count - 3)
    }
    let right = "{" + names.map { "\"\($0)\":1" }.joined(separator: ",") + "}"
    #expect(try JSONReader.read(SourceText(right))[names[names.count - 1]]?.whole == 1)
  }
}
