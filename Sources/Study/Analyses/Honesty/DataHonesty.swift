import Cohorts
import Statistics
import Tables

/// What rules of honest reporting refuse or flag in the data of a study.
struct DataHonesty {
  let study: StudyProtocol
  /// The units analysed.
  let units: Table
  /// The table of visits, where there is one.
  let visits: Table?

  init(_ eligible: EligibleUnits, visits: Table? = nil) {
    study = eligible.study
    units = eligible.whole.rows(eligible.rows)
    self.visits = visits
  }

  /// Stops where a rule refuses the data.
  ///
  /// - Throws: `ProtocolError` with every refusal.
  func check() throws(ProtocolError) {
    let refusals = JointHonesty.refusals(of: study, rows: units) + versions.refusals
    guard refusals.isEmpty else {
      throw ProtocolError(problems: refusals.map { ProtocolHonesty.problem($0, in: study) })
    }
  }

  /// The remarks of the rules that let the data pass.
  var flags: [Diagnostic] {
    ResponseHonesty.flags(of: study) + gradeFour + versions.flags + replacement
  }

  private typealias Verdict = (refusals: [ProtocolHonesty.Refusal], flags: [Diagnostic])

  /// H7: Kellgren-Lawrence IV among lower grades; the rows by grade stand beside the whole.
  private var gradeFour: [Diagnostic] {
    for column in units.columns where Self.isGrade(column.name, study.label(of: column.name)) {
      let parts = Stratifier(column: column.name, rule: .cuts([4]))
      guard let strata = try? parts.strata(of: units) else { continue }
      let fours = strata.codes.count { $0 == 1 }
      let lower = strata.codes.count { $0 == 0 }
      guard fours > 0, lower > 0 else { continue }
      return [
        Diagnostic(
          .honesty, .warning, term: column.name,
          message: "Kellgren-Lawrence IV (\(fours) units) is pooled with lower grades (\(lower)): "
            + "replacement is usually the better choice at grade IV, so read the rows by grade and "
            + "not the whole (rule H7).")
      ]
    }
    return []
  }

  private static func isGrade(_ name: String, _ label: String) -> Bool {
    let folded = name.lowercased().filter { $0.isLetter }
    return ["kl", "klgrade", "gradekl", "klbaseline", "kellgrenlawrence", "kellgren"].contains(
      folded)
      || folded.hasPrefix("kellgren") || label.lowercased().contains("kellgren")
  }

  /// H13: a column that names the version of an instrument names one.
  private var versions: Verdict {
    let tables = [(visits, study.endpoints?.visits.file ?? ""), (units, study.units.file)]
    for case (let table?, let file) in tables {
      for column in table.columns where Self.isVersion(column.name) {
        let levels = Self.levels(of: column)
        guard levels.count > 1 else { continue }
        let text =
          "\(StudyFolder.name(file)) column `\(column.name)` holds several versions: "
          + levels.joined(separator: ", ")
        if let score = study.endpoints?.score, score.scale.range == 0...100 {
          return (
            [],
            [
              Diagnostic(
                .honesty, .warning, term: column.name,
                message: "\(text). `\(score.name)` is declared 0–100 for all of them: shares of "
                  + "the range are pooled, raw points could not be.")
            ]
          )
        }
        return (
          [
            ProtocolHonesty.Refusal(
              rule: .oneVersion, path: study.endpoints == nil ? "outcome" : "visits.scores",
              message: "pools raw scores of more than one instrument: \(text)",
              help: "keep one version, or bring every score to 0–100 and declare that range")
          ], []
        )
      }
    }
    return ([], [])
  }

  private static func isVersion(_ name: String) -> Bool {
    let folded = name.lowercased().filter { $0.isLetter }
    return folded.hasSuffix("version") && folded != "version" || folded == "instrument"
      || folded == "version"
  }

  private static func levels(of column: Column) -> [String] {
    switch column.values {
    case .categories(let categories):
      let present = Set(categories.codes.filter { $0 >= 0 })
      return categories.levels.indices.filter { present.contains(Int32($0)) }
        .map { categories.levels[$0] }
    case .numbers(let numbers):
      return Set(numbers.filter { !$0.isNaN }).sorted().map(Stratifier.text)
    case .dates: return []
    }
  }

  /// H19: replacement is a decision, and death competes with it.
  private var replacement: [Diagnostic] {
    func flag(_ message: String) -> [Diagnostic] {
      [Diagnostic(.honesty, .warning, term: "replacement", message: message)]
    }
    if let plan = study.endpoints {
      guard plan.records(.thr), !plan.records(.death) else { return [] }
      return flag(
        "Hip replacements are on record and no deaths are (`events.kinds` names no `death`): death "
          + "competes with replacement, so who died counts as followed without one.")
    }
    let words = [study.outcome.context.label, study.outcome.context.threshold]
      .joined(separator: " ").lowercased()
    guard ["replacement", "arthroplasty", " thr", " tha"].contains(where: (" " + words).contains),
      !words.contains("death"), !words.contains("died")
    else { return [] }
    return flag(
      "The outcome is a replacement and says nothing of death, which competes with it: one minus "
        + "Kaplan-Meier overstates how many are replaced.")
  }
}
