// A network of 2 inputs, 4 tanh units and 1 output learns "either, but not both".
import Autodiff

let tape = Tape()
let examples = tape.data("examples", shape: [4, 2])
let answers = tape.data("answers", shape: [4, 1])
let W1 = tape.input("W1", [[0.5, -0.7, 0.3, 0.9], [-0.6, 0.8, 0.4, -0.2]])
let b1 = tape.input("b1", [0, 0.1, -0.1, 0])
let W2 = tape.input("W2", [[0.7], [-0.5], [0.6], [0.3]])
let b2 = tape.input("b2", [0])

let hidden = tape.group("hidden layer") { tanh(examples.matmul(W1) + b1) }
let scores = tape.group("output layer") { hidden.matmul(W2) + b2 }
let loss = scores.sigmoidCrossEntropy(targets: answers)

var evaluation = try tape.evaluation()
try evaluation.setElements([0, 0, 0, 1, 1, 0, 1, 1], of: examples)
try evaluation.setElements([0, 1, 1, 0], of: answers)

for step in 0...2000 {
  evaluation.forward()
  try evaluation.reverse(from: loss)
  if step.isMultiple(of: 500) {
    print("step \(step): loss \(rounded(evaluation.value(of: loss).scalar))")
  }
  for parameter in [W1, b1, W2, b2] {
    evaluation.withElementsAndAdjoints(of: parameter) { values, adjoints in
      for place in values.indices { values[place] -= 0.5 * adjoints[place] }
    }
  }
}

let learned = evaluation.value(of: scores).elements.map { $0 > 0 }
print("0 or 0: \(learned[0]), 0 or 1: \(learned[1]), 1 or 0: \(learned[2]), 1 or 1: \(learned[3])")

func rounded(_ number: Double?) -> Double { ((number ?? .nan) * 1000).rounded() / 1000 }
