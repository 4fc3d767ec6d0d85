import Autodiff
import Formula
import Presentation
import Testing

@Suite struct MarkdownTests {
  @Test func `a derivation reads as on the board`() throws {
    #expect(
      try markdown("z = x^2*y", at: "x=3,y=-1") == """
        # The derivative of `z`

        ## The program

        ```
        z = x^2*y
        ```

        ## Forward: the values

        ```
        x = 3   (given)
        y = -1   (given)
        a = x^2 = 3^2 = 9
        z = a*y = 9*(-1) = -9
        ```

        ## Backward: the adjoints

        ```
        z̄ = 1   (the seed: dz/dz, from which the rest follows)
        ```

        `z = a*y` passes on `z̄ = 1`:

        ```
        ā += z̄ · ∂z/∂a = z̄ · y = 1 · (-1) = -1
          ā: 0 + (-1) = -1   (the only contribution to a; product gate, a switcher)
        ȳ += z̄ · ∂z/∂y = z̄ · a = 1 · 9 = 9
          ȳ: 0 + 9 = 9   (the only contribution to y; product gate, a switcher)
        ```

        `a = x^2` passes on `ā = -1`:

        ```
        x̄ += ā · ∂a/∂x = ā · 2·x = -1 · 6 = -6
          x̄: 0 + (-6) = -6   (the only contribution to x; chain rule, reverse)
        ```

        ## The gradient

        ```
        dz/dx = x̄ = -6
        dz/dy = ȳ = 9
        ```


        """)
  }

  @Test func `forward mode tells tangents by their rule`() throws {
    let text = try markdown("z = x*y", at: "x=2,y=3", mode: .forward)
    #expect(text.contains("ż = ∂z/∂x · ẋ + ∂z/∂y · ẏ = y·ẋ + x·ẏ = 3·1 + 2·0 = 3"))
    #expect(text.contains("## The derivative\n\n```\nż = 3   (along ẋ = 1, ẏ = 0)\n```"))
    #expect(!text.contains("Backward"))
  }

  @Test func `what stands still has no term where its partial is infinite`() throws {
    let text = try markdown("z = x + sqrt(y)", at: "x=1,y=0", mode: .forward)
    #expect(text.contains("ż = ∂z/∂x · ẋ + ∂z/∂a · ȧ = ẋ + ȧ = 1·1 + 1·0 = 1"))
    #expect(text.contains("ȧ = 0"))
    #expect(!text.contains("NaN"))
  }

  @Test func `what is not chosen is told as 0, whatever comes from above`() throws {
    let text = try markdown("z = sqrt(relu(x))", at: "x=-1")
    #expect(text.contains("x̄ += ā · ∂a/∂x = ā · (1 if x > 0 else 0) = ∞ · 0 = 0, not chosen"))
    #expect(text.contains("x̄: 0 + 0 = 0"))
  }

  @Test func `arguments with a name are told by it`() throws {
    let text = try markdown(
      "I = [[1, 2, 0], [4, 5, 9], [7, 8, 3]]; K = [[1, 0.5], [2, -1]]; "
        + "c = conv2d(I, K, stride=2, padding=1); p = maxPool2d(c, size=2); "
        + "w = broadcast(p, 2, 2); q = pad(w, 0, 1, 2, 0); z = sum(q)")
    for definition in [
      "c = conv2d(I, K, stride=2, padding=1)", "p = maxPool2d(c, size=2)",
      "w = broadcast(p, shape=[2, 2])", "q = pad(w, 0, 1, 2, 0)",
    ] {
      #expect(text.contains(definition), "\(definition)")
    }
    #expect(!text.contains("axis="))
  }

  @Test func `small tensors are spelled out, large ones told by their shape`() throws {
    let text = try markdown("W = [[1, 2], [3, 4]]; z = sum(W*W)")
    #expect(text.contains("a = W*W = [[1, 2], [3, 4]]*[[1, 2], [3, 4]] = [[1, 4], [9, 16]]"))
    let large = "[" + (1...20).map(String.init).joined(separator: ", ") + "]"
    #expect(try markdown("v = \(large); z = sum(v)").contains("z = sum(v) = sum([×20]) = 210"))
  }

  @Test func `backticks and markup in a program change nothing around it`() throws {
    let text = try markdown("# ``` *not bold*\nz = x")
    #expect(text.contains("````\n# ``` *not bold*\nz = x\n````"))
  }

  @Test func `empty lines of a program stay but for those at its end`() throws {
    #expect(try markdown("x = 1\n\nz = x\n\n").contains("```\nx = 1\n\nz = x\n```"))
  }

  @Test func `a program that is a constant has no adjoints`() throws {
    let text = try markdown("2*3")
    #expect(text.hasSuffix("## The gradient\n\n```\n```\n\n"))
  }
}

private func markdown(
  _ program: String, at: String? = nil, mode: TimelineMode = .reverse
) throws -> String {
  var text = ""
  let timeline = try Program(program, at: at).timeline(mode: mode)
  Derivation(timeline, program: program).writeMarkdown { text += $0 }
  return text
}
