// Gradient descent with momentum in the bent valley of Rosenbrock's function, whose lowest point is
// (1, 1).
import Autodiff

let tape = Tape()
let x = tape.input("x", -1.2), y = tape.input("y", 1)
let f = (1 - x).squared() + 100 * (y - x.squared()).squared()

var evaluation = try tape.evaluation()
var velocity = [0.0, 0.0]
for step in 0...3000 {
  evaluation.forward()
  try evaluation.reverse(from: f)
  if step.isMultiple(of: 500) {
    let numbers = [x, y, f].map { rounded(evaluation.value(of: $0).scalar) }
    print("step \(step): x = \(numbers[0]), y = \(numbers[1]), f = \(numbers[2])")
  }
  for (place, input) in [x, y].enumerated() {
    evaluation.withElementsAndAdjoints(of: input) { values, adjoints in
      velocity[place] = 0.9 * velocity[place] - 0.0005 * adjoints[0]
      values[0] += velocity[place]
    }
  }
}

/// Three decimals are enough to see where it goes.
func rounded(_ number: Double?) -> Double { ((number ?? .nan) * 1000).rounded() / 1000 }
