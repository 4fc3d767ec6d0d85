import Glibc
import Learning
import Lessons

/// How far somebody has come with each lesson, in a file of the user's for each. Losing one loses
/// nothing but a place, so failures are not reported; nobody else can read them.
struct LessonRecords {
  /// `nil` where there is no home.
  private let folder: String?
  private static let mostBytes = 1 << 20

  init(in environment: [String: String]) {
    folder = Folders.state(in: environment).map { $0 + "/lessons" }
  }

  /// What was kept of a lesson, by its name or the path of its file.
  func progress(of lesson: String) -> LessonProgress? {
    guard let path = path(of: lesson),
      let bytes = try? readFile(path, limit: Self.mostBytes, source: .ordinaryFile)
    else { return nil }
    return LessonProgress(json: String(decoding: bytes, as: UTF8.self))
  }

  func keep(_ text: String, lesson: String) {
    guard let folder, let path = path(of: lesson),
      (try? Folders.make(folder, mode: 0o700)) != nil
    else { return }
    try? FileReplacement.write(Array((text + "\n").utf8), to: path, access: .ownerOnly)
  }

  /// A built-in lesson's name is its file's; of a path the last part, and what tells it from others.
  private func path(of lesson: String) -> String? {
    guard lesson.contains("/") else { return folder.map { "\($0)/\(lesson).json" } }
    let last = lesson.split(separator: "/").last ?? "lesson"
    return folder.map { "\($0)/\(last)-\(String(lesson.fingerprint, radix: 16)).json" }
  }
}

extension LessonRecords {
  /// Whether the user has come to the end of the tutorial.
  static var hasDoneTutorial: Bool { LessonProgress.kept(of: "tutorial")?.isDone ?? false }
}

extension LessonProgress {
  /// How far the user has come with a lesson, by its name or the path of its file.
  static func kept(of lesson: String) -> LessonProgress? {
    LessonRecords(in: Console.current.environment).progress(of: lesson)
  }
}
