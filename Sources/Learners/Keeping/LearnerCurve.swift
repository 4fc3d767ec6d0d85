import Basics
import Interchange
import Learning

/// How well a run did in the course of it, to be drawn beside another.
package struct LearnerCurve: Hashable, Sendable {
  /// A report: what it had cost until then, and what had come of it.
  package struct Point: Hashable, Sendable {
    package let evaluations: Double
    package let seconds: Double
    package let accuracy: Double

    package init(evaluations: Double, seconds: Double, accuracy: Double) {
      self.evaluations = evaluations
      self.seconds = seconds
      self.accuracy = accuracy
    }
  }

  package let name: String
  package let points: [Point]

  package init(name: String, points: [Point]) {
    self.name = name
    self.points = points
  }

  /// The curve of a learner's reports.
  package init(_ name: String, _ points: [LearnerPoint]) {
    self.init(
      name: name,
      points: points.compactMap { point in
        point.testAccuracy.map {
          Point(evaluations: Double(point.evaluations), seconds: point.seconds, accuracy: $0)
        }
      })
  }
}

extension LearnerCurve {
  private static let greatestSize = 1 << 26
  /// Deeper than any line.
  private static let depthLimit = 16

  /// Reads the lines that `train --headless --json` prints, and leaves out those that are no report.
  ///
  /// Throws ``RunLogError``, or ``FileError`` when the file cannot be opened.
  package static func read(_ path: String) throws -> LearnerCurve {
    var file = try InputFile(path)
    guard file.size <= greatestSize else {
      throw RunLogError(path: path, line: nil, finding: "is too large for reports")
    }
    var bytes = [UInt8](repeating: 0, count: file.size)
    bytes.removeLast(bytes.count - (try file.read(into: &bytes)))
    return try curve(of: bytes, at: path)
  }

  static func curve(of bytes: [UInt8], at path: String) throws(RunLogError) -> LearnerCurve {
    var (names, points): ([String], [Point]) = ([], [])
    for (number, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
      let value: JSONValue
      do throws(JSONError) {
        value = try JSONReader.read(
          SourceText(bytes: Array(line), origin: path), depthLimit: depthLimit)
      } catch {
        throw RunLogError(path: path, line: number + 1, finding: "is not valid JSON")
      }
      guard let name = value["learner"]?.text, let evaluations = value["evaluations"]?.number,
        let seconds = value["seconds"]?.number, let accuracy = value["testAccuracy"]?.number,
        [evaluations, seconds, accuracy].allSatisfy(\.isFinite)
      else { continue }
      names.append(name)
      points.append(Point(evaluations: evaluations, seconds: seconds, accuracy: accuracy))
    }
    guard let name = names.last else {
      throw RunLogError(
        path: path, line: nil,
        finding: "has no reports of a learner; compare with what train --headless --json prints")
    }
    return LearnerCurve(name: name, points: points)
  }
}
