import Autodiff
import Basics
import Learning
import Testing

@testable import Lessons

/// Pages about a run: what they say, and answers that are computed by training.
@Suite struct RunPlaceTests {
  private static let options = "--examples 200 --hidden 4 --epochs 2 --rate 0.2 --seed 3 --batch 50"

  private func play(_ pages: String, options: String = options) throws -> LessonPlay {
    let text = "title: T\ntrain: \(options)\n\(pages)"
    return try LessonPlay(try Lesson(text, name: "own"), seed: "1")
  }

  private func number(_ play: LessonPlay, _ question: Int = 0) throws -> Double {
    guard case .number(let number) = play.questions[question].right else {
      throw AnswerProblem("this question asks for no number")
    }
    return try #require(number.scalar)
  }

  /// The errors of a lesson, as `line:column: message`.
  private func errors(_ text: String) -> [String] {
    do {
      _ = try LessonPlay(try Lesson("title: T\n" + text, name: "own"), seed: "1")
      return []
    } catch {
      return error.errors.map { one in
        let place = error.source.position(of: one.span.lowerBound)
        return "\(place.line):\(place.column): \(one.message)"
      }
    }
  }

  /// The same run by the session alone, with nothing that watches it.
  private func session(afterSteps steps: Int) throws -> TrainingSession {
    var options = TrainingOptions(
      plan: NetworkPlan(widths: [784, 4, 10]), batch: 50,
      schedule: RateSchedule(base: 0.2, decay: 0.8))
    options.seed = 3
    let data = ExampleSplit(try EmbeddedDigits().split(training: 200, test: 50))
    var session = try TrainingSession.begin(
      options.fitting(data), examples: data, epochs: 2, from: nil, now: { 0 })
    for _ in 0..<steps { try session.step() }
    return session
  }

  @Test func `answers are the figures of the same run`() throws {
    let play = try play(
      """
      go: step 3
      ask: The loss?
      answer: loss
      go: epoch 1
      ask: The test accuracy in percent?
      answer: accuracy
      ask: The test loss?
      answer: testLoss
      go: end
      ask: The rate and the step?
      answer: rate + step
      """)
    #expect(try number(play, 0) == Double(try session(afterSteps: 3).lastLoss))
    let one = try #require(try session(afterSteps: 4).record.tests.last?.result)
    #expect(try number(play, 1) == (one.accuracy ?? .nan) * 100)
    #expect(try number(play, 2) == Double(one.loss))
    let end = try session(afterSteps: 8)
    #expect(end.isFinished)
    #expect(try number(play, 3) == Double(end.lastRate) + 8)
  }

  @Test func `a prediction is answered by the moment to which the run goes then`() throws {
    let play = try play(
      """
      go: start
      predict: The loss of the first minibatch, at {step} minibatches?
      answer: loss
      because: Now it is {loss}, after {step}.
      then: step 1

      ask: Has the test loss changed since?
      right when testLoss == before.testLoss: No.
      choice: Yes.
      """)
    #expect(try number(play) == Double(try session(afterSteps: 1).lastLoss))
    var session = LessonSession(play)
    #expect(session.moment?.step == 0)
    #expect(session.lines.first?.text == "The loss of the first minibatch, at 0 minibatches?")
    #expect(session.holdsTime)
    try session.answer(try number(play).description)
    #expect(session.moment?.step == 1)
    #expect(session.lines.last?.text.hasSuffix("after 1.") == true)
    session.goOn()
    #expect(session.moment?.step == 1)
    try session.answer("a")
    #expect(!session.isAsking)
  }

  @Test func `dead units are counted over all hidden layers`() throws {
    let play = try play(
      "go: end\nask: How many?\nanswer: deadUnits\naccept: exactly",
      options: "--examples 200 --hidden 6 --activation relu --rate 50 --epochs 3")
    #expect(try number(play) == 6)
  }

  @Test func `numbers that are drawn make another run`() throws {
    let text = """
      title: T
      draw: a from 1..1000
      train: --examples 100 --hidden 3 --epochs 1 --seed {a}
      go: end
      ask: The loss?
      answer: loss
      """
    let lesson = try Lesson(text, name: "own")
    let one = try LessonPlay(lesson, seed: "anna")
    let same = try LessonPlay(lesson, seed: "anna")
    let other = try LessonPlay(lesson, seed: "bob")
    #expect(try number(one) == number(same))
    #expect(try number(one) != number(other))
    #expect(lesson.runs.report.runs == 2)
  }

