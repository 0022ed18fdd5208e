import Analyses
import Cohorts
import Documents
import Statistics

/// What every section of a report needs: the rows, the words for columns, the style of numbers.
struct ReportContext {
  let study: StudyProtocol
  let results: [AnalysisResult]
  let groupings: [String]
  let numbers: NumberStyle
  /// Whether Kellgren-Lawrence IV is analysed together with lower grades (rule H7).
  let isGradeFourPooled: Bool
  /// The warnings about the values of a column, by its name.
  let warnings: [String: [String]]
  /// The rows of each analysis in their order; sections ask for them once a table or more.
  private let byAnalysis: [AnalysisResult.Analysis: [AnalysisResult]]

  init(_ study: StudyResults, numbers: NumberStyle) {
    self.study = study.study
    results = study.results
    groupings = study.groupings
    self.numbers = numbers
    isGradeFourPooled = study.diagnostics.contains {
      $0.code == .honesty && $0.message.contains("(rule \(HonestyRule.gradeFourApart))")
    }
    warnings = Dictionary(
      grouping: study.diagnostics.filter { $0.severity == .warning && $0.term != nil },
      by: { $0.term ?? "" }
    ).mapValues { $0.map(\.message) }
    byAnalysis = Dictionary(grouping: study.results, by: \.analysis)
  }

  /// The rows of an analysis.
  func rows(_ analysis: AnalysisResult.Analysis) -> [AnalysisResult] {
    byAnalysis[analysis] ?? []
  }

  /// The strata of some rows: everybody, then the levels of each grouping in order,
  /// then those of variables an analysis divides by of its own accord.
  func strata(of rows: [AnalysisResult]) -> [(variable: String?, strata: [[GroupLevel]])] {
    var seen: Set<[GroupLevel]> = []
    var byVariable: [String?: [[GroupLevel]]] = [:]
    var others: [String?] = []
    for row in rows where seen.insert(row.stratum).inserted {
      let variable = row.stratum.first?.variable
      byVariable[variable, default: []].append(row.stratum)
      if let variable, !groupings.contains(variable), !others.contains(variable) {
        others.append(variable)
      }
    }
    return ([nil] + groupings.map { $0 } + others).compactMap { variable in
      byVariable[variable].map { (variable, $0) }
    }
  }

  /// A row per stratum, under a heading per grouping.
  func grouped(_ rows: [AnalysisResult], _ cells: ([GroupLevel]) -> [Cell]) -> [TableRow] {
    strata(of: rows).flatMap { variable, strata -> [TableRow] in
      guard let variable else {
        return strata.map { TableRow(cells: ["Everybody"] + cells($0)) }
      }
      return [TableRow(cells: [Cell(label(variable))], isHeading: true)]
        + strata.map { TableRow(cells: [Cell($0.first?.level ?? "")] + cells($0), indent: 1) }
    }
  }

  /// What draws the pictures, in the numbers of the page.
  var pictures: SVGRenderer { SVGRenderer(style: SVGStyle(numbers: numbers)) }

  /// What a reader should see for a column.
  func label(_ column: String) -> String { study.label(of: column) }

  /// The confidence level as a percentage.
  var level: String { percent(study.survival.confidenceLevel) }

  /// The days of a month, for the page.
  var daysOfMonth: String { plain(30.4375) }

  /// A confidence level as a percentage.
  func percent(_ level: Double) -> String { numbers.percentage(level) }

  /// A time point in months, or another number of the protocol: whole numbers without decimals.
  func plain(_ number: Double) -> String {
    TimeStyle(numbers: numbers, decimals: 6, unit: "").point(number)
  }

  /// What the rates and durations are about, as a note under a table.
  var outcomeNote: TableNote {
    let context = study.outcome.context
    return TableNote(
      .statistics,
      RichText(
        message: "Outcome: \(context.label). Instrument: \(context.instrument)."
          + "\(doubts(about: context.instrument)) Threshold: "
          + "\(context.thresholdAlone). Time from \(context.origin).\(otherEvents)"))
  }

  /// Who a table of durations is about: those at risk of the outcome.
  var atRiskNote: TableNote {
    TableNote(.population, RichText("Population: \(study.outcome.context.population)."))
  }

  /// Who a table is about.
  var populationNote: TableNote {
    TableNote(.population, RichText("Population: \(study.population)."))
  }
}

extension ResultValue {
  /// The value for a page.
  var printable: PrintableValue {
    switch self {
    case .number(let value): PrintableValue(value)
    case .count(let count): PrintableValue(Double(count))
    case .state(.notReached): .undefined(.notReached)
    case .state(.beyondFollowUp): .undefined(.notEvaluable)
    case .state(.notEstimable): .undefined(.notEstimable)
    case .state(.infinite): .undefined(.infinity)
    case .state(.withheld): .undefined(.withheld)
    case .hidden(let reason): .undefined(reason.printable)
    }
  }
}
