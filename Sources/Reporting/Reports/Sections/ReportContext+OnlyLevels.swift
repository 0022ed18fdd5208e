import Analyses
import Documents

extension ReportContext {
  /// Of each grouping that divides nobody, that it does not: what stands in the place of its tables.
  func onlyLevels(among set: OnlyLevel.Set) -> [Block] {
    let sentences = rows(.grouping).filter { $0.name == set.rawValue }.map { row -> String in
      let label = label(row.variable ?? "")
      let who = set == .treated ? "treated" : "analysed"
      guard let level = row.level else {
        return "\(label.capitalisedFirst) is known of no \(unitName) \(who). Nothing is told by it."
      }
      return
        "\(label.capitalisedFirst) is the same in every \(unitName) \(who), wherever it is known: "
        + "\(level). Nothing is told by it."
    }
    return sentences.isEmpty ? [] : [.paragraph(RichText(sentences.joined(separator: " ")))]
  }
}
