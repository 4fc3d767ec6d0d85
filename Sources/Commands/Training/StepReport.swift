import Basics
import Interchange
import Learning
import Presentation
import Syntax

/// A step of a run as text, for people or for programs.
struct StepReport {
  private let step: ReplayedStep
  private let alerts: [Alert]
  /// The rows with the largest loss, as many as are wanted.
  private let rows: [ReplayedStep.Row]

  init(_ step: ReplayedStep, alerts: [Alert], rows: Int) {
    self.step = step
    self.alerts = alerts
    self.rows = Array(step.rowsByShare.prefix(rows))
  }

  private var record: StepRecord { step.record }

  private var isStart: Bool { step.rows.isEmpty }

  /// One object on one line.
  var json: String {
    JSON.object([
      ("version", "1"), ("step", "\(record.step)"), ("epoch", JSON.number(record.epoch)),
      ("rate", JSON.number(record.rate)), ("loss", isStart ? "null" : JSON.number(record.loss)),
      ("rows", array(rows.map(json))),
      ("parameters", array(zip(step.before, record.parameters).map(json))),
      (
        "alerts",
        array(
          alerts.map { alert in JSON.object(alert.fields.map { ($0.name, $0.text ?? "null") }) })
      ),
    ])
  }

  private func array(_ values: [String]) -> String { "[" + values.joined(separator: ",") + "]" }

  private func json(_ row: ReplayedStep.Row) -> String {
    JSON.object([
      ("row", "\(row.row)"), ("example", "\(row.example)"),
      ("label", row.label.map { "\($0)" } ?? "null"),
      ("predicted", row.predicted.map { "\($0)" } ?? "null"), ("loss", JSON.number(row.loss)),
      ("share", JSON.number(row.share)), ("gradientNorm", JSON.number(row.gradientNorm)),
    ])
  }

  private func json(_ parameter: ParameterElements, _ norms: ParameterNorms) -> String {
    JSON.object([
      ("name", JSON.text(parameter.name)), ("norm", JSON.number(norms.norm)),
      ("gradientNorm", JSON.number(norms.gradientNorm)),
      ("updateNorm", JSON.number(norms.updateNorm)),
    ])
  }
}

extension StepReport {
  /// ```
  /// step 120  epoch 0.128  rate 0.1  loss 0.4612
  ///
  /// row  example  label  predicted  loss   share   gradient
  ///  17    48213      4          9  3.121  10.6 %     12.42
  /// …
  /// ```
  var table: String {
    var text = heading + "\n"
    if !rows.isEmpty { text += "\n" + rowTable + left }
    text += "\n" + parameterTable
    for alert in alerts {
      text += "\n\(alert.rule.rawValue)\(alert.layer.map { ", \($0)" } ?? ""): \(alert.words)\n"
    }
    if let stopped = step.stopped { text += "\n\(stopped)\n" }
    return text
  }

  private var heading: String {
    let time =
      "step \(record.step)  epoch \(NumberText.short(record.epoch))  "
      + "rate \(NumberText.short(Double(record.rate)))"
    return isStart ? time + "  before any update" : time + "  loss \(short(record.loss))"
  }

  private var rowTable: String {
    columns(
      [["row", "example", "label", "predicted", "loss", "share", "gradient"]]
        + rows.map { row in
          [
            "\(row.row)", "\(row.example)", row.label.map { "\($0)" } ?? "-",
            row.predicted.map { "\($0)" } ?? "-", short(row.loss),
            NumberText.short(row.share * 100, digits: 3) + " %", NumberText.short(row.gradientNorm),
          ]
        })
  }

  /// How many rows are not listed.
  private var left: String {
    let count = step.rows.count - rows.count
    return count > 0 ? "and \(count.counted("other row")) with a smaller loss\n" : ""
  }

  private var parameterTable: String {
    columns(
      [["", "norm", "gradient", "update"]]
        + zip(step.before, record.parameters).map { parameter, norms in
          [
            parameter.name, short(norms.norm), isStart ? "-" : short(norms.gradientNorm),
            isStart ? "-" : short(norms.updateNorm),
          ]
        })
  }

  private func short(_ number: Float) -> String { NumberText.short(Double(number)) }

  /// Lines of cells, each column as wide as its widest, all but words to the right.
  private func columns(_ lines: [[String]]) -> String {
    let widths = (lines.first ?? []).indices.map { column in
      lines.map { $0[column].count }.max() ?? 0
    }
    return lines.map { line in
      let cells = zip(line, widths).map { cell, width in
        String(repeating: " ", count: width - cell.count) + cell
      }
      return cells.joined(separator: "  ") + "\n"
    }.joined()
  }
}
