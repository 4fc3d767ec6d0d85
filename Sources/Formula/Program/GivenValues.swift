import Autodiff
import Basics
import Syntax

/// Values that are given to inputs from outside of a program's text, as `--at` does:
/// `x=pi/2,W=[[1, 2], [3, 4]]`.
///
/// They are read and computed by the very means that programs are.
struct GivenValues {
  /// A value, and where its name stands.
  struct Item {
    let name: String
    let span: SourceSpan
    let valueSpan: SourceSpan
    let value: Literal
  }

  let source: SourceText
  private(set) var items: [Item] = []
  /// The files that give values to all inputs that their arrays are called like.
  private var files: GivenFiles?
  private var errors: [FormulaError]
  private var names: Set<String> = []

  /// Reads names and values with commas between them.
  init(list text: String) {
    source = SourceText(text, origin: "--at")
    let files = GivenFiles(source)
    self.files = files
    let parsed = Parser.parse(files.rest.withStatementsAtCommas, functions: BuiltIn.names)
    errors = files.errors
    errors += parsed.errors.filter { $0.problem != .emptyProgram }.map { error in
      guard case .assignmentToFunction(let name) = error.problem else { return error }
      return FormulaError(.state(.nameOfFunction(name)), at: error.span)
    }
    compute(parsed.tree)
    for item in files.items { add(item) }
  }

  /// Reads the value of one name.
  init(_ text: String, of name: String) {
    source = SourceText(text, origin: name)
    let parsed = Parser.parse(source, functions: BuiltIn.names)
    errors = parsed.errors.map { error in
      error.problem == .emptyProgram ? FormulaError(.missingSetting(name), at: error.span) : error
    }
    guard errors.isEmpty else { return }
    guard parsed.tree.statements.count == 1, let statement = parsed.tree.statements.first,
      case .expression = statement.kind
    else {
      errors.append(FormulaError(.severalValues, at: SourceSpan(0, source.bytes.count)))
      return
    }
    compute(parsed.tree, name: name)
  }

  /// Reads the value of one name from a file: `@batch.npy`, `@weights.npz:fc1.weight`.
  init(file text: String, of name: String) {
    source = SourceText(text, origin: name)
    let files = GivenFiles(source, for: name)
    errors = files.errors
    for item in files.items { add(item) }
  }

  /// Why the values cannot be taken, whatever program they are for.
  var failure: FormulaFailure? {
    errors.isEmpty ? nil : FormulaFailure(errors.reported, in: source)
  }

  /// The values by name; what is given to one input by its name counts more than what a file of many
  /// holds.
  var valuesByName: [String: Literal] {
    var values: [String: Literal] = [:]
    for bundle in bundles { values.merge(bundle.values) { _, last in last } }
    for item in items { values[item.name] = item.value }
    return values
  }

  /// The files of many arrays, each of which is for the input that is called like it.
  var bundles: [GivenFiles.Bundle] { files?.bundles ?? [] }

  /// Whether nothing is given.
  var isEmpty: Bool { items.isEmpty && bundles.isEmpty }

  /// What is to be said of the files, for a program of some inputs; throws where none of a file's arrays
  /// is for one.
  func notes(for inputs: [String]) throws(FormulaFailure) -> [ProgramNote] {
    do throws(FormulaError) {
      return try files?.notes(for: inputs) ?? []
    } catch {
      throw FormulaFailure([error], in: source)
    }
  }
}

extension SourceText {
  /// The text with a semicolon in place of each comma outside of brackets and quotes, so that what an
  /// option lists are statements; every place stays where it was.
  var withStatementsAtCommas: SourceText {
    var separated = bytes
    for comma in separatingCommas { separated[comma] = UInt8(ascii: ";") }
    return SourceText(bytes: separated, origin: origin)
  }

  /// Where the commas outside of brackets and quotes stand.
  var separatingCommas: [Int] {
    var depth = 0
    var quotes = QuoteScanner()
    return bytes.indices.filter { offset in
      guard !quotes.isInside(after: bytes[offset]) else { return false }
      switch bytes[offset] {
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ",") where depth <= 0: return true
      default: break
      }
      return false
    }
  }
}

extension GivenValues {
  private mutating func compute(_ tree: SyntaxTree, name: String? = nil) {
    var lowering = Lowering(tree, role: .values)
    lowering.lowerStatements()
    errors += lowering.allErrors
    guard errors.isEmpty else { return }
    guard let results = Self.literals(of: lowering) else {
      return errors.append(FormulaError(.graphTooLarge, at: .none))
    }
    for (statement, value) in zip(tree.statements, results) {
      add(statement, value, tree, name: name)
    }
  }

  /// The value of each statement; the graph is run once for all of them.
  private static func literals(of lowering: Lowering) -> [Literal?]? {
    let isComputed = lowering.values.contains { if case .node = $0 { true } else { false } }
    guard isComputed else { return lowering.values.map { $0.flatMap(lowering.literal) } }
    guard var evaluation = try? Evaluation<Double>(of: lowering.builder.graph) else { return nil }
    evaluation.forward()
    return lowering.values.map { term in
      if case .node(let node)? = term { return Literal(evaluation.value(of: node)) }
      return term.flatMap(lowering.literal)
    }
  }

  private mutating func add(_ item: Item) {
    guard names.insert(item.name).inserted else {
      return errors.append(FormulaError(.repeatedSetting(item.name), at: item.span))
    }
    items.append(item)
  }

  private mutating func add(
    _ statement: Statement, _ value: Literal?, _ tree: SyntaxTree, name: String?
  ) {
    switch statement.kind {
    case .binding(let place, let node):
      guard let value else { return }
      add(
        Item(
          name: tree[place.name], span: place.span, valueSpan: tree[node].span, value: value))
    case .expression(let node):
      guard let name, let value else {
        return errors.append(FormulaError(.settingWithoutName, at: statement.span))
      }
      let span = tree[node].span
      items.append(Item(name: name, span: span, valueSpan: span, value: value))
    case .function, .output, .loop, .branch, .otherwise:
      errors.append(FormulaError(.settingWithoutName, at: statement.span))
    case .broken: break
    }
  }
}
