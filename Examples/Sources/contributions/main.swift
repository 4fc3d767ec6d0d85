// Steps through the reverse sweep of z = x·y + sin(x) and prints what every node hands on.
import Autodiff

let tape = Tape()
let x = tape.input("x", 2), y = tape.input("y", 3)
let z = (x * y + sin(x)).named("z")

var timeline = try z.timeline()
let names = NodeNames(of: timeline.graph)

timeline.seek(to: timeline.seedEvent)
while timeline.nextEvent != nil {
  timeline.step()
  guard let contribution = timeline.lastContribution, let partial = contribution.partial else {
    continue
  }
  let (source, target) = (names[contribution.source], names[contribution.target])
  print("event \(timeline.position): \(source) → \(target)")
  print("  adj(\(target)) += adj(\(source)) · ∂\(source)/∂\(target)")
  print(
    "  \(text(contribution.before)) + \(text(contribution.upstream)) · \(rounded(partial))",
    "= \(text(contribution.after))")
}

// Going back restores the very numbers that were there.
timeline.stepBack()
timeline.stepBack()
print("two events back: adj(x) = \(text(timeline.evaluation.adjoint(of: x)))")

func text(_ tensor: Tensor<Double>) -> String { "\(rounded(tensor.scalar ?? .nan))" }

func rounded(_ number: Double) -> Double { (number * 10_000).rounded() / 10_000 }
