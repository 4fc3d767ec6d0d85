import Foundation
package import Glibc

/// Whether nothing goes on in a session, which is a shell and all it has started: every thread of its
/// programs sleeps.
///
/// A program that has taken all its keys and has no work left is at rest until the next event.
package func isAtRest(session: pid_t) -> Bool {
  let members = numbers(in: "/proc").filter { process in
    status(of: "/proc/\(process)").flatMap { $0.dropFirst(3).first }.flatMap { pid_t($0) }
      == session
  }
  return !members.isEmpty
    && members.allSatisfy { process in
      numbers(in: "/proc/\(process)/task").allSatisfy { thread in
        // A thread that has just ended is at rest, too.
        status(of: "/proc/\(process)/task/\(thread)").map { ["S", "Z", "T"].contains($0.first) }
          ?? true
      }
    }
}

private func numbers(in folder: String) -> [pid_t] {
  ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap { pid_t($0) }
}

/// The fields behind the name, which stands in parentheses and may hold anything: state, parent,
/// group, session, ….
private func status(of folder: String) -> [Substring]? {
  (try? String(contentsOfFile: folder + "/stat", encoding: .utf8))?
    .split(separator: ")").last?.split(separator: " ")
}
