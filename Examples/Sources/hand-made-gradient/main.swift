// Checks gradients that were worked out by hand: one is right, one has lost a factor.
import Autodiff

let tape = Tape()
let w = tape.input("w", [0.5, -1, 2])
let x = tape.input("x", [1, 3, -2])
let f = sigmoid(w.dot(x)).squared()

// With s = sigmoid(w·x), the chain rule gives ∂f/∂w = 2s · s(1 - s) · x.
let evaluation = try tape.evaluation()
let s = 1 / (1 + Double.exp(6.5))
let right = [1.0, 3, -2].map { 2 * s * s * (1 - s) * $0 }
let wrong = [1.0, 3, -2].map { 2 * s * (1 - s) * $0 }

let check = try GradientCheck(of: f.id, in: evaluation)
for (name, gradient) in [("right", right), ("wrong", wrong)] {
  let report = try check.report(judging: [w.id: gradient])
  let verdicts = report.elements.prefix(3).map { "\($0.verdict)" }
  print("\(name): \(verdicts.joined(separator: ", "))")
}

// At a kink there is nothing to agree with, which is not an error.
let v = tape.input("v", 0)
let kink = try abs(v).checkGradient()
for element in kink.elements.suffix(1) { print("abs(v) at 0: \(element.verdict)") }
print(kink.passes ? "passes" : "fails")
