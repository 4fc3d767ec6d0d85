import Autodiff
import Formula
import Presentation
import Testing
import TextCanvas
import Widgets

@testable import Explorer
@testable import Inquiry

/// An example with the same network written down by hand.
private struct HandExample: Sendable, CustomTestStringConvertible {
  let name: String
  let network: HandNetwork

  var testDescription: String { name }

  static let all = [
    HandExample(name: "four-equations", network: .fourEquations),
    HandExample(name: "small-regression", network: .smallRegression),
    HandExample(name: "sigmoid-network", network: .sigmoidNetwork),
  ]
}

@Suite struct UnitNumbersTests {
  private func model(_ example: String, keys: String) throws -> ExplorerModel {
    let program = try Program(#require(Example.named(example)).text)
    var model = try ExplorerModel(program, size: Size(width: 120, height: 40))
    try model.press(keys)
    return model
  }

  @Test(arguments: HandExample.all)
  fileprivate func `every number at a unit is that of the network by hand`(
    _ example: HandExample
  ) throws {
    let model = try model(example.name, keys: "G Y")
    let pane = try #require(model.units)
    let found = UnitNumbers(pane.network, in: model.timeline)
    let numbers = example.network.numbers
    #expect(pane.network.columnCount == example.network.layers.count + 1)
    func near(_ number: UnitNumber, _ expected: Double) -> Bool {
      guard let known = number.known else { return false }
      return abs(known - expected) <= 1e-12 * max(1, abs(expected))
    }
    for (input, value) in example.network.input.enumerated() {
      let place = UnitNetwork.Place(column: 0, unit: input)
      #expect(near(found.output(place), value))
      #expect(near(found.outputAdjoint(place), numbers.inputSlopes[input]))
    }
    for (layer, hand) in example.network.layers.enumerated() {
      #expect(pane.network.unitCount(layer + 1) == hand.weights.count)
      for unit in hand.weights.indices {
        let place = UnitNetwork.Place(column: layer + 1, unit: unit)
        #expect(near(found.sum(place), numbers.sums[layer][unit]))
        #expect(near(found.output(place), numbers.outputs[layer][unit]))
        #expect(near(found.error(place), numbers.errors[layer][unit]))
        #expect(near(found.outputAdjoint(place), numbers.outputSlopes[layer][unit]))
        for input in hand.weights[unit].indices {
          #expect(near(found.weight(from: input, to: place), hand.weights[unit][input]))
          #expect(
            near(
              found.weightAdjoint(from: input, to: place), numbers.weightSlopes[layer][unit][input])
          )
        }
      }
    }
  }

  /// What the picture says of a unit at the end of time, by the numbers of the network by hand.
  @Test(
    arguments: HandExample.all,
    [Size(width: 80, height: 24), Size(width: 120, height: 40), Size(width: 200, height: 60)])
  fileprivate func `the picture shows these numbers and no others`(
    _ example: HandExample, _ size: Size
  ) throws {
    var model = try model(example.name, keys: "G Y")
    _ = model.update(.resize(size))
    let pane = try #require(model.units)
    let plan = UnitsView(model: model, pane: pane).plan(in: model.frame.graph)
    let numbers = example.network.numbers
    let canvas = model.view().canvas
    var seen = 0
    for unit in plan.columns.flatMap(\.units) {
      let words = canvas.words(in: unit.rect)
      let (column, number) = (unit.place.column - 1, unit.place.unit)
      var expected =
        column < 0
        ? [example.network.input[number]]
        : [
          numbers.sums[column][number], numbers.outputs[column][number],
          numbers.errors[column][number], numbers.outputSlopes[column][number],
        ]
      expected.append(Double(number))
      let texts = Set(expected.map { NumberText.fitting($0, columns: plan.look.digits) })
      let shown = words.filter { $0.contains(where: \.isNumber) }
      #expect(shown.allSatisfy { texts.contains($0.filter { !"◉●◆○".contains($0) }) }, "\(words)")
      let least = column < 0 ? 2 : example.network.layers[column].activation == nil ? 3 : 4
      #expect(shown.count >= (plan.look == .line ? least - 1 : least), "\(words)")
      seen += 1
    }
    #expect(seen == pane.network.layers.reduce(example.network.input.count) { $0 + $1.unitCount })
  }

  @Test func `the story of a unit has its terms by size, and what they amount to`() throws {
    let model = try model("four-equations", keys: "G ':units a1[0]' Enter")
    let pane = try #require(model.units)
    let story = UnitStory(
      pane.place, UnitNumbers(pane.network, in: model.timeline), ElementTeller(model))
    let numbers = HandNetwork.fourEquations.numbers
    // 0.2·0.5 = 0.1, (-0.4)·(-1) = 0.4, and the bias 0.1.
    #expect(story.forward.terms.terms.map(\.amount) == [0.4, 0.1, 0.1])
    #expect(story.forward.terms.terms.map(\.label) == ["W1[0, 1]·x[1]", "W1[0, 0]·x[0]", "b1[0]"])
    let z = NumberText.short(numbers.sums[0][0])
    let a = NumberText.short(numbers.outputs[0][0])
    #expect(story.forward.result.map(\.plain) == ["z = \(z)  a = sigmoid(z) = \(a)"])
    let terms = [0.6 * numbers.errors[1][0], -0.5 * numbers.errors[1][1]]
    #expect(
      story.backward.terms.terms.map(\.amount).elementsEqual(terms.sorted { abs($0) > abs($1) }) {
        abs($0 - $1) < 1e-15
      })
    let slope = numbers.outputs[0][0] * (1 - numbers.outputs[0][0])
    let sum = numbers.outputSlopes[0][0]
    #expect(
      story.backward.result.map(\.plain) == [
        "dC/da1[0] = \(NumberText.short(sum))",
        "δ = \(NumberText.operand(slope))·\(NumberText.operand(sum)) = "
          + NumberText.short(numbers.errors[0][0]),
      ])
    #expect(story.backward.terms.lines[0].plain == "δ = φ′(z)·(W2[0, 0]·δ[0] + …)")
  }
}

extension Canvas {
  /// The words in a rectangle, without the lines around them.
  fileprivate func words(in area: Rect) -> [String] {
    (area.y..<area.maxY).flatMap { y in
      String(
        (area.x..<area.maxX).map { x in
          let cell = self[x, y]
          return cell.arms.isEmpty && !cell.isSecondHalf ? cell.character : " "
        }
      ).split(separator: " ").map(String.init)
    }
  }
}
