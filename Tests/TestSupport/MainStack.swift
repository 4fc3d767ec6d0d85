import Foundation

/// Runs something on a stack as large as that of a program's main thread; the threads that run tests
/// have a sixteenth of it, which is little for what is not optimized.
package func withMainStack<Answer: Sendable>(
  _ work: @escaping @Sendable () -> Answer
) -> Answer? {
  let (answer, isDone) = (Box<Answer>(), DispatchSemaphore(value: 0))
  let thread = Thread {
    answer.value = work()
    isDone.signal()
  }
  thread.stackSize = 8 << 20
  thread.start()
  isDone.wait()
  return answer.value
}

/// Written by one thread and read by another after that.
private final class Box<Value>: @unchecked Sendable {
  var value: Value?
}
