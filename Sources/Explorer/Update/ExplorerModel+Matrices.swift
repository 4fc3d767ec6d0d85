import Autodiff
import Inquiry
import Presentation
import TextCanvas
import Widgets

extension ExplorerModel {
  /// Does a key while matrices are shown.
  mutating func press(_ key: Key, in sheet: MatrixSheet) -> [ExplorerEffect] {
    var sheet = sheet
    let page = max(size.height - 8, 1)
    switch key {
    case .down, .character("j"): sheet.move(rows: 1, columns: 0)
    case .up, .character("k"): sheet.move(rows: -1, columns: 0)
    case .left, .character("h"): sheet.move(rows: 0, columns: -1)
    case .right, .character("l"): sheet.move(rows: 0, columns: 1)
    case .pageDown, .character(" "): sheet.move(rows: page, columns: 0)
    case .pageUp: sheet.move(rows: -page, columns: 0)
    case .tab, .character("n"): sheet.changeMatrix(by: 1)
    case .backTab, .character("N"): sheet.changeMatrix(by: -1)
    case .control("l"): return [.screen(.redrawAll)]
    case .control("c"), .escape, .character("q"):
      overlay = nil
      return []
    case .enter:
      overlay = nil
      showPaths(of: sheet)
      return []
    default: return pressThrough(key)
    }
    overlay = .matrices(sheet)
    return []
  }

  /// The paths whose products add up to the derivative under the cursor.
  private mutating func showPaths(of sheet: MatrixSheet) {
    guard let matrix = sheet.matrix, let target = matrix.rows.node(at: sheet.row),
      let source = matrix.columns.node(at: sheet.column)
    else { return }
    guard source != target else {
      notice = StyledText("\(text.names[source]) is passed on unchanged", .muted)
      return
    }
    do {
      // No path of a whole derivative leads through another of its inputs.
      let others = matrix.isPartial ? Set(matrix.columns.nodes).subtracting([source]) : []
      show(try PathSearch(asked, from: source, to: target, around: others).answer)
    } catch {
      notice = StyledText(error.lines[0], .warning)
    }
  }
}
