import Cohorts
import Formulas
import Tables

extension AnalysisResult.Analysis {
  /// How many each analysis rests on.
  public static let analysed = Self(rawValue: "analysed")
}

/// How many each analysis of a report rests on, in everybody and in each arm.
struct AnalysedCounts {
  let study: StudyProtocol

  /// The counts of what the rows already tell: response at each time point and over time, and time to
  /// the event.
  func counts(of rows: [AnalysisResult]) -> [AnalysisResult] {
    let arms = study.comparison?.arms.column
    let own = rows.filter { $0.stratum.isEmpty || $0.stratum.map(\.variable) == [arms] }
    let response = own.filter { $0.analysis == .response && $0.statistic == .responderRate }
    let survival = own.filter { $0.analysis == .survival && $0.statistic == .events }
    return response.map { row in
      let month = Stratifier.text(row.timeMonths ?? 0)
      return count("Response at \(month) months", row.denominators.n.counted, row.stratum)
    }
      + first(own, .onset, "Onset of response")
      + first(own, .inResponse, "Being in response over time")
      + survival.map { row in
        count(
          "Time from \(study.outcome.context.origin) to \(study.outcome.context.label)",
          row.denominators.n.counted, row.stratum)
      }
  }

  /// One count for each group of an analysis all rows of which rest on the same.
  private func first(
    _ rows: [AnalysisResult], _ analysis: AnalysisResult.Analysis, _ name: String
  ) -> [AnalysisResult] {
    var seen: Set<[GroupLevel]> = []
    return rows.filter { $0.analysis == analysis && seen.insert($0.stratum).inserted }.map {
      count(name, $0.denominators.n.counted, $0.stratum)
    }
  }

  /// The rows of a cohort that a model can use: those with every column of its formula.
  func counts(of model: StudyProtocol.Model, in cohort: StudyCohort) -> [AnalysisResult] {
    guard let formula = try? Formula.parse("~ " + model.formula) else { return [] }
    let columns = formula.terms.flatMap(\.variables).compactMap(cohort.table.column(named:))
    let complete = (0..<cohort.table.rowCount).filter { row in
      columns.allSatisfy { !$0.isMissing(row) }
    }
    let name = "Model “\(model.name)” of the same time, covariates known"
    var rows = [count(name, complete.count, [])]
    guard let arms = study.comparison?.arms.column,
      case .categories(let categories)? = cohort.table.column(named: arms)?.values
    else { return rows }
    for (code, level) in categories.levels.enumerated() {
      let members = complete.count { Int(categories.codes[$0]) == code }
      rows.append(count(name, members, [GroupLevel(variable: arms, level: level)]))
    }
    return rows
  }

  private func count(_ name: String, _ n: Int, _ stratum: [GroupLevel]) -> AnalysisResult {
    AnalysisResult(
      .analysed, name: name, population: study.population, stratum: stratum, statistic: .count,
      value: .count(n), unit: "units", denominators: Denominators(n: n))
  }
}
