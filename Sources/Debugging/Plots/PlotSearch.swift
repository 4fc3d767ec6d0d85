package import Autodiff
package import Formula
package import Inquiry
package import Presentation
import Syntax

/// Finds out what a request to plot something means in a program, and computes it.
package struct PlotSearch {
  /// How many places of a curve are computed: an odd number, so that the middle is among them.
  package static let curvePlaces = 201
  /// How many places a grid has along each axis.
  package static let gridPlaces = 41
  /// How many numbers that a function is applied to are marked.
  private static let mostMarks = 64

  private let program: Program
  private let end: Run
  private let text: NodeText

  /// Looks into a run of a program, at its end.
  package init(_ program: Program, _ run: Run, _ text: NodeText) {
    var end = run
    end.seek(to: end.count)
    (self.program, self.end, self.text) = (program, end, text)
  }

  /// What is asked for, of a number that is selected where nothing is named.
  package func plot(
    _ request: PlotRequest, selected: PlotSampler.Place? = nil
  ) throws(CommandFailure) -> ProgramPlot {
    guard let subject = request.subject else {
      return try plot(of: selected ?? PlotSampler.Place(program.output, element: 0), request)
    }
    // A result without a name of its own may bear that of a function: the function is meant.
    let isFunction = program.parameters(ofFunction: subject) != nil
    let isNode = scope.node(named: subject) != nil || subject.hasSuffix("]")
    if request.variables.isEmpty, isFunction || !isNode {
      return try plot(ofFunction: subject, request)
    }
    guard !request.variables.isEmpty else {
      if let place = try functionPlace(subject) { return try plot(of: place, request) }
      return try plot(of: place(subject), request)
    }
    let target = try place(subject)
    var variables: [PlotSampler.Place] = []
    for name in request.variables { variables.append(try place(name)) }
    return try plot(of: target, by: variables, request)
  }

  private var scope: StateScope { StateScope(program) }
  private var graph: Graph { program.graph }

  /// A single number by its name, such as `z` or `W[0, 1]`.
  private func place(_ typed: String) throws(CommandFailure) -> PlotSampler.Place {
    let target = try NumberTarget(typed, origin: "plot", in: scope)
    guard let element = target.element else {
      throw CommandFailure(
        "\(target.name) has \(target.shape.count) elements; plot one of them, as in "
          + "\(target.name)\(graph.shape(of: target.node).indexText(of: 0))")
    }
    return PlotSampler.Place(target.node, element: element)
  }

  /// The first number of a node that applies a function to each of its elements.
  private func functionPlace(_ typed: String) throws(CommandFailure) -> PlotSampler.Place? {
    let target = try NumberTarget(typed, origin: "plot", in: scope)
    guard target.isWhole, Activations(graph).operand(of: target.node) != nil else { return nil }
    return PlotSampler.Place(target.node, element: 0)
  }

  /// How a number is typed.
  private func name(_ place: PlotSampler.Place) -> String {
    scope.spelling(of: place.node) + graph.shape(of: place.node).indexText(of: place.element)
  }
}

extension PlotSearch {
  /// What is worth seeing of a number when nobody says over what: the function that it is computed
  /// with, else how the output depends on it, and the output over the first input.
  private func plot(
    of target: PlotSampler.Place, _ request: PlotRequest
  ) throws(CommandFailure) -> ProgramPlot {
    if let operand = Activations(graph).operand(of: target.node) {
      return try plot(of: target, applying: operand, request)
    }
    guard target.node == program.output else {
      let output = program.output
      guard graph.shape(of: output).count == 1 else {
        throw CommandFailure(
          "type what to plot \(name(target)) against, as in plot \(text.names[output])[0] by "
            + name(target))
      }
      return try plot(of: PlotSampler.Place(output, element: 0), by: [target], request)
    }
    let input = program.inputs.first { input in
      graph.hasAdjoint(input.node) && sampler(target, [input.node])?.depends(on: 0) == true
    }
    guard let input else {
      throw CommandFailure("\(name(target)) depends on no input that could vary")
    }
    return try plot(of: target, by: [PlotSampler.Place(input.node, element: 0)], request)
  }

