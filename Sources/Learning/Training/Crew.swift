import CKernels
import Dispatch
import Glibc
import Synchronization

/// Threads that stand by to work together, again and again, for as long as the crew lives.
///
/// To wake a sleeping thread takes about as long as a minibatch. A helper therefore looks out for the
/// next task for some microseconds after each, and sleeps only when none comes.
final class Crew: Sendable {
  /// What each thread does, given its number.
  typealias Task = @Sendable (_ thread: Int) -> Void

  /// How many threads work, the caller's own included.
  let count: Int
  private let helpers: [CrewHelper]

  init(count: Int) {
    self.count = max(count, 1)
    // With more threads than processors, who looks out takes the time of who works.
    let patience = count <= sysconf(Int32(_SC_NPROCESSORS_ONLN)) ? 2000 : 0
    helpers = (1..<self.count).map { CrewHelper(thread: $0, patience: patience) }
    for helper in helpers { helper.start() }
  }

  deinit {
    for helper in helpers { helper.dismiss() }
  }

  /// Calls the task once on every thread and returns when all are done; the caller's is number 0.
  ///
  /// Requires: one thread at a time calls this.
  func run(_ task: @escaping Task) {
    for helper in helpers { helper.begin(task) }
    task(0)
    for helper in helpers { helper.waitUntilDone() }
  }

  /// The part of so many things in a row that falls to a thread, of some number of threads.
  static func share(of total: Int, _ thread: Int, _ threads: Int) -> Range<Int> {
    total * thread / threads..<total * (thread + 1) / threads
  }
}

/// One standing thread, and what passes between it and the thread that leads the crew.
///
/// Invariant: the leader writes `task` only while the state is `idle` or `asleep`, and the helper reads
/// it only while the state is `busy` or `awaited`.
private final class CrewHelper: @unchecked Sendable {
  private enum State: UInt8, AtomicRepresentable {
    /// The helper looks out for a task.
    case idle
    /// The helper has to be woken for its task.
    case asleep
    case busy
    /// The helper has a task, and the leader has to be woken when it is done.
    case awaited
    case dismissed
  }

  private let thread: Int
  /// How often to look for another state before sleeping.
  private let patience: Int
  private let state = Atomic(State.idle)
  private var task: Crew.Task?
  private let hasTask = DispatchSemaphore(value: 0)
  private let isDone = DispatchSemaphore(value: 0)

  /// Whether there is a thread; else the leader does its tasks as well.
  private var hasThread = false

  init(thread: Int, patience: Int) {
    self.thread = thread
    self.patience = patience
  }

  /// Begins the thread, which keeps this object until it is dismissed.
  func start() {
    let own = Unmanaged.passRetained(self)
    var thread = pthread_t()
    let code = pthread_create(
      &thread, nil,
      { helper in
        if let helper { Unmanaged<CrewHelper>.fromOpaque(helper).takeRetainedValue().work() }
        return nil
      }, own.toOpaque())
    hasThread = code == 0
    if hasThread { pthread_detach(thread) } else { own.release() }
  }

  func begin(_ task: @escaping Crew.Task) {
    self.task = task
    announce(.busy)
  }

  func dismiss() { announce(.dismissed) }

  private func announce(_ next: State) {
    if state.exchange(next, ordering: .acquiringAndReleasing) == .asleep { hasTask.signal() }
  }

  func waitUntilDone() {
    guard hasThread else {
      task?(thread)
      return state.store(.idle, ordering: .relaxed)
    }
    if stays(.busy), exchange(.busy, for: .awaited) { isDone.wait() }
  }

  /// Does the tasks of this thread until it is dismissed.
  func work() {
    while let task = nextTask() {
      task(thread)
      if state.exchange(.idle, ordering: .acquiringAndReleasing) == .awaited { isDone.signal() }
    }
  }

  private func nextTask() -> Crew.Task? {
    if stays(.idle), exchange(.idle, for: .asleep) { hasTask.wait() }
    return state.load(ordering: .acquiring) == .dismissed ? nil : task
  }

  /// Looks for some microseconds whether the state changes; whether it does not.
  private func stays(_ present: State) -> Bool {
    for _ in 0..<patience {
      guard state.load(ordering: .acquiring) == present else { return false }
      kernel_pause()
    }
    return true
  }

  /// Goes from one state to another, unless the other thread was first; whether it went.
  private func exchange(_ present: State, for next: State) -> Bool {
    state.compareExchange(
      expected: present, desired: next, ordering: .acquiringAndReleasing
    ).exchanged
  }
}
