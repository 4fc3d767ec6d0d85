import Basics
import Syntax

extension Lesson {
  /// Reads the text of a lesson; `name` is what it is opened by.
  package init(_ text: String, name: String, origin: String? = nil) throws(LessonFailure) {
    try self.init(bytes: Array(text.utf8), name: name, origin: origin)
  }

  /// Reads the bytes of a lesson's file.
  package init(bytes: [UInt8], name: String, origin: String? = nil) throws(LessonFailure) {
    let source = SourceText(bytes: bytes, origin: origin ?? name)
    var parser = LessonParser(Lesson(name: name, source: source))
    parser.parse()
    guard parser.errors.isEmpty else { throw LessonFailure(parser.errors, in: source) }
    self = parser.lesson
  }
}

/// Reads a lesson line by line. A line that begins with a word and a colon begins a block, an
/// indented line continues one, and all else is text.
struct LessonParser {
  private(set) var lesson: Lesson
  private(set) var errors: [LessonError] = []
  var page = Page()
  /// The block that indented lines continue.
  private var open: OpenBlock?
  /// Whether the next line of text belongs to the last paragraph.
  private var isInParagraph = false
  /// Where the present question begins, for what is missing of it.
  private var questionSpan = SourceSpan.none
  /// The blocks so far of those that a lesson has once, and of those that a page has once.
  private var seen: (inLesson: Set<LessonBlock>, onPage: Set<LessonBlock>) = ([], [])

  /// More is not said of a lesson at once.
  private static let mostErrors = 20
  /// Longer files are not lessons.
  private static let mostBytes = 1 << 20

  /// What a block says, while it is being read.
  private struct OpenBlock {
    let block: LessonBlock
    /// What stands between the word and the colon: `3` of `hint 3:`.
    let rule: Written?
    var value: Written
    /// The lines below it.
    var below: Written?
  }

  init(_ lesson: Lesson) {
    self.lesson = lesson
  }

  mutating func parse() {
    let source = lesson.source
    guard source.bytes.count <= Self.mostBytes else {
      return refuse("a lesson has at most a megabyte; split it", SourceSpan(0, 1))
    }
    if let place = firstByteThatIsNotUTF8 {
      return refuse("this is not UTF-8 text; save the file as UTF-8", SourceSpan(place, place + 1))
    }
    for number in 1...max(source.lineCount, 1) {
      let bounds = source.bounds(ofLine: number)
      // Editors of some systems put a mark in front of what they save.
      let hasMark = number == 1 && source.bytes.starts(with: [0xEF, 0xBB, 0xBF])
      let start = bounds.lowerBound + (hasMark ? 3 : 0)
      read(source.text(from: start, to: bounds.upperBound), at: start)
      if errors.count >= Self.mostErrors { return }
    }
    closeBlock()
    closePage()
    checkHeader()
  }

  private var firstByteThatIsNotUTF8: Int? {
    var offset = 0
    while offset < lesson.source.bytes.count {
      guard let (_, length) = lesson.source.scalar(at: offset) else { return offset }
      offset += length
    }
    return nil
  }

  private mutating func refuse(_ message: String, _ span: SourceSpan) {
    errors.append(LessonError(message, at: span))
  }

  private mutating func checkHeader() {
    if lesson.title.isEmpty, errors.isEmpty {
      refuse("the title is missing; begin with a line such as title: Two gates", SourceSpan(0, 0))
    }
    if lesson.pages.isEmpty, errors.isEmpty {
      refuse("there is nothing to read here; type a text", SourceSpan(0, 0))
    }
  }
}

// The lines.
extension LessonParser {
  private mutating func read(_ line: String, at offset: Int) {
    let isIndented = line.first.map { $0 == " " || $0 == "\t" } ?? false
    let content = line.trimmed
    if content.isEmpty {
      if open?.block.keepsLines == true { return continueBlock("", at: offset) }
      closeBlock()
      isInParagraph = false
    } else if isIndented, open != nil {
      continueBlock(line, at: offset)
    } else if isIndented {
      addText(line.withoutTrailingBlanks, at: offset, isVerbatim: true)
    } else if content.hasPrefix("#") {
      closeBlock()
    } else if content.allSatisfy({ $0 == "-" }), content.count >= 3 {
      closeBlock()
      closePage()
    } else if let start = BlockStart(line) {
      closeBlock()
      begin(start, at: offset)
    } else {
      closeBlock()
      addText(line.withoutTrailingBlanks, at: offset, isVerbatim: false)
    }
  }

