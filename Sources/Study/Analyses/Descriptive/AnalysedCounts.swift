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

  /// The counts of response at each time point, and over time, which the rows already tell, and of
  /// the time to the event.
  ///
  /// - Parameter cohort: those analysed for that time; nil where there are none.
  func counts(of rows: [AnalysisResult], in cohort: StudyCohort?) -> [AnalysisResult] {
    let arms = study.comparison?.arms.column
    let own = rows.filter { $0.stratum.isEmpty || $0.stratum.map(\.variable) == [arms] }
    let response = own.filter { $0.analysis == .response && $0.statistic == .responderRate }
    return response.map { row in
      let month = Stratifier.text(row.timeMonths ?? 0)
      return count("Response at \(month) months", row.denominators.n.counted, row.stratum)
    }
      + first(own, .onset, "Onset of response")
      + first(own, .inResponse, "Being in response over time")
      + (cohort.map { cohort in
        counts(
          "Time from \(study.outcome.context.origin) to \(study.outcome.context.label)",
          Array(0..<cohort.table.rowCount), in: cohort)
      } ?? [])
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

  /// The rows of a cohort that a model can use: those with every column of its formula; none where
  /// the model was not fitted.
  ///
  /// - Parameter results: the rows of the models.
  func counts(
    of model: StudyProtocol.Model, in cohort: StudyCohort, fitted results: [AnalysisResult]
  ) -> [AnalysisResult] {
    // A model that was fitted tells its concordance.
    guard
      results.contains(where: {
        $0.analysis == .cox && $0.name == model.name && $0.statistic == .concordance
      }), let formula = try? Formula.parse("~ " + model.formula)
    else { return [] }
    let columns = formula.terms.flatMap(\.variables).compactMap(cohort.table.column(named:))
    let complete = (0..<cohort.table.rowCount).filter { row in
      columns.allSatisfy { !$0.isMissing(row) }
    }
    return counts("Model “\(model.name)” of the same time, covariates known", complete, in: cohort)
  }

  /// Some rows of a cohort, of everybody and of each arm.
  private func counts(
    _ name: String, _ rows: [Int], in cohort: StudyCohort
  ) -> [AnalysisResult] {
    var counts = [count(name, rows.count, [])]
    guard let arms = study.comparison?.arms.column,
      case .categories(let categories)? = cohort.table.column(named: arms)?.values
    else { return counts }
    for (code, level) in categories.levels.enumerated() {
      let members = rows.count { Int(categories.codes[$0]) == code }
      counts.append(count(name, members, [GroupLevel(variable: arms, level: level)]))
    }
    return counts
  }

  private func count(_ name: String, _ n: Int, _ stratum: [GroupLevel]) -> AnalysisResult {
    AnalysisResult(
      .analysed, name: name, population: study.population, stratum: stratum, statistic: .count,
      value: .count(n), unit: "units", denominators: Denominators(n: n))
  }
}
