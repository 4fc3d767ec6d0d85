import Autodiff
import Presentation
import Testing
import TextCanvas

@testable import Learning
@testable import TrainingScreen

/// The screen of a convolutional network: kernels, and what they make of the digit.
@Suite struct ConvolutionScreenTests {
  private let run: SmallRun

  init() throws {
    run = try SmallRun(
      layers: "28x28-4c5-p2-6c3-p2-10",
      wishes: Wishes(layers: true, histograms: true, changes: true, digit: .test(3)))
  }

  private func model(_ keys: [Key], size: Size = Size(width: 80, height: 24)) -> TrainingModel {
    var model = run.model(zooming: .weights, size: size)
    for key in keys { _ = model.update(.key(key)) }
    return model
  }

  @Test func `the header shows the layers as they are written`() {
    #expect(model([]).text.contains("28x28-4c5-p2-6c3-p2-10 relu"))
  }

  @Test func `the algorithm of a step says which layers are convolutions`() throws {
    var model = model([], size: Size(width: 120, height: 40))
    model.type(":step 12")
    model.show(.success(try run.replayed(12)), number: 12)
    _ = model.update(.key(.character("B")))
    #expect(model.text.contains("zˡ ← Wˡ aˡ⁻¹ + bˡ"))
    #expect(model.text.contains(/Wˡ aˡ⁻¹ for l ≤ 2 +a convolution/))
  }

  @Test func `features without a bound are scaled by their largest, which is said`() throws {
    let model = run.model(zooming: .digit, size: Size(width: 120, height: 40))
    let features = try #require(model.snapshot.reading?.features.last)
    let largest = NumberText.short(Double(try #require(features.max())), digits: 3)
    #expect(model.text.contains("\(features.count) features, −\(largest) … \(largest)"))
  }

  @Test func `a kernel alone shows its exact weight under the cursor`() throws {
    let model = model([.character("#"), .right, .enter, .down, .right, .right])
    let weights = try #require(model.snapshot.weights.first)
    #expect(weights.shape.extents == [4, 1, 5, 5])
    let value = Double(weights.elements[25 + 5 + 2])
    #expect(model.text.contains("W1 weights, unit 2"))
    #expect(model.text.contains("row 1 column 2"))
    #expect(model.text.contains(NumberText.exact(value)))
  }

  @Test func `a kernel over several channels has a plane for each`() throws {
    let model = model([.pageDown, .character("#")])
    let order = try #require(TileOrder(model))
    let weights = model.snapshot.weights[1]
    #expect(weights.shape.extents == [6, 4, 3, 3])
    #expect([order.imageRows, order.imageColumns] == [7, 7])
    for channel in 0..<4 {
      for place in 0..<9 {
        let (row, column) = (channel / 2 * 4 + place / 3, channel % 2 * 4 + place % 3)
        let weight = Double(weights.elements[(5 * 4 + channel) * 9 + place])
        #expect(order.images[5][row, column] == weight)
      }
    }
    #expect(order.images[5][3, 1] == 0)
  }

  /// A feature map worked out by plain loops from the pixels of the digit.
  @Test func `feature maps are those of the digit`() throws {
    let model = model([.character("m"), .character("m"), .character("m"), .character("#")])
    #expect(model.text.contains("a1 feature maps of the digit"))
    let order = try #require(TileOrder(model))
    #expect([order.count, order.imageRows, order.imageColumns] == [4, 12, 12])
    let pixels = Array(run.data.test.image(3)).map { Double($0) / 255 }
    let (kernels, biases) = (
      model.snapshot.parameters[0].elements, model.snapshot.parameters[1].elements
    )
    for (kernel, row, column) in [(0, 3, 4), (2, 6, 5), (3, 5, 7)] {
      var largest = 0.0
      for place in 0..<4 {
        var sum = Double(biases[kernel])
        for index in 0..<25 {
          let (y, x) = (2 * row + place / 2 + index / 5, 2 * column + place % 2 + index % 5)
          sum += Double(kernels[kernel * 25 + index]) * pixels[y * 28 + x]
        }
        largest = max(largest, sum)
      }
      #expect(abs(order.images[kernel][row, column] - largest) < 1e-5)
    }
    #expect(order.images.contains { $0.values.contains { $0 > 0 } })
  }

  @Test func `a dense layer has no feature maps, nor has a network without convolutions`() throws {
    let keys = [Key](repeating: .character("m"), count: 3)
    #expect(model(keys + [.pageDown, .pageDown]).text.contains("this layer is no convolution"))
    let dense = try SmallRun(wishes: Wishes())
    var model = dense.model(zooming: .weights)
    for key in keys { _ = model.update(.key(key)) }
    #expect(model.text.contains("W1 weights"))
  }

  @Test func `feature maps have a digit read that no other pane shows`() {
    var model = model([.character("m"), .character("m")])
    #expect(model.wanted.digit == nil)
    _ = model.update(.key(.character("m")))
    #expect(model.wanted.digit == .test(0))
  }

  @Test func `a unit is not said to lead to weights that belong to one place of its map`() {
    #expect(!model([.pageDown, .enter]).text.contains("to W3"))
  }

  /// The rows of a step: what they add to a kernel's element is its gradient.
  @Test func `the rows add up to the gradient of a kernel`() throws {
    let step = try run.replayed(5)
    for (parameter, element) in [(0, 7), (1, 2), (2, 100), (3, 5), (4, 77), (5, 9)] {
      let terms = try #require(step.update(ofParameter: parameter, element: element))
      #expect(terms.rows.count == 32)
      #expect(abs(terms.sumOfRows - terms.gradient) <= 1e-4 * max(abs(terms.gradient), 0.02))
    }
  }
}
