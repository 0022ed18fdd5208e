import Cohorts
import Tables

/// The calendar of a cohort: the first and the last day on which one of those treated was treated,
/// and on which one of them was seen.
///
/// STROBE, item 5, asks for the dates of recruitment and follow-up. Each of these days is that of one
/// unit or a few, so nothing is told of them where small counts are hidden.
struct StudyDates {
  let study: StudyProtocol
  /// The days of treatment of those treated, from 1970-01-01.
  private let treatment: [Int32]
  /// The days of their visits.
  private let visits: [Int32]

  /// The dates of a table of units, of those treated.
  init(_ study: StudyProtocol, treated: Table) {
    self.init(study, treatment: Self.days(study, treated), visits: [])
  }

  /// The dates of a study with visits.
  init(_ visits: VisitStudy, treated: Table) {
    var seen: [Int32] = []
    let table = visits.data.tables.visits
    if case .date(let column) = visits.plan.visits.time,
      case .dates(let days)? = table.column(named: column)?.values
    {
      var history = HipHistory()
      for unit in visits.eligible.rows {
        visits.data.histories.fill(&history, unit: unit)
        seen += history.assessments.map { days[$0.row] }
      }
    }
    self.init(
      visits.study, treatment: Self.days(visits.study, treated),
      visits: seen.filter { $0 != Column.missingDate })
  }

  private init(_ study: StudyProtocol, treatment: [Int32], visits: [Int32]) {
    self.study = study
    self.treatment = treatment
    self.visits = visits
  }

  private static func days(_ study: StudyProtocol, _ table: Table) -> [Int32] {
    guard let name = study.units.indexDate,
      case .dates(let days)? = table.column(named: name)?.values
    else { return [] }
    return days.filter { $0 != Column.missingDate }
  }

  /// The first and the last day of each kind, as days from 1970-01-01.
  func results() -> [AnalysisResult] {
    guard (study.minCell ?? 0) <= 1 else { return [] }
    return [("treatment", treatment), ("visits", visits)].flatMap { name, days in
      guard let first = days.min(), let last = days.max() else { return [AnalysisResult]() }
      return [(AnalysisResult.Statistic.firstDay, first), (.lastDay, last)].map {
        AnalysisResult(
          .dates, name: name, population: study.population, statistic: $0,
          value: .number(Double($1)), unit: "days from 1970-01-01",
          denominators: Denominators(n: days.count))
      }
    }
  }
}

extension AnalysisResult.Analysis {
  /// The calendar of the study.
  public static let dates = Self(rawValue: "dates")
}

extension AnalysisResult.Statistic {
  /// The first day.
  public static let firstDay = Self(rawValue: "first_day")
  /// The last day.
  public static let lastDay = Self(rawValue: "last_day")
}
