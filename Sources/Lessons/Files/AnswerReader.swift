import Basics
import Syntax

/// What the blocks of a question say.
enum AnswerReader {
  /// `adj(x)`, `next`, `next node`, `path from x to f`, `formula adj(c)`.
  static func form(_ value: Written) throws(LessonError) -> AnswerForm {
    let words = value.text.split(separator: " ").map(String.init)
    switch words.first {
    case "next" where words.count == 1: return .nextNumber
    case "next" where words == ["next", "node"]: return .nextNode
    case "formula" where words.count > 1: return .formula(value.dropping("formula"))
    case "path", "strongest": return try path(value, words)
    default: return .number(value)
    }
  }

  private static func path(
    _ value: Written, _ words: [String]
  ) throws(LessonError) -> AnswerForm {
    let isStrongest = words.first == "strongest"
    let rest = words.dropFirst(isStrongest ? 1 : 0)
    guard rest.count == 5, Array(rest)[0] == "path", Array(rest)[1] == "from",
      Array(rest)[3] == "to"
    else {
      throw LessonError("type path from x to f, or strongest path from x to f", at: value.span)
    }
    return .path(
      from: value.part(Array(rest)[2]), to: value.part(Array(rest)[4], isLast: true),
      isStrongest: isStrongest)
  }

  /// `when adj(x) > 0` between `right` and its colon.
  static func rule(_ rule: Written?) throws(LessonError) -> Choice.Rule {
    guard let rule else { return .right }
    guard rule.text.hasPrefix("when ") else {
      throw LessonError("type right: or right when adj(x) > 0:", at: rule.span)
    }
    return .when(rule.dropping("when"))
  }

  /// `within 5%`, `3 digits`, `exactly`.
  static func tolerance(_ value: Written) throws(LessonError) -> Tolerance {
    let words = value.text.split(separator: " ")
    if words == ["exactly"] { return .exact }
    if words.count == 2, words[1].hasPrefix("digit"), let count = Int(words[0]),
      (1...15).contains(count)
    {
      return .digits(count)
    }
    let percent = value.text.filter { $0 != " " }
    if percent.hasPrefix("within"), percent.hasSuffix("%"),
      let number = Double(percent.dropFirst(6).dropLast()), number >= 0, number < 100
    {
      return .relative(number / 100)
    }
    throw LessonError("type within 5%, 3 digits or exactly", at: value.span)
  }

  /// `partial`, `val, adj`.
  static func hidden(_ value: Written) throws(LessonError) -> Set<QuizSubject> {
    var hidden: Set<QuizSubject> = []
    for word in value.text.split(whereSeparator: { $0 == "," || $0 == " " }) {
      guard let subject = QuizSubject(rawValue: String(word)) else {
        throw LessonError("type partial, val or adj, or several of them", at: value.span)
      }
      hidden.insert(subject)
    }
    return hidden
  }

  /// `adj(d) -> That is what d passes on.`
  static func mistake(_ value: Written) throws(LessonError) -> ForeseenMistake {
    let arrows = value.lines.first.map { line in
      ["->", "→"].compactMap { line.text.firstRange(of: $0) }
    }
    guard let line = value.lines.first,
      let arrow = arrows?.min(by: { $0.lowerBound < $1.lowerBound })
    else {
      throw LessonError(
        "type the wrong number, an arrow and what to say: mistake: adj(d) -> That is d's.",
        at: value.span)
    }
    let number = String(line.text[..<arrow.lowerBound]).trimmed
    let rest = line.text[arrow.upperBound...]
    let blanks = rest.prefix { $0.isWhitespace }
    let offset =
      line.offset + line.text[..<arrow.upperBound].utf8.count + blanks.utf8.count
    var reply = Written(String(rest.dropFirst(blanks.count)), at: offset)
    for line in value.lines.dropFirst() { reply.add(line.text, at: line.offset) }
    return ForeseenMistake(number: Written(number, at: line.offset), reply: reply)
  }
}

/// What a draw says.
enum DrawReader {
  /// As many numbers as one draw can choose from.
  private static let mostChoices = 1000