  private func sampler(_ target: PlotSampler.Place, _ nodes: [NodeID]) -> PlotSampler? {
    try? PlotSampler(target, by: nodes.map { PlotSampler.Place($0, element: 0) }, in: end)
  }

  private func plot(
    of target: PlotSampler.Place, by variables: [PlotSampler.Place], _ request: PlotRequest
  ) throws(CommandFailure) -> ProgramPlot {
    guard Set(variables).count == variables.count else {
      throw CommandFailure("a plot by two variables needs two different ones")
    }
    var sampler: PlotSampler
    do throws(GraphError) {
      sampler = try PlotSampler(target, by: variables, in: end)
    } catch {
      throw CommandFailure("\(error)")
    }
    for place in variables.indices where !sampler.depends(on: place) {
      throw CommandFailure("\(name(target)) does not depend on \(name(variables[place]))")
    }
    let ranges = variables.indices.map { place in
      request.ranges.indices.contains(place)
        ? request.ranges[place] : Self.range(around: sampler.present[place])
    }
    let names = variables.map(name)
    let plot =
      variables.count == 2
      ? Self.surface(&sampler, name(target), names, ranges, hasPresent: true)
      : Self.curve(&sampler, name(target), names[0], ranges[0])
    return ProgramPlot(
      request: PlotRequest(name(target), by: names, ranges: ranges), plot: plot, target: target,
      variables: variables, marks: [target], isLocal: false)
  }

  private static func curve(
    _ sampler: inout PlotSampler, _ name: String, _ variable: String, _ range: ClosedRange<Double>
  ) -> Plot {
    let present = sampler.point(at: sampler.present[0])
    return .curve(
      Curve(
        name: name, slopeName: DerivativeText.total(of: name, by: variable), variable: variable,
        points: sampler.points(range, count: curvePlaces), present: [present]))
  }

  private static func surface(
    _ sampler: inout PlotSampler, _ name: String, _ variables: [String],
    _ ranges: [ClosedRange<Double>], hasPresent: Bool
  ) -> Plot {
    let now = sampler.present
    let present = hasPresent ? sampler.surfacePoint(at: now[0], now[1]) : nil
    let (xs, ys) = (ranges[0].places(gridPlaces), ranges[1].places(gridPlaces))
    return .surface(
      Surface(
        name: name, variables: variables, xs: xs, ys: ys, values: sampler.grid(xs, ys),
        present: present))
  }

  /// The range of a number when nobody says one: at least 3 to either side, with round ends.
  static func range(around number: Double) -> ClosedRange<Double> {
    let reach = number.isFinite ? max(3, abs(number)) : 3
    let middle = number.isFinite ? number : 0
    let step = reach <= 3 ? 1 : reach / 4
    let (low, high) = ((middle - reach) / step, (middle + reach) / step)
    return low.rounded(.down) * step...high.rounded(.up) * step
  }
}

extension PlotSearch {
  /// The function that a node is computed with, over its operand, with all that it is applied to.
  private func plot(
    of target: PlotSampler.Place, applying operand: NodeID, _ request: PlotRequest
  ) throws(CommandFailure) -> ProgramPlot {
    let element = graph.shape(of: operand).count == 1 ? 0 : target.element
    let variable = PlotSampler.Place(operand, element: element)
    var sampler: PlotSampler
    do throws(GraphError) {
      sampler = try PlotSampler(target, by: [variable], in: end)
    } catch {
      throw CommandFailure("\(error)")
    }
    let marks = (0..<min(graph.shape(of: target.node).count, Self.mostMarks)).map {
      PlotSampler.Place(target.node, element: $0)
    }
    let numbers = end.value(of: operand).elements
    let present = marks.map { numbers[numbers.count == 1 ? 0 : $0.element] }
    let (name, over) = (text.names[target.node], text.names[operand])
    let range = request.ranges.first ?? Self.range(ofFunctionAt: present)
    let curve = Curve(
      name: text.expression(of: target.node),
      slopeName: DerivativeText.partial(of: name, by: over), variable: over,
      points: sampler.points(range, count: Self.curvePlaces),
      present: present.map { sampler.point(at: $0) })
    return ProgramPlot(
      request: PlotRequest(self.name(target), ranges: [range]), plot: .curve(curve), target: target,
      variables: [variable], marks: marks, isLocal: true)
  }

