import Formula
import Glibc
import Lessons
import Syntax

/// Where a lesson comes from: one that is built in, or a file.
enum LessonSource {
  case builtIn(BuiltInLesson)
  case file(String)

  /// Larger files are not lessons; one byte more is read, so that they are refused for that.
  private static let mostBytes = (1 << 20) + 1

  /// What an argument stands for.
  init(_ argument: String) throws {
    if let lesson = BuiltInLesson.named(argument) {
      self = .builtIn(lesson)
    } else if access(argument, F_OK) == 0 {
      self = .file(absolutePath(argument))
    } else if argument.contains("/") || argument.hasSuffix(".lesson") {
      throw Failure(.badInput, "there is no file '\(argument)'")
    } else {
      let nearest = nearestWord(to: argument, among: BuiltInLesson.all.map(\.name))
      let cure = nearest.map { "did you mean '\($0)'?" } ?? "retrograde lesson lists them"
      throw Failure(.badInput, "there is no lesson '\(argument)'; \(cure)")
    }
  }

  /// The lesson, read.
  func lesson() throws -> Lesson {
    do {
      switch self {
      case .builtIn(let lesson): return try lesson.lesson()
      case .file(let path):
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let bare = name.hasSuffix(".lesson") ? String(name.dropLast(7)) : name
        return try Lesson(
          bytes: try readFile(path, limit: Self.mostBytes, source: .present), name: bare,
          origin: name)
      }
    } catch let failure as LessonFailure {
      throw Failure(.badInput, "this lesson cannot be given\n" + failure.report)
    }
  }

  /// The file, if it is one.
  var path: String? {
    if case .file(let path) = self { path } else { nil }
  }

  /// Under what its progress is kept.
  var key: String {
    switch self {
    case .builtIn(let lesson): lesson.name
    case .file(let path): path
    }
  }
}

extension Lesson {
  /// The lesson with the numbers that a seed draws.
  func play(seed: String) throws -> LessonPlay {
    do {
      return try LessonPlay(self, seed: seed)
    } catch {
      throw Failure(.badInput, "this lesson cannot be given\n" + error.report)
    }
  }
}
