import Dispatch
import Foundation
package import Testing

/// The tests drive other programs, and wait for them.
///
/// They do so on threads of their own: those that all tests share, as many as there are processors,
/// would stand still meanwhile. Only a few do so at once, because a program that waits for its test
/// to look at it again goes on working, and takes the time of the others.
package struct DrivesPrograms: SuiteTrait, TestTrait, TestScoping {
  package var isRecursive: Bool { true }

  package func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let seat = await Seats.shared.take()
    do {
      try await withTaskExecutorPreference(seat) { try await function() }
    } catch {
      await Seats.shared.giveBack(seat)
      throw error
    }
    await Seats.shared.giveBack(seat)
  }
}

extension Trait where Self == DrivesPrograms {
  /// The suite drives other programs.
  package static var drivesPrograms: Self { Self() }
}

/// A thread that one test at a time may block.
private final class Seat: TaskExecutor {
  private let queue: DispatchQueue

  init(number: Int) { queue = DispatchQueue(label: "test that drives programs \(number)") }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
  }
}

/// As many seats as there are processors and one, handed out in the order in which they are asked for.
private actor Seats {
  static let shared = Seats()

  private var free = (0...ProcessInfo.processInfo.activeProcessorCount).map { Seat(number: $0) }
  private var waiting: [CheckedContinuation<Seat, Never>] = []

  func take() async -> Seat {
    if let seat = free.popLast() { return seat }
    return await withCheckedContinuation { waiting.append($0) }
  }

  func giveBack(_ seat: Seat) {
    if waiting.isEmpty { free.append(seat) } else { waiting.removeFirst().resume(returning: seat) }
  }
}
