import Autodiff
import Testing

@testable import Lessons

@Suite struct TypedNumberTests {
  /// What is typed, and the number that it is.
  static let readable: [(String, Double)] = [
    ("16", 16), (" 16 ", 16), ("+16", 16), ("-3", -3), ("\u{2212}3", -3), ("1e-3", 0.001),
    ("1E3", 1000), ("1/3", 1.0 / 3), ("2*cos(2)", -0.832_293_673_094_285), ("2^3", 8),
    ("pi/2", 1.570_796_326_794_897), ("sqrt(2)", 1.414_213_562_373_095), ("-(1+2)", -3),
    ("inf", .infinity), ("-Infinity", -.infinity), ("∞", .infinity), ("2·3", 6),
  ]

  @Test(arguments: readable) func `numbers and expressions are read`(
    _ text: String, _ number: Double
  )
    throws
  {
    let read = try #require(try TypedNumber.read(text).scalar)
    #expect(read == number || (read - number).magnitude < 1e-14)
  }

  @Test(arguments: ["nan", "NaN", "not a number"]) func `NaN is read`(_ text: String) throws {
    #expect(try TypedNumber.read(text).scalar?.isNaN == true)
  }

  @Test func `an array is read`() throws {
    #expect(try TypedNumber.read("[1, 0.5]").elements == [1, 0.5])
  }

  /// What is typed, and what is said to it.
  static let refused: [(String, String)] = [
    ("3,5", "a decimal point is typed '.': 3.5"),
    ("-0,25", "a decimal point is typed '.': -0.25"),
    ("1,000,000", "type large numbers without commas; an array needs brackets: [1, 2]"),
    ("3 m", "the numbers here have no units; leave 'm' out"),
    ("16kg", "the numbers here have no units; leave 'kg' out"),
    ("90°", "the numbers here have no units; leave '°' out"),
    ("50%", "type a fraction instead of a percentage: 0.5 for 50 %"),
    ("50 %", "type a fraction instead of a percentage: 0.5 for 50 %"),
    ("x", "'x' is a name; type its number, or an expression such as 2*cos(2)"),
    ("2*d", "'d' is a name; type its number, or an expression such as 2*cos(2)"),
    ("", "type a number, or ? if you are not sure"),
    ("   ", "type a number, or ? if you are not sure"),
  ]

  @Test(arguments: [
    ("⅓", "type a fraction with a slash, as in 1/3"),
    ("2½", "type a fraction with a slash, as in 1/3"),
    ("3²", "type a power with ^, as in 3^2"), ("10⁻³", "type a power with ^, as in 3^2"),
  ])
  func `signs of print are answered with what to type`(_ text: String, _ advice: String) {
    #expect(throws: AnswerProblem(advice)) { try TypedNumber.read(text) }
  }

  @Test(arguments: [("٣", 3.0), ("１６", 16), ("-४.५", -4.5)])
  func `digits of other scripts count`(_ text: String, _ number: Double) throws {
    #expect(try TypedNumber.read(text).scalar == number)
  }

  @Test(arguments: refused) func `what is no number is refused, and says how to type it`(
    _ text: String, _ message: String
  ) {
    #expect(throws: AnswerProblem(message)) { try TypedNumber.read(text) }
  }

  @Test(arguments: ["2x", "3+", "(2", "))", "2 3", "0x", "1..2", "\u{7}"])
  func `other mistakes are refused in the words of the language`(_ text: String) {
    #expect(throws: AnswerProblem.self) { try TypedNumber.read(text) }
  }
}
