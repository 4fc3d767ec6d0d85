import Debugging
import Explorer
import Formula
import TextCanvas

/// What the start screen says of the entry that is chosen, before it is opened.
struct StartPreview {
  let title: String
  let lines: [StyledText]

  init(_ entry: StartModel.Entry) {
    switch entry {
    case .formula:
      title = "formulas"
      lines = Self.language
    case .training:
      title = "training"
      lines = Self.training
    case .recent(let program):
      title = "opened recently"
      lines = [StyledText("retrograde", .muted)] + program.words.map { StyledText("  \($0)") }
    case .lesson(let name, _):
      title = "retrograde lesson \(name)"
      lines = Self.lessons
    case .example(let example):
      title = "retrograde \(example.name)"
      lines = Self.lines(of: example)
    }
  }

  /// What its author says of an example as text, then the program.
  private static func lines(of example: Example) -> [StyledText] {
    let lines = example.text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
    let comment = lines.prefix { $0.hasPrefix("#") }
      .map { $0.drop { $0 == "#" || $0 == " " } }.joined(separator: " ")
    let program = lines.drop { $0.hasPrefix("#") }.map { StyledText(String($0)) }
    return [StyledText(comment, .muted), StyledText("")] + program
  }

  private static let lessons = [
    "A lesson shows a program, tells you which keys to press and asks what will come next.", "",
    "It is kept as far as you come. There are lessons on everything from a sum to a network: "
      + "retrograde lesson lists them.",
  ].map { StyledText($0) }

  private static let language =
    [
      "x = 2", "y = pi/4", "h = tanh(x) * y^2", "z = h + x",
    ].map { StyledText($0) } + [
      StyledText(""),
      StyledText("One line is enough; ; separates statements. The last one is the output.", .muted),
      StyledText(""),
      StyledText("[[1, 2], [3, 4]]", .strong) + StyledText("  vectors and matrices", .muted),
      StyledText("W @ x", .strong) + StyledText("  matrix product", .muted),
      StyledText("W[0, :]", .strong) + StyledText("  a row", .muted),
      StyledText("phi(t) = tanh(t)", .strong) + StyledText("  a function", .muted),
      StyledText(""),
      StyledText(
        "exp log sqrt abs sin cos tan tanh sigmoid relu softplus gelu erf sum mean max min where "
          + "softmax logsumexp …", .muted),
    ]

  private static let training = [
    StyledText("784 pixels, 72 tanh units, 10 scores."),
    StyledText(""),
    StyledText(
      "Loss and accuracy as curves, what each unit has learned as an image, the health of the "
        + "layers, a test digit with its features and scores, the confusion matrix,  the worst mistakes,  "
        + "and a sheet to draw a digit on.", .muted),
    StyledText(""),
    StyledText(
      "Trains on MNIST if it is installed, otherwise on digits that the program draws itself.",
      .muted),
    StyledText("retrograde data fetch", .strong) + StyledText("  downloads MNIST", .muted),
  ]
}
