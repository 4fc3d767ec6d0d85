import Autodiff
import Presentation
import TextCanvas

/// Where the first number that is not finite was born, from which operands, and where it went.
struct NonFiniteSearch {
  /// An event that gave a node a number that is not finite.
  private struct Sighting {
    let event: Int
    let isBirth: Bool
  }

  private let run: AskedRun
  private let sightings: [Sighting]
  /// The run just after the first birth.
  private let birth: Timeline<Double>?

  /// - Complexity: a run through all events.
  init(_ run: AskedRun) {
    self.run = run
    var timeline = run.end
    var sightings: [Sighting] = []
    var birth: Timeline<Double>?
    timeline.seek(to: 0)
    while timeline.position < timeline.count {
      timeline.step()
      guard timeline.lastEventIsNonFinite else { continue }
      let isBirth = timeline.lastEventBearsNonFinite
      sightings.append(Sighting(event: timeline.position, isBirth: isBirth))
      if isBirth, birth == nil { birth = timeline }
    }
    self.sightings = sightings
    self.birth = birth
  }

  var reply: Reply {
    guard let birth else {
      return Reply(line: "every number is finite, up to the end: no NaN, no ∞")
    }
    let story = BirthStory(birth, run: run)
    let advice = story.advice.map { AnswerLine(StyledText("  \($0)", .warning)) }
    let lines = [story.headline] + story.causes + [advice].compactMap { $0 } + spread(birth)
    return Reply("the first number that is not finite", lines)
  }

  /// What came of it, each node once.
  private func spread(_ birth: Timeline<Double>) -> [AnswerLine] {
    let later = sightings.filter { $0.event > birth.position }
    guard !later.isEmpty else { return [AnswerLine(StyledText("it goes no further", .muted))] }
    var timeline = birth
    let lines = later.prefix(200).map { sighting -> AnswerLine in
      timeline.seek(to: sighting.event)
      let verb = sighting.isBirth ? "another is born in " : ""
      return AnswerLine(
        StyledText("  event \(sighting.event): ", .muted) + verb
          + BirthStory(timeline, run: run).change, at: sighting.event)
    }
    let head =
      later.count == 1 ? "it spreads to one event:" : "it spreads to \(later.count) events:"
    return [AnswerLine(StyledText(head, .strong))] + lines
  }
}
