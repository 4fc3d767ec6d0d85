import Inquiry
import TextCanvas

extension ElementTeller {
  init(_ model: ExplorerModel) {
    self.init(
      model.timeline, text: model.text, notation: model.notation,
      combining: model.capabilities.hasCombiningMarks)
  }
}
