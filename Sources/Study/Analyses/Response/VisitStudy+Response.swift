import Cohorts
import Statistics
import Tables

extension VisitStudy {
  /// Everything the report says of response among the treated, by the protocol's rule and by others.
  func results(
    of response: ResponseAnalysis, by groupings: [(name: String, categories: Categories)]
  ) -> [AnalysisResult] {
    let rows = eligible.rows
    let grades = groupings + [gradesOfTheirOwn(rows, beside: groupings)].compactMap { $0 }
    let divided = grades.map { ResponseGrouping(study, $0) }
    var results = [pooledGrades(rows, response.context)].compactMap { $0 }
    results += response.results + divided.flatMap(response.results)
    results += divided.flatMap { ResponseContrasts(response: response, grouping: $0).results }
    results += divided.flatMap { ResponseTrend(response: response, grouping: $0).results }
    let arms = divided.first { $0.isArms }
    if let arms {
      results += divided.flatMap {
        PooledResponse(response: response, arms: arms, strata: $0).results
      }
    }
    results += ResponseThresholds(visits: self, rows: rows, arms: arms).results(response)
    if let criteria = OMERACTOARSIResponse(plan) {
      results += criteria.results(self, rows: rows, by: divided)
    }
    return results
  }

  /// Response of the same units by another rule, derived anew from the same visits and events.
  ///
  /// The histories hold the scores the protocol's rule asks for; a rule that asks for others has them
  /// read again.
  func response(
    of rows: [Int], by rule: ResponseRule, label: String = "clear response"
  ) -> ResponseAnalysis? {
    let plan = plan.replacing(response: rule)
    guard let needed = EndpointDerivation(plan)?.scores,
      let present = EndpointDerivation(self.plan)?.scores
    else { return nil }
    let histories =
      present.starts(with: needed)
      ? data.histories
      : HistoryReader(units: study.units, plan: plan, today: nil).read(data.tables).histories
    let hips = StudyEndpoints.hips(
      of: StudyData(
        study: study, plan: plan, tables: data.tables, histories: histories, remarks: []))
    return ResponseAnalysis(
      study: study, plan: plan, hips: rows.map { hips[$0] },
      patients: rows.map { histories.patients[$0] }, label: label)
  }

  /// The column of Kellgren-Lawrence grades: one divided by them, or one that bears the usual name.
  private var gradeColumn: String? {
    let divided = study.strata.first { $0.rule == .classes(.kellgrenLawrence) }?.column
    return divided
      ?? [StudyProtocol.gradeColumn].first { eligible.whole.column(named: $0) != nil }
  }

  /// The treated hips by grade, where grade IV is pooled with lower ones and no grouping of the report
  /// tells them apart.
  private func gradesOfTheirOwn(
    _ rows: [Int], beside groupings: [(name: String, categories: Categories)]
  ) -> (name: String, categories: Categories)? {
    guard let column = gradeColumn, !groupings.contains(where: { $0.name == column }),
      let grades = grades(rows), Self.isPooled(grades)
    else { return nil }
    return (column, grades)
  }

  /// How many hips of grade IV are pooled with those of lower grades, with a warning; nil where none
  /// are.
  private func pooledGrades(_ rows: [Int], _ context: OutcomeContext?) -> AnalysisResult? {
    guard let column = gradeColumn, let grades = grades(rows), Self.isPooled(grades) else {
      return nil
    }
    let severe = grades.codes.count { $0 == 4 }
    let lower = grades.codes.count { (0..<4).contains($0) }
    return AnalysisResult(
      .response, population: study.population, variable: column, level: "grade IV",
      statistic: .count, value: .count(severe), unit: "units",
      denominators: Denominators(n: rows.count), context: context,
      diagnostics: [
        Diagnostic(
          .suspiciousValue, .warning, term: column,
          message: "The rates of everybody pool \(severe) hips of Kellgren-Lawrence grade IV with "
            + "\(lower) of lower grades, for which replacement is the other choice: read the rows "
            + "of each grade.")
      ])
  }

  private func grades(_ rows: [Int]) -> Categories? {
    guard let column = gradeColumn else { return nil }
    return try? Stratifier(column: column, rule: .classes(.kellgrenLawrence))
      .strata(of: eligible.whole.rows(rows))
  }

  private static func isPooled(_ grades: Categories) -> Bool {
    grades.codes.contains(4) && grades.codes.contains { (0..<4).contains($0) }
  }
}

extension StudyProtocol {
  /// The name columns of Kellgren-Lawrence grades usually bear, as the named conditions have it.
  static let gradeColumn = "kl_grade"
}