  private mutating func continueBlock(_ line: String, at offset: Int) {
    guard let block = open?.block else { return }
    let blanks = block.keepsLines ? 0 : line.prefix { $0.isWhitespace }.utf8.count
    let text = String(line.dropFirst(block.keepsLines ? 0 : blanks)).withoutTrailingBlanks
    if open?.below == nil {
      open?.below = Written(text, at: offset + blanks)
    } else {
      open?.below?.add(text, at: offset + blanks)
    }
  }

  private mutating func addText(_ line: String, at offset: Int, isVerbatim: Bool) {
    // After a question comes another page.
    if page.question != nil { closePage() }
    if isInParagraph, let last = page.text.indices.last, !line.hasPrefix("- "),
      page.text[last].isVerbatim == isVerbatim
    {
      page.text[last].written.add(line, at: offset)
    } else {
      page.text.append(Paragraph(written: Written(line, at: offset), isVerbatim: isVerbatim))
    }
    isInParagraph = true
  }

  private mutating func begin(_ start: BlockStart, at offset: Int) {
    isInParagraph = false
    guard let block = LessonBlock(rawValue: start.word) else {
      let lowercased = start.word.lowercased()
      let nearest =
        LessonBlock.words.contains(lowercased)
        ? lowercased : nearestWord(to: start.word, among: LessonBlock.words.sorted())
      let cure =
        nearest.map { "did you mean '\($0):'?" }
        ?? "retrograde help lessons lists them; a line of text may begin with a capital letter"
      return refuse(
        "no block is called '\(start.word)'; \(cure)",
        SourceSpan(offset, offset + start.word.utf8.count))
    }
    if block == .ask || block == .predict {
      questionSpan = SourceSpan(offset, offset + start.word.utf8.count)
    }
    open = OpenBlock(
      block: block,
      rule: start.rule.isEmpty ? nil : Written(start.rule, at: offset + start.ruleOffset),
      value: Written(start.value, at: offset + start.valueOffset))
  }
}

extension LessonParser {
  private mutating func closePage() {
    isInParagraph = false
    guard !page.isEmpty else { return }
    if let question = page.question { check(question) }
    lesson.pages.append(page)
    page = Page()
    seen.onPage = []
  }

  private mutating func check(_ question: LessonQuestion) {
    if question.answer == nil {
      refuse(
        "this question has no answer; type answer: adj(x), or choice: and right: lines",
        questionSpan)
    }
    let choices = question.choices
    if !choices.isEmpty, choices.count < 2 || choices.allSatisfy({ $0.rule == .wrong }) {
      refuse("a choice needs two answers or more, and one that is right", questionSpan)
    }
  }
}

// The blocks.
extension LessonParser {
  private mutating func closeBlock() {
    guard var block = open else { return }
    open = nil
    if !block.block.keepsLines, block.block != .choice, block.block != .right,
      let below = block.below
    {
      for line in below.lines { block.value.add(line.text, at: line.offset) }
    }
    do throws(LessonError) {
      try take(block)
    } catch {
      errors.append(error)
    }
  }

  private mutating func take(_ block: OpenBlock) throws(LessonError) {
    let value = block.value
    if value.isEmpty, block.below == nil {
      throw LessonError(
        "'\(block.block.rawValue):' says nothing; type \(block.block.usage)", at: value.span)
    }
    if block.rule != nil, block.block != .hint, block.block != .right {
      throw LessonError("a colon belongs right behind '\(block.block.rawValue)'", at: value.span)
    }
    switch block.block {
    case .title: lesson.title = value.text
    case .needs: lesson.needs = value.text.listed
    case .minutes: lesson.minutes = try wholeNumber(value)
    case .draw: lesson.draws.append(try DrawReader.draw(value, beside: lesson.draws))
    case .where: lesson.conditions.append(value)
    case .program: try open(value, below: block.below)
    case .train: try train(value)
    case .at, .mode, .along: try detail(block.block, value)
    case .go:
      startPage()
      page.place = value
    case .hide:
      startPage()
      page.hidden.formUnion(try AnswerReader.hidden(value))
      page.hiding = value.span
    case .keys:
      startPage()
      page.keys.append(value)
    case .ask, .predict:
      startPage()
      page.question = LessonQuestion(prompt: value, isPrediction: block.block == .predict)
    case .answer, .choice, .right, .accept, .points, .hint, .mistake, .because, .then:
      try changeQuestion(block)
    }
    noteRepetition(block)
  }