  /// A function of the program or of the language, with the places at which the program applies it.
  private func plot(
    ofFunction function: String, _ request: PlotRequest
  ) throws(CommandFailure) -> ProgramPlot {
    let parameters = try parameters(of: function)
    guard let count = [1, 2].first(where: { $0 == parameters.count }) else {
      throw CommandFailure(
        "\(function) has \(parameters.count) arguments; only functions of one or two can be plotted"
      )
    }
    let applied: AppliedFunction
    var sampler: PlotSampler
    do {
      applied = try program.applying(function, to: count)
      var run = try applied.program.timeline(of: applied.result)
      run.seek(to: run.count)
      sampler = try PlotSampler(
        PlotSampler.Place(applied.result, element: 0),
        by: applied.arguments.map { PlotSampler.Place($0, element: 0) }, in: run)
    } catch let failure as FormulaFailure {
      throw CommandFailure("\(function) cannot be plotted: \(CommandFailure(failure).lines[0])")
    } catch {
      throw CommandFailure("\(error)")
    }
    let name = "\(function)(\(parameters.joined(separator: ", ")))"
    guard count == 1 else {
      let ranges = (0..<2).map { request.ranges.indices.contains($0) ? request.ranges[$0] : -3...3 }
      return ProgramPlot(
        request: PlotRequest(function, ranges: ranges),
        plot: Self.surface(&sampler, name, parameters, ranges, hasPresent: false),
        target: nil, variables: [], marks: [], isLocal: true)
    }
    let calls = Activations(graph).calls(of: function, like: applied)
    let marks = Array(
      calls.flatMap { call in
        (0..<graph.shape(of: call.result).count).map {
          (operand: call.operand, place: PlotSampler.Place(call.result, element: $0))
        }
      }.prefix(Self.mostMarks))
    let present = marks.map { end.value(of: $0.operand).elements[$0.place.element] }
    let range = request.ranges.first ?? Self.range(ofFunctionAt: present)
    let curve = Curve(
      name: name, slopeName: "\(function)′(\(parameters[0]))", variable: parameters[0],
      points: sampler.points(range, count: Self.curvePlaces),
      present: present.map { sampler.point(at: $0) })
    return ProgramPlot(
      request: PlotRequest(function, ranges: [range]), plot: .curve(curve), target: nil,
      variables: [], marks: marks.map(\.place), isLocal: true)
  }

  /// What a function calls its parameters.
  private func parameters(of function: String) throws(CommandFailure) -> [String] {
    if let own = program.parameters(ofFunction: function) { return own }
    guard let known = FunctionHelp.named(function) else {
      let names = scope.allNames + FunctionHelp.all.map(\.name)
      let nearest = nearestWord(to: function, among: names)
      throw CommandFailure(
        "there is no node or function '\(function)'"
          + (nearest.map { "; did you mean '\($0)'?" } ?? ""))
    }
    let inside = known.usage.drop { $0 != "(" }.dropFirst().prefix { $0 != ")" }
    return inside.split(separator: ",").map { String($0.drop(while: \.isWhitespace)) }
  }

  /// The range of a function: where the interesting part of most lies, and all that it is applied to.
  private static func range(ofFunctionAt numbers: [Double]) -> ClosedRange<Double> {
    let reach = numbers.filter(\.isFinite).map { abs($0) * 1.1 }.max() ?? 0
    guard reach > 5 else { return -5...5 }
    return -reach.rounded(.up)...reach.rounded(.up)
  }
}
