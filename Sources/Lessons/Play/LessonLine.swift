package import TextCanvas

/// A piece of what a lesson says, and what it is, so that a screen can show it and a voice read it.
package struct LessonLine: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case title, text
    /// To be shown as it stands.
    case verbatim
    case question, choice
    case right, wrong, hint
    /// Where one is and what to press.
    case quiet
  }

  package let kind: Kind
  package let text: String

  package init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }

  /// The line with the parts in backquotes lit, which are what one types.
  package var styled: StyledText {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().reduce(StyledText("", role)) { line, part in
      part.element.isEmpty
        ? line : line + StyledText(String(part.element), part.offset % 2 == 1 ? .keyHint : role)
    }
  }

  private var role: Role {
    switch kind {
    case .title, .question: .strong
    case .text, .verbatim, .choice: .text
    case .right: .adjoint
    case .wrong: .warning
    case .hint: .prompt
    case .quiet: .muted
    }
  }
}

extension LessonSession {
  /// All that is to be read on this page.
  package var lines: [LessonLine] {
    let page = lesson.pages[page]
    var lines = page.text.map { paragraph in
      LessonLine(
        paragraph.isVerbatim ? .verbatim : .text,
        play.text(paragraph.written, onPage: self.page))
    }
    if let question = page.question {
      lines.append(LessonLine(.question, play.text(question.prompt, onPage: self.page)))
      lines += question.choices.enumerated().map { place, choice in
        LessonLine(
          .choice,
          "\(Choice.letter(place))) \(play.text(choice.text, onPage: self.page))")
      }
    }
    return lines + replies
  }

  /// `page 3 of 9`, and what is earned so far.
  package var status: String {
    "page \(page + 1) of \(lesson.pages.count)"
  }

  /// `5 of 8 points`
  package var pointsText: String {
    "\(progress.points.inPoints) of \(lesson.points) points"
  }
}

extension Double {
  /// `3`, `2.5`: points without digits that say nothing.
  package var inPoints: String {
    self == rounded() && magnitude < 1e15 ? "\(Int(self))" : "\((self * 100).rounded() / 100)"
  }
}
