import ArgumentParser
import Learning

/// What `train --headless` makes of the rules that a run breaks.
struct AlertOptions: ParsableArguments {
  @Flag(
    help: "With --headless: print a JSON object for each alert, such as a spike or dead units.")
  var alerts = false

  @Option(
    help: ArgumentHelp(
      "With --headless: stop with exit code 5 at the first alert of these rules: loss-spike, "
        + "update-spike, non-finite, dead, saturated, vanishing, exploding, update-ratio, guessing, "
        + "no-progress, gap, or all.", valueName: "rules"))
  var failOn: AlertRules?

  /// What of the alerts is wanted.
  var plan: AlertPlan { AlertPlan(isReported: alerts, failing: failOn?.rules ?? []) }
}

/// What happens when a rule is broken.
struct AlertPlan: Hashable {
  /// Whether each alert is printed.
  var isReported = false
  /// The rules that end the run.
  var failing: Set<AlertRule> = []

  /// Whether a run has to be watched.
  var needsWatch: Bool { isReported || !failing.isEmpty }
}

/// `dead,non-finite` on the command line.
struct AlertRules: ExpressibleByArgument {
  let rules: Set<AlertRule>

  init?(argument: String) {
    guard argument != "all" else {
      rules = Set(AlertRule.allCases)
      return
    }
    let words = argument.split(separator: ",", omittingEmptySubsequences: false)
    let rules = words.compactMap { AlertRule(rawValue: String($0)) }
    guard rules.count == words.count else { return nil }
    self.rules = Set(rules)
  }
}
