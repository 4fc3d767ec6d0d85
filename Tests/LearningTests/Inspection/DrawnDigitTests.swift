import Testing

@testable import Learning

@Suite struct DrawnDigitTests {
  private static func sheet(_ side: Int, _ ink: [(Int, Int)]) -> [UInt8] {
    var sheet = [UInt8](repeating: 0, count: side * side)
    for (row, column) in ink { sheet[row * side + column] = 255 }
    return sheet
  }

  @Test func `a bar in a corner is brought to the middle, twenty pixels long`() throws {
    let bar = Self.sheet(28, (0..<10).map { ($0, 1) })
    let centred = try #require(DrawnDigit.centred(bar, rows: 28, columns: 28))
    let rows = (0..<28).filter { row in (0..<28).contains { centred[row * 28 + $0] > 0 } }
    let columns = (0..<28).filter { column in (0..<28).contains { centred[$0 * 28 + column] > 0 } }
    #expect(rows.count == 20)
    #expect(columns.count == 2)
    #expect(abs(Double(rows[0] + rows[19]) / 2 - 14) <= 0.5)
    #expect(abs(Double(columns[0] + columns[1]) / 2 - 14) <= 0.5)
  }

  @Test func `a drawing on a larger sheet keeps its ink`() throws {
    let square = Self.sheet(80, (20..<60).flatMap { row in (20..<60).map { (row, $0) } })
    let centred = try #require(DrawnDigit.centred(square, rows: 80, columns: 80))
    #expect(centred.count { $0 == 255 } == 400)
    #expect(centred.count { $0 > 0 } == 400)
  }

  /// An L: its centre of mass, not its box, lies in the middle.
  @Test func `the centre of mass lies in the middle`() throws {
    let letter = Self.sheet(28, (4..<24).map { ($0, 4) } + (4..<14).map { (23, $0) })
    let centred = try #require(DrawnDigit.centred(letter, rows: 28, columns: 28))
    let mass = centred.reduce(0.0) { $0 + Double($1) }
    let row = centred.indices.reduce(0.0) { $0 + Double(centred[$1]) * Double($1 / 28) } / mass
    let column = centred.indices.reduce(0.0) { $0 + Double(centred[$1]) * Double($1 % 28) } / mass
    #expect(abs(row - 14) <= 0.5)
    #expect(abs(column - 14) <= 0.5)
  }

  @Test func `one dot and nothing at all`() throws {
    #expect(DrawnDigit.centred([255], rows: 1, columns: 1)?.count == 784)
    #expect(DrawnDigit.centred([], rows: 0, columns: 0) == nil)
    #expect(DrawnDigit.centred(Array(repeating: 0, count: 9), rows: 3, columns: 3) == nil)
    #expect(DrawnDigit.centred([1, 2], rows: 3, columns: 3) == nil)
  }

  /// A digit of our own, moved and enlarged, is read as it was.
  @Test func `centring a digit that is centred hardly changes it`() throws {
    let digits = try EmbeddedDigits(seed: 3).draw(0..<20)
    for index in 0..<20 {
      let image = Array(digits.image(index))
      let centred = try #require(DrawnDigit.centred(image, rows: 28, columns: 28))
      let difference = zip(image, centred).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
      let ink = image.reduce(0) { $0 + Int($1) }
      #expect(difference < ink / 2)
    }
  }
}
