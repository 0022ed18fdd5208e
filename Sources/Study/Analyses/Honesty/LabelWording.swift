import Cohorts
import Tables

/// H2: words that promise what no cohort can show, in anything the page prints as a name.
enum LabelWording {
  /// The word at fault, as it stands in the text; nil where there is none.
  static func fault(in text: String) -> String? {
    let words = text.split { !$0.isLetter && $0 != "-" && $0 != "'" }.map(String.init)
    for (place, word) in words.enumerated() {
      let folded = word.lowercased()
      if ["cure", "cured", "cures", "curing", "curative"].contains(folded) { return word }
      if ["regenerat", "regrow", "regrew", "re-grow"].contains(where: folded.hasPrefix) {
        return word
      }
      if folded == "success", place + 1 < words.count,
        ["rate", "rates"].contains(words[place + 1].lowercased())
      {
        return "\(word) \(words[place + 1])"
      }
      if ["success-rate", "success-rates"].contains(folded) { return word }
    }
    return nil
  }

  static func refusals(of study: StudyProtocol) -> [ProtocolHonesty.Refusal] {
    texts(of: study).compactMap { path, text in
      guard let fault = fault(in: text) else { return nil }
      return ProtocolHonesty.Refusal(
        rule: .wording, path: path,
        message: "says “\(fault)”, and no cohort can show that",
        help: "name what was measured: clear response, loss of benefit, change in pain")
    }
  }

  /// Everything a person wrote that the page prints as a name, with its path.
  private static func texts(of study: StudyProtocol) -> [(path: String, text: String)] {
    var texts = [("title", study.title), ("population", study.population)]
    if study.endpoints == nil {
      let context = study.outcome.context
      texts += [
        ("outcome.label", context.label), ("outcome.instrument", context.instrument),
        ("outcome.threshold", context.threshold), ("outcome.origin", context.origin),
      ]
    }
    for (place, step) in study.eligibility.enumerated() {
      texts.append(("eligibility[\(place + 1)].name", step.name))
    }
    for column in study.units.columns {
      if let label = column.declaration.label {
        texts.append(("units.columns.\(column.name).label", label))
      }
    }
    for stratifier in study.strata {
      let path = "strata.\(stratifier.column)"
      texts.append(("\(path).label", study.label(of: stratifier.column)))
      texts += groups(of: stratifier, "\(path).groups")
    }
    if let arms = study.comparison?.arms { texts += groups(of: arms, "comparison.arms") }
    texts += study.models.map { ("models.\($0.name)", $0.name) }
    return texts
  }

  private static func groups(
    of stratifier: Stratifier, _ path: String
  ) -> [(path: String, text: String)] {
    guard case .groups(let groups) = stratifier.rule else { return [] }
    return groups.map { ("\(path).\($0.name)", $0.name) }
  }
}