  /// Of what there is once, the last would count without a word, or two explanations be run together.
  private mutating func noteRepetition(_ block: OpenBlock) {
    let isNew: Bool
    switch block.block {
    case .title, .needs, .minutes: isNew = seen.inLesson.insert(block.block).inserted
    case .at, .mode, .along, .go, .accept, .points, .because, .then:
      isNew = seen.onPage.insert(block.block).inserted
    default: return
    }
    guard !isNew else { return }
    let word = block.block.rawValue
    lesson.remarks.append(
      LessonError(
        block.block == .because
          ? "there is a 'because:' already; indent this line below it"
          : "there is a '\(word):' already, and only the last counts; leave one out",
        at: block.value.span))
  }

  /// What is for the reader's eyes comes before a question; behind one begins another page.
  private mutating func startPage() {
    if page.question != nil { closePage() }
  }

  private mutating func open(_ value: Written, below: Written?) throws(LessonError) {
    startPage()
    try checkSubject(value)
    if let below, value.isEmpty {
      page.program = LessonProgram(text: .lines(below.unindented))
    } else if below == nil {
      page.program = LessonProgram(text: .example(value))
    } else {
      throw LessonError(
        "a program is the name of an example, or lines below 'program:'; leave one out",
        at: value.span)
    }
  }

  private mutating func train(_ value: Written) throws(LessonError) {
    startPage()
    try checkSubject(value)
    page.training = value
  }

  /// A page is about one thing.
  private func checkSubject(_ value: Written) throws(LessonError) {
    guard page.program == nil, page.training == nil else {
      throw LessonError(
        "a page has one program or one run to train; type --- for another page", at: value.span)
    }
  }

  private mutating func detail(_ block: LessonBlock, _ value: Written) throws(LessonError) {
    guard page.program != nil else {
      throw LessonError("'\(block.rawValue):' belongs below a program of this page", at: value.span)
    }
    switch block {
    case .at: page.program?.values = value
    case .along: page.program?.direction = value
    default: page.program?.mode = value
    }
  }

  private func wholeNumber(_ value: Written) throws(LessonError) -> Int {
    guard let number = Int(value.text), (0...1000).contains(number) else {
      throw LessonError("'\(value.text)' is not a whole number from 0 to 1000", at: value.span)
    }
    return number
  }

  private mutating func changeQuestion(_ block: OpenBlock) throws(LessonError) {
    guard var question = page.question else {
      throw LessonError(
        "'\(block.block.rawValue):' belongs below a question; type ask: or predict: first",
        at: block.value.span)
    }
    // Out of the page first, so that it is changed where it is.
    page.question = nil
    defer { page.question = question }
    let value = block.value
    switch block.block {
    case .answer: try question.set(AnswerReader.form(value), at: value.span)
    case .choice: try question.add(Choice(text: value, rule: .wrong, reply: block.below))
    case .right:
      try question.add(
        Choice(text: value, rule: try AnswerReader.rule(block.rule), reply: block.below))
    case .accept: question.tolerance = try AnswerReader.tolerance(value)
    case .points: question.points = try wholeNumber(value)
    case .hint:
      let tries = try block.rule.map { rule throws(LessonError) in try wholeNumber(rule) }
      let next = (question.hints.last?.tries ?? 0) + 1
      question.hints.append(Hint(tries: tries ?? next, text: value))
    case .mistake: question.mistakes.append(try AnswerReader.mistake(value))
    case .because:
      question.explanation.append(Paragraph(written: value, isVerbatim: false))
    default: question.after = value
    }
  }
}

extension LessonQuestion {
  fileprivate mutating func set(_ form: AnswerForm, at span: SourceSpan) throws(LessonError) {
    guard answer == nil else {
      throw LessonError("this question has an answer already; leave one out", at: span)
    }
    answer = form
  }

  fileprivate mutating func add(_ choice: Choice) throws(LessonError) {
    switch answer {
    case nil: answer = .choice([choice])
    case .choice(let choices): answer = .choice(choices + [choice])
    default:
      throw LessonError(
        "this question has an answer to type already; leave that or the choices out",
        at: choice.text.span)
    }
  }
}

extension Written {
  /// The lines without the indentation that all of them share, and without empty ones at the end.
  fileprivate var unindented: Written {
    var lines = lines
    while lines.last?.text.trimmed.isEmpty == true { lines.removeLast() }
    let depth =
      lines.filter { !$0.text.trimmed.isEmpty }.map { $0.text.prefix { $0.isWhitespace }.count }
      .min() ?? 0
    return Written(
      lines: lines.map { line in
        let cut = line.text.prefix(depth)
        return Line(text: String(line.text.dropFirst(depth)), offset: line.offset + cut.utf8.count)
      })
  }
}

extension String {
  /// The names between commas or blanks.
  fileprivate var listed: [String] {
    split { $0 == "," || $0.isWhitespace }.map(String.init)
  }
}