  @Test func `what is wrong with the options stands where it is`() throws {
    #expect(
      errors("train: --hidden 4 --rat 0.5\nA text.") == [
        "2:19: unknown option '--rat'. Did you mean '--rate'?"
      ])
    #expect(
      errors("train: --rate 0.5 --epochs\nA text.") == [
        "2:19: missing value for '--epochs <epochs>'"
      ])
    let epochs = errors("train: --epochs 0\nA text.")
    #expect(epochs == ["2:8: --epochs must be at least 1, not 0"])
    #expect(
      errors("train: --data /home/mnist\nA text.") == [
        "2:8: '/home/mnist' may be missing on another machine: a lesson trains on "
          + "synthetic:digits or synthetic:regression"
      ])
    #expect(
      errors("train: --save run.safetensors\nA text.").first?.contains("unknown option '--save'")
        == true)
    #expect(
      errors("train: --layers 5-3-10\nA text.") == [
        "2:8: the training data have 784 inputs, but the first layer 5"
      ])
    #expect(
      errors("train: --hidden 5000 --epochs 1000 --examples 60000\nA text.") == [
        "2:8: this run takes too long for a lesson; choose fewer --epochs, --examples or units"
      ])
  }

  @Test func `what does not belong to a run is refused`() throws {
    #expect(
      errors("train: --epochs 1\nprogram: two-gates\nA text.") == [
        "3:10: a page has one program or one run to train; type --- for another page"
      ])
    #expect(
      errors("train: --examples 64 --epochs 1\nhide: adj\nA text.") == [
        "3:7: 'hide:' is for the numbers of a program, not for a run"
      ])
    #expect(
      errors("train: --examples 64 --epochs 1\nask: Next?\nanswer: next") == [
        "3:6: this is about a program, and this page is about a run"
      ])
    #expect(
      errors("train: --examples 64 --epochs 1\ngo: before adj(x)\nA text.") == [
        "3:5: type start, step 50, epoch 1 or end"
      ])
    #expect(
      errors("train: --examples 64 --epochs 1\ngo: step 2\nA text.") == [
        "3:5: the run has steps 1 to 1, 1 in each epoch"
      ])
    #expect(
      errors("train: --examples 64 --epochs 2\ngo: end\nask: L?\nanswer: loss\nthen: start") == [
        "6:7: this is before the step at which the page begins"
      ])
    #expect(
      errors("train: --examples 64 --epochs 1\ngo: end\nask: L?\nanswer: los").first?.hasPrefix(
        "5:9: ") == true)
    #expect(
      errors("train: --examples 64 --epochs 1\ngo: end\nask: L?\nanswer: before.loss") == [
        "5:9: a run has no before.loss here"
      ])
    #expect(errors("train:\nA text.").first?.contains("'train:' says nothing") == true)
  }

  @Test func `a check finds a prediction whose answer is on the screen`() throws {
    let lesson = try Lesson(
      "title: T\ntrain: --examples 64 --epochs 1\ngo: end\npredict: The loss?\nanswer: loss",
      name: "own")
    #expect(
      LessonCheck(lesson).findings.map(\.message) == [
        "the answer is on the screen when this is asked; type then: with a later moment of the run"
      ])
  }

  @Test func `answers about a run are marked by training it again`() throws {
    let text = """
      title: T
      draw: a from 1..9
      train: --examples 100 --hidden 3 --epochs 1 --seed {a}
      go: start
      predict: The first loss?
      answer: loss
      then: step 1
      """
    let submissions = try ["anna", "bob"].map { name in
      let play = try LessonPlay(try Lesson(text, name: "own"), seed: name)
      let answer = SubmittedAnswer(
        lesson: "own", seed: name, student: name, item: 1,
        answer: name == "anna" ? "\(try number(play))" : "77", tries: 1)
      return Submission(bytes: Array(answer.json.utf8), origin: name)
    }
    let lesson = try Lesson(text, name: "own")
    let marking = Marking(submissions) { _, seed in
      (try? LessonPlay(lesson, seed: seed)).map { .success($0) } ?? .failure(AnswerProblem("no"))
    }
    #expect(marking.students.map(\.points) == [1, 0])
  }
}
