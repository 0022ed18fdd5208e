import Cohorts

/// What a study may add: conditions, strata, models and a comparison, from the columns found.
extension DraftWriter {
  private var grade: String? { DraftWords.best(described, DraftWords.grade) }
  private var bodyMass: String? {
    DraftWords.best(described, DraftWords.bodyMass).flatMap {
      roles.units.numbers.contains($0) ? $0 : nil
    }
  }
  private var age: String? {
    DraftWords.best(described, DraftWords.age).flatMap {
      roles.units.numbers.contains($0) ? $0 : nil
    }
  }
  private var sex: String? { DraftWords.best(described, DraftWords.sex) }

  /// The treatment arms, most likely: the source of the cells, or a group.
  private var exposure: String? {
    let few = described.filter { (2...6).contains(roles.units.levels($0)?.count ?? 0) }
    return DraftWords.best(few, DraftWords.cells) ?? DraftWords.best(few, DraftWords.arm)
  }

  /// A name as conditions and formulas take it.
  private func name(_ name: String) -> String {
    let isPlain =
      name.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_")
      } && name.first?.isLetter == true
    return isPlain ? name : "`\(name)`"
  }

  /// Conditions that fit the columns, as an example.
  var eligibility: [String] {
    var steps: [(String, String)] = []
    let levels = roles.units.levels
    if described.contains("joint"), levels("joint")?.contains("hip") ?? false {
      steps.append(("hip joint treated", "joint == 'hip'"))
    }
    if let age { steps.append(("adults", "\(name(age)) >= 18")) }
    if let grade {
      steps.append(
        (
          "Kellgren-Lawrence grade II or III",
          grade == "kl_grade" ? "candidate_kl" : "\(name(grade)) in [2, 3]"
        ))
    }
    if described.contains("bmi") { steps.append(("no severe obesity", "not severe_obesity")) }
    if levels("diabetes") != nil, described.contains("diabetes") {
      steps.append(("no uncontrolled diabetes", "not uncontrolled_diabetes"))
    }
    if !["infection", "infection_active"].allSatisfy({ !described.contains($0) }) {
      steps.append(("no active infection", "not active_infection"))
    }
    if levels("cancer") != nil, described.contains("cancer") {
      steps.append(("no recent cancer", "not recent_cancer"))
    }
    for column in ["collapse", "deformity"] where described.contains(column) {
      steps.append(("no \(column)", "not \(column)"))
    }
    if steps.isEmpty { steps = [("a condition in words", "column == 'value'")] }
    return ["# eligibility:                  # applied in this order; the flow counts each"]
      + steps.map { "#   - {name: \($0), where: \"\($1)\"}" } + [""]
  }

  /// Strata that matter to a hip; others as comments.
  var strata: [String] {
    let main = [grade, bodyMass, exposure, sex].compactMap { $0 }
    let others = described.filter { column in
      !main.contains(column) && (2...6).contains(roles.units.levels(column)?.count ?? 0)
    }
    var block = DraftBlock()
    if !main.isEmpty || !others.isEmpty {
      let isOnlyIdea = main.isEmpty
      block.add(
        isOnlyIdea ? "# strata:" : "strata:", "the outcome is broken down by each of these")
    }
    for column in main {
      if column == bodyMass {
        block.add("  \(q(column)): {classes: who}", "or {cuts: [25, 30, 35]}")
      } else if column == exposure, let arms, arms.count > 1 {
        block.add("  \(q(column)): {}", "or {groups: \(written(arms))}")
      } else {
        block.add("  \(q(column)): {}")
      }
    }
    for column in others { block.add("  # \(q(column)): {}") }
    let lines = block.written(widest: 40)
    return lines.isEmpty ? [] : lines + [""]
  }

  /// Arms from the levels of the exposure: own tissue against the donor's where both are known.
  private var arms: [(String, [String])]? {
    guard let exposure, let levels = roles.units.levels(exposure) else { return nil }
    let own = levels.filter { CellOrigin(level: $0) == .own }
    let donor = levels.filter { CellOrigin(level: $0) == .donor }
    if !own.isEmpty, !donor.isEmpty, own.count + donor.count == levels.count {
      return [("autologous", own), ("donor", donor)]
    }
    return levels.map { ($0, [$0]) }
  }

  private func written(_ arms: [(String, [String])]) -> String {
    "{" + arms.map { "\(q($0)): \(YAMLText.list($1))" }.joined(separator: ", ") + "}"
  }

  /// A model and a comparison to uncomment.
  var suggestions: [String] {
    let columns = [exposure, grade, age, bodyMass, sex].compactMap { $0 }
    var terms = columns.map(name)
    var adjusted = [age, sex, bodyMass, grade].compactMap { $0 }
    if isLongitudinal {
      terms.append("baseline")
      adjusted.append("baseline")
    }
    guard !terms.isEmpty else { return [] }
    let key = isLongitudinal ? "loss" : "event"
    let clustered = patient == nil ? "" : ", cluster: \(q(patient ?? ""))"
    let formula = YAMLText.quotedAlways(terms.joined(separator: " + "))
    var lines = [
      "", "# models:                       # regressions of the outcome; a formula as in R",
      "#   \(key): {formula: \(formula)\(clustered)}",
    ]
    if let exposure, let arms {
      lines += [
        "", "# comparison:                   # two arms, adjusted",
        "#   exposure: \(q(exposure))", "#   arms: \(written(arms))",
        "#   reference: \(q(arms.first?.0 ?? ""))", "#   adjust_for: \(YAMLText.list(adjusted))",
      ]
    }
    return lines
  }
}
