import Basics
import Syntax

/// Functions are written out where they are called, so that none may come back to itself.
extension NameTable {
  /// A function on the way from the one where the search began.
  private struct Visit {
    let function: Int
    /// How many of its calls have been followed.
    var followed = 0
  }

  private enum Mark {
    case new, open, done
  }

  /// Notes each call that comes back to a function on the way to it, and refuses the whole circle.
  mutating func refuseRecursion() {
    var marks = functions.map { _ in Mark.new }
    for function in functions.indices where marks[function] == .new {
      search(from: function, &marks)
    }
  }

  // A stack of our own: a chain of functions may be longer than the machine's allows.
  private mutating func search(from start: Int, _ marks: inout [Mark]) {
    var path = [Visit(function: start)]
    marks[start] = .open
    while var visit = path.popLast() {
      guard visit.followed < calls[visit.function].count else {
        marks[visit.function] = .done
        continue
      }
      let call = calls[visit.function][visit.followed]
      visit.followed += 1
      path.append(visit)
      switch marks[call.callee] {
      case .new:
        marks[call.callee] = .open
        path.append(Visit(function: call.callee))
      case .open: refuseCircle(closedBy: call, path.map(\.function))
      case .done: break
      }
    }
  }

  private mutating func refuseCircle(closedBy call: Call, _ path: [Int]) {
    guard let start = path.firstIndex(of: call.callee) else { return }
    let circle = path[start...]
    let isNew = circle.contains { !functions[$0].isRefused }
    for function in circle { refuse(function: function) }
    guard isNew else { return }
    let names = circle.map { tree[functions[$0].place.name] }
    errors.append(FormulaError(.recursion(names), at: tree[call.node].span))
  }
}