  /// `a from 2..5`, `a from -2..2 but not 0`, `a from 0..1 step 0.25`, `a from 1, 2, 4`.
  static func draw(_ value: Written, beside others: [Draw]) throws(LessonError) -> Draw {
    let words = value.text.split(separator: " ").map(String.init)
    guard words.count >= 3, words[1] == "from" else {
      throw LessonError("type a name and its numbers, as in draw: a from 2..5", at: value.span)
    }
    guard words[0].isName else {
      throw LessonError("'\(words[0])' is not a name; type draw: a from 2..5", at: value.span)
    }
    guard !others.contains(where: { $0.name == words[0] }) else {
      throw LessonError("'\(words[0])' is drawn already; choose another name", at: value.span)
    }
    let choices = try choices(Array(words.dropFirst(2)), value.span)
    return Draw(name: words[0], choices: choices, span: value.span)
  }

  private static func choices(
    _ words: [String], _ span: SourceSpan
  ) throws(LessonError) -> [Double] {
    var words = words[...]
    var excluded: [Double] = []
    if let but = words.firstIndex(of: "but") {
      guard but + 1 < words.endIndex, words[but + 1] == "not" else { throw problem(span) }
      excluded = try numbers(words[(but + 2)...], span)
      words = words[..<but]
    }
    var step = 1.0
    if let place = words.firstIndex(of: "step") {
      guard let number = try numbers(words[(place + 1)...], span).first, number > 0 else {
        throw problem(span)
      }
      step = number
      words = words[..<place]
    }
    let text = words.joined(separator: " ")
    let all: [Double]
    if let dots = text.firstRange(of: "..") {
      all = try range(text[..<dots.lowerBound], text[dots.upperBound...], step, span)
    } else {
      all = try numbers(words, span)
    }
    let choices = all.filter { !excluded.contains($0) }
    guard !choices.isEmpty else { throw problem(span) }
    return choices
  }

  private static func range(
    _ from: Substring, _ to: Substring, _ step: Double, _ span: SourceSpan
  ) throws(LessonError) -> [Double] {
    guard let first = Double(String(from).trimmed), let last = Double(String(to).trimmed),
      first.isFinite, last.isFinite, first <= last
    else { throw problem(span) }
    guard (last - first) / step < Double(mostChoices) else {
      throw LessonError("a draw has at most \(mostChoices) numbers; choose a larger step", at: span)
    }
    let count = Int(((last - first) / step + 1e-9).rounded(.down))
    return (0...count).map { first + Double($0) * step }
  }

  private static func numbers(
    _ words: some Sequence<String>, _ span: SourceSpan
  ) throws(LessonError) -> [Double] {
    var numbers: [Double] = []
    for word in words.joined(separator: " ").split(whereSeparator: { $0 == "," || $0 == " " }) {
      guard let number = Double(word), number.isFinite else { throw problem(span) }
      numbers.append(number)
    }
    guard !numbers.isEmpty, numbers.count <= mostChoices else { throw problem(span) }
    return numbers
  }

  private static func problem(_ span: SourceSpan) -> LessonError {
    LessonError(
      "type numbers as in: a from 2..5; a from -2..2 but not 0; a from 0..1 step 0.25; "
        + "a from 1, 2, 4", at: span)
  }
}

extension Written {
  /// The text without a word it begins with.
  func dropping(_ word: String) -> Written {
    guard let line = lines.first, line.text.hasPrefix(word) else { return self }
    let rest = line.text.dropFirst(word.count)
    let blanks = rest.prefix { $0.isWhitespace }
    var result = Written(
      String(rest.dropFirst(blanks.count)), at: line.offset + word.utf8.count + blanks.utf8.count)
    for line in lines.dropFirst() { result.add(line.text, at: line.offset) }
    return result
  }

  /// A word of the first line.
  func part(_ word: String, isLast: Bool = false) -> Written {
    guard let line = lines.first else { return self }
    let ranges = line.text.ranges(of: " " + word)
    guard let range = isLast ? ranges.last : ranges.first else { return self }
    return Written(word, at: line.offset + line.text[..<range.lowerBound].utf8.count + 1)
  }
}
