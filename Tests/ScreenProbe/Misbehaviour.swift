import Glibc
import TextCanvas

/// The ways to end that a terminal must survive.
func misbehave(_ key: Key) {
  switch key {
  case .character("T"): trap(Int(getpid()))
  case .character("t"): inThread { trap(Int(getpid())) }
  case .character("o"): complain("depth \(overflowStack(0))")
  case .character("a"): abort()
  case .character("F"): fatalError("broken on purpose")
  case .character("x"): exit(3)
  case .character("m"): complain("a message")
  default: break
  }
}

// Behind a call that is not inlined, the compiler cannot see that these never come back.
@inline(never) private func trap(_ index: Int) { print([1, 2, 3][max(index, 3)]) }

@inline(never) private func overflowStack(_ depth: Int) -> Int {
  withUnsafeTemporaryAllocation(of: Int.self, capacity: 64) { buffer in
    buffer.initialize(repeating: depth)
    return overflowStack(depth + 1) + buffer[depth % 64]
  }
}

func inThread(_ work: @escaping @Sendable () -> Void) {
  let box = Unmanaged.passRetained(Work(work)).toOpaque()
  var thread = pthread_t()
  pthread_create(
    &thread, nil,
    { pointer in
      if let pointer { Unmanaged<Work>.fromOpaque(pointer).takeRetainedValue().action() }
      return nil
    }, box)
}

private final class Work: Sendable {
  let action: @Sendable () -> Void
  init(_ action: @escaping @Sendable () -> Void) { self.action = action }
}

/// Writes a line to standard error.
func complain(_ message: String) {
  let line = message + "\n"
  _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
}
