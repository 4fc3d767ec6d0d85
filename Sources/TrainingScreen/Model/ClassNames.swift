import Learning
import TextCanvas

/// What the classes are called: by numbers, or by names that panes cut and align.
struct ClassNames: Hashable, Sendable {
  private let names: [String]

  init(_ names: [String]) { self.names = names }

  /// The name of a class, or its number where it has none.
  subscript(index: Int) -> String {
    let name = names.indices.contains(index) ? names[index] : ""
    return name.isEmpty ? "\(index)" : name
  }

  /// Whether there are names at all.
  var areWords: Bool { names.indices.contains { self[$0] != "\($0)" } }

  /// The columns that the longest name takes.
  var columns: Int { names.indices.map { self[$0].columns }.max() ?? 1 }

  /// The name in exactly so many columns.
  func cell(_ index: Int, columns: Int) -> String {
    self[index].truncated(toColumns: columns).padded(toColumns: columns)
  }

  /// As much of the beginning of a name as there is room for, to stand over a column.
  func heading(_ index: Int, columns: Int) -> String {
    let name = self[index]
    var heading = ""
    for character in name where (heading + String(character)).columns <= columns {
      heading.append(character)
    }
    return name == "\(index)" ? name : heading
  }
}

extension TrainingModel {
  /// What the classes of the data are called.
  var classNames: ClassNames { ClassNames(snapshot.labelNames) }
}
