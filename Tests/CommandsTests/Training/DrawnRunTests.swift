import ArgumentParser
import Foundation
import Learning
import Lessons
import TestSupport
import Testing
import TrainArguments

@testable import Commands

/// The runs of lessons, beside those of `train`.
@Suite struct DrawnRunTests {
  @Test(arguments: [
    "", "--rate 0.5 --epochs 3", "--hidden 16 --activation relu --seed 7",
    "--layers 784-20-10 --optimizer adam --batch 32", "--l2 1e-4 --no-bias --schedule constant",
    "--data synthetic:regression", "--data synthetic:regression --epochs 9 --momentum 0.5",
    "--layers 28x28-4c5-p2-10", "--schedule cosine --warm-up 0.5 --epochs 4",
  ])
  func `the same options ask for the same run as those of the command`(_ text: String) throws {
    let words = text.split(separator: " ").map(String.init)
    let run = try DrawnRun(words: words)
    let data = words.contains("--data") ? [] : ["--data", "synthetic:digits"]
    let plan = try TrainOptions.parse(words + data).plan()
    #expect(run.options == plan.options)
    #expect(run.epochs == plan.epochs)
  }

  @Test func `the command learns from as many examples as a lesson's run`() throws {
    for data in ["synthetic:digits", "synthetic:regression"] {
      let options = try TrainOptions.parse(["--data", data, "--examples", "120"])
      let run = try DrawnRun(words: ["--data", data, "--examples", "120"])
      #expect(try options.plan().loader()() == run.split())
      #expect(try options.plan().dataName == run.examples.name)
    }
  }

  @Test func `of a folder's examples the first are learned from, and all are tested on`() throws {
    let folder = try TemporaryFolder()
    try folder.writeDigits(named: "train", count: 50)
    try folder.writeDigits(named: "t10k", count: 20)
    let all = try TrainOptions.parse(["--data", folder.path]).plan().loader()()
    let some = try TrainOptions.parse(["--data", folder.path, "--examples", "30"]).plan().loader()()
    #expect(some.training.count == 30)
    #expect(some.training.images == all.training.images?.prefix(30))
    #expect(some.test == all.test)
  }

  @Test func `a check says how many runs were trained for a lesson, and how long that took`() {
    let run = CommandRun(["lesson", "check", "training-screen"])
    #expect(run.code == 0, "\(run.output)")
    let pattern = /10 questions.*; tried with 20 seeds; trained 4 runs in [0-9.e-]+ s\n/
    #expect(run.output.contains(pattern), "\(run.output)")
  }

  @Test func `line by line, a run is trained to the moment that a page is about`() throws {
    let folder = try TemporaryFolder()
    let run = CommandRun(
      ["lesson", "training-screen", "--plain"], input: "2.303\n\nb\nquit",
      environment: ["XDG_STATE_HOME": folder.path])
    #expect(run.code == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n").map(String.init)
    #expect(
      lines.prefix(3) == [
        "Reading the curves of a training run", "page 1 of 10",
        "training: 784-16-10 tanh on 2000 drawn digits, rate 0.1, 3 epochs, seed 1",
      ])
    #expect(lines.contains { $0.hasPrefix("  step 0, epoch 0: test loss ") })
    #expect(lines.contains { $0.hasPrefix("  step 1, epoch 0.0323: train loss 2.3") })
    #expect(
      lines.dropLast().last?.hasPrefix("  step 31, epoch 1: train loss ") == true, "\(lines)")
    #expect(lines.last == "(an empty line goes on)")
  }
}
