/// Every character beyond ASCII that the program may draw, with what is drawn instead where there
/// is only ASCII.
///
/// Each takes one column, and so does its stand-in: a picture keeps its shape in either set. Where a
/// stand-in would say something else (`≤` as `<`), the notation is chosen elsewhere, by the words.
package enum Glyphs {
  /// The characters with their stand-ins.
  package static let standIns: [Character: Character] = {
    var table: [Character: Character] = [:]
    for (characters, replacements) in rows {
      for (character, standIn) in zip(characters, replacements) { table[character] = standIn }
    }
    return table
  }()

  /// What is drawn for `character` where there is only ASCII.
  ///
  /// Marks over a letter are dropped; a character that is not ours becomes a question mark.
  package static func ascii(_ character: Character) -> Character {
    if character.isASCII { return character }
    if let standIn = standIns[character] { return standIn }
    guard let base = character.unicodeScalars.first else { return "?" }
    if let pattern = Braille.pattern(of: character) { return standIn(forBraille: pattern) }
    if base.isASCII { return Character(base) }
    let isMarked = character.unicodeScalars.count > 1
    return isMarked ? standIns[Character(base)] ?? "?" : "?"
  }

  /// A Braille pattern by the height of its dots: nothing, low, high, or both.
  private static func standIn(forBraille pattern: UInt8) -> Character {
    switch (pattern & Braille.upper != 0, pattern & Braille.lower != 0) {
    case (false, false): " "
    case (true, false): "'"
    case (false, true): "."
    case (true, true): ":"
    }
  }

  /// The table as it is written: characters and, in the same order, their stand-ins.
  package static let rows: [(String, String)] = [
    // Lines, which are drawn through arms but may also stand in text.
    ("─│╭╮╰╯├┤┬┴┼", "-|+++++++++"), ("━┃┏┓┗┛┣┫┳┻╋", "=##########"),
    ("═║╔╗╚╝╠╣╦╩╬", "=%%%%%%%%%%"), ("┄┆┈┊╴╵╶╷", ".:.:-|-|"),
    ("┌┐└┘╌╎▏▕", "++++-:||"),
    // Arrows and pointers.
    ("←↑→↓↔↕↦⇒⇐↻↺", "<^>v-|>><oo"), ("▲▶▼◀▴▸▾◂△▷▽◁", "^>v<^>v<^>v<"),
    ("➜⟵⟶⏎⎋⇥⇤", "><>$E>|"),
    // Marks. A dot is a product: as a full stop, `·3` would read as a fraction. The dot operator
    // stands for what is not there yet.
    ("·•●○◉◎◦◆◇■□▪▫★☆", "**@oOo.*o#o*.**"), ("✓✔✗✘⚠‼", "vvxx!!"), ("…‥", "~."),
    ("–—‐‑−", "-----"), ("‘’“”′″«»‹›", "''\"\"'\"<><>"),
    // Blocks of plots and heatmaps.
    ("█▉▊▋▌▍▎▐", "####||||"), ("▁▂▃▄▅▆▇▀▔", "__...##'-"), ("░▒▓", ".+#"),
    ("▖▗▘▝▚▞▙▛▜▟", "..''%%####"), ("⎡⎢⎣⎤⎥⎦⎧⎨⎩⎫⎬⎭", "[[[]]]{{{}}}"), ("⎛⎜⎝⎞⎟⎠", "((()))"),
    // Mathematics.
    ("×÷±∓⋅∘∙⊙⊗⊕", "x/++.o.*x+"), ("≈≃≅≡≠≤≥≪≫∝∼", "~~~=!<><>~~"), ("∂∇∑∏∫√∞∆", "dVSPIvoD"),
    ("∈∉∅∀∃¬∧∨∩∪⊂⊆⊤⊥", "ee0AE!^vnu<<T_"), ("⟨⟩⟦⟧‖⌈⌉⌊⌋", "<>[]|[][]"), ("ℝℓ°µ", "Rl'u"),
    ("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿᵀᴸˡⁱᵗ", "0123456789+-nTLlit"), ("₀₁₂₃₄₅₆₇₈₉₊₋ᵢⱼₖₙ", "0123456789+-ijkn"),
    ("½¼¾", "///"),
    // Greek letters.
    ("αβγδεζηθικλμνξοπρστυφχψω", "abgdezhtiklmnxoprstufcyw"), ("ΓΔΘΛΞΠΣΦΨΩϕ", "GDTLXPSFYWf"),
    // Letters with a bar, a dot, a hat or a tilde, as one character: x̄ and the like lose the mark.
    ("āēīōūȳḡĀĒĪŌŪȲḠ", "aeiouygAEIOUYG"), ("ȧḃċḋėḟġḣṁṅȯṗṙṡṫẇẋẏż", "abcdefghmnoprstwxyz"),
    ("ȦḂĊḊĖḞĠḢİṀṄȮṖṘṠṪẆẊẎŻ", "ABCDEFGHIMNOPRSTWXYZ"), ("âĉêĝĥîĵôŝûŵŷẑ", "aceghijosuwyz"),
    ("áàäãåéèëíìïñóòöõúùüçßÄÖÜÉ", "aaaaaeeeiiinoooouuucsAOUE"),
  ]
}
