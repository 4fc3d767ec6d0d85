import Autodiff
package import Inquiry
package import Presentation

/// A plot and what of the program it is about.
package struct ProgramPlot: Hashable, Sendable {
  /// What was asked for, with all that was left open decided.
  package let request: PlotRequest
  package let plot: Plot
  /// What is plotted; for a function that was asked for by its name nothing.
  package let target: PlotSampler.Place?
  /// The numbers that vary.
  package let variables: [PlotSampler.Place]
  /// The numbers of the program that the curve's present places are the values of.
  package let marks: [PlotSampler.Place]
  /// Whether the slope is a local partial, which is known as soon as the values are, and not an adjoint.
  package let isLocal: Bool
  /// Whether the present place is known at any position in time, as the steps of a descent are.
  package let isTimeless: Bool
  /// How far the tangent is off where a number was nudged.
  package var nudge: PlotNudge?

  /// A plot of some numbers of a program.
  package init(
    request: PlotRequest, plot: Plot, target: PlotSampler.Place?, variables: [PlotSampler.Place],
    marks: [PlotSampler.Place], isLocal: Bool, isTimeless: Bool = false
  ) {
    (self.request, self.plot, self.target, self.variables) = (request, plot, target, variables)
    (self.marks, self.isLocal, self.isTimeless) = (marks, isLocal, isTimeless)
  }
}

/// A number that was nudged on a plot: where the tangent leads, and where the curve is.
package struct PlotNudge: Hashable, Sendable {
  /// Where it was.
  package let from: Curve.Point
  /// Where it is after the nudge.
  package let to: Curve.Point

  /// A nudge from one place of a curve to another.
  package init(from: Curve.Point, to: Curve.Point) {
    (self.from, self.to) = (from, to)
  }

  /// The change that the derivative predicts, the actual one, and the difference.
  package var predicted: Double { (from.slope ?? .nan) * (to.x - from.x) }
  package var actual: Double { to.y - from.y }
  package var error: Double { actual - predicted }
}
