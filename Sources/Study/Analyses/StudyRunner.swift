import Cohorts
import Files
import Formulas
import Foundation
import Outcomes
import Statistics
import Survival
import Tables

/// Protocol and data → the results of a report, in the order of the report.
public enum StudyRunner {
  /// Reads the protocol and its table and computes every result; writes nothing.
  ///
  /// - Parameter progress: Told which part of the report is being worked on.
  /// - Throws: `ProtocolError`, `TableError`, `ModelFrameError`, `StudyError` or `FitError`.
  public static func run(
    protocolFile: String, version: String, progress: (String) -> Void = { _ in }
  ) throws -> StudyResults {
    progress("the data")
    let study = try StudyFile.load(protocolFile)
    if let plan = study.endpoints {
      let data = try StudyData.require(study, plan: plan, protocolFile: protocolFile)
      return try run(data, protocolFile: protocolFile, version: version, progress: progress)
    }
    let folder = StudyFolder(protocolFile: protocolFile)
    if let problem = folder.problem(
      with: study.units.file, key: "units.file", at: study.places["units.file"])
    {
      throw problem
    }
    let table = try CSVReader.read(
      path: folder.path(of: study.units.file), options: StudyReading.survivalReady(study.units))
    return try run(
      study, on: table,
      provenance: try provenance([(study.units.file, table)], folder, version: version),
      progress: progress)
  }

  /// Where the numbers come from: the protocol and the tables it names.
  static func provenance(
    _ files: [(file: String, table: Table)], _ folder: StudyFolder, version: String
  ) throws -> Provenance {
    let study = folder.protocolFile
    let inputs = try files.map { file, table in
      let path = folder.path(of: file)
      return Provenance.Input(
        name: StudyFolder.name(path), contents: try contents(path), rows: table.rowCount,
        columns: table.columns.count)
    }
    let own = try contents(study)
    return Provenance(
      inputs: [.init(name: StudyFolder.name(study), contents: own)] + inputs, version: version,
      protocolText: String(decoding: own, as: UTF8.self))
  }

  /// Computes every result of a study from its table.
  static func run(
    _ study: StudyProtocol, on table: Table, provenance: Provenance,
    progress: (String) -> Void = { _ in }
  ) throws -> StudyResults {
    let eligible = try EligibleUnits(study, table: table)
    let honesty = DataHonesty(eligible)
    try honesty.check()
    let cohort = try StudyCohort(eligible)
    progress("time to the event")
    let durations = try durations(of: cohort)
    var results = flowRows(cohort.flow, of: study)
    let treated = eligible.whole.rows(eligible.rows)
    results += StudyDates(study, treated: treated).results()
    results += baseline(study, cohort.table) + durations.results
    progress("the models")
    let modelling = try modelling(cohort)
    results += modelling.results
    let incidence = try CompetingEvents.declared(cohort)?.results()
    results += incidence?.results ?? []
    results += modelling.comparison
    let sensitivity = try SensitivityAnalysis(cohort, table: table)?.results()
    results += sensitivity?.results ?? []
    let analysed = AnalysedCounts(study: study)
    results += analysed.counts(of: results, in: cohort)
    results += modelling.models.flatMap {
      analysed.counts(of: $0, in: cohort, fitted: modelling.results)
    }
    return SmallCells.applied(
      to: StudyResults(
        study: study, provenance: provenance, flow: cohort.flow,
        results: HonestRows.passed(
          results, treated: cohort.treated, outcome: study.outcome.context),
        curves: durations.curves, groupings: try groupings(study, of: cohort.table).map(\.name),
        models: modelling.models.map { ($0.name, $0.formula) },
        incidence: [incidence?.curves].compactMap { $0 }, sensitivity: sensitivity?.summary,
        diagnostics: honesty.flags + misspellings(study, in: table)
          + table.notes.filter { $0.severity == .warning }.map {
            Diagnostic(.suspiciousValue, .warning, term: $0.columnName, message: $0.namingColumn)
          }, modelPictures: modelling.pictures))
  }

  /// Time to the event of everybody and by every grouping, with a figure of curves for each.
  static func durations(
    of cohort: StudyCohort
  ) throws -> (results: [AnalysisResult], curves: [EventFreeCurves]) {
    let comparison = SurvivalComparison(cohort: cohort)
    let everybody = try comparison.everybody()
    var results = everybody.results
    results += try RestrictedMeanComparison(cohort: cohort).everybody()
    var curves = [everybody.curves]
    let groupings = try groupings(cohort.study, of: cohort.table)
    results += OnlyLevel.results(groupings, among: .analysed, of: cohort.study)
    for grouping in groupings where grouping.categories.divides {
      let compared = try comparison.compare(by: grouping.name, grouping.categories)
      results += compared.results
      curves.append(compared.curves)
    }
    return (results, curves)
  }

  /// Levels that conditions ask for and no row has, as warnings.
  static func misspellings(_ study: StudyProtocol, in table: Table) -> [Diagnostic] {
    study.eligibility.flatMap { step in
      step.condition.absentLevels(in: table).map { column, level in
        var levels: [String] = []
        if case .categories(let found)? = table.column(named: column)?.values {
          levels = found.levels
        }
        let nearest = NameSuggestion.nearest(to: level, among: levels)
        return Diagnostic(
          .suspiciousValue, .warning, term: column,
          message: "Eligibility step `\(step.name)`: no row has `\(level)` in `\(column)`"
            + (nearest.map { "; did you mean `\($0)`?" } ?? "."))
      }
    }
  }

  static func contents(_ path: String) throws -> Data {
    guard let data = try? FileContents.read(path) else {
      throw StudyError(reasons: ["\(path) changed while it was being read; run again"])
    }
    return data
  }

  /// The groupings of the report: the arms, then the strata.
  static func groupings(
    _ study: StudyProtocol, of table: Table
  ) throws -> [(name: String, categories: Categories)] {
    var groupings: [(String, Categories)] = []
    if let arms = study.comparison?.arms.column,
      case .categories(let categories)? = table.column(named: arms)?.values
    {
      groupings.append((arms, categories))
    }
    for stratifier in study.strata
    where !groupings.contains(where: { $0.0 == stratifier.column }) {
      do { groupings.append((stratifier.column, try stratifier.strata(of: table))) } catch {
        throw StudyError(reasons: ["strata.\(stratifier.column): \(error)"])
      }
    }
    return groupings
  }

  /// What the flow calls those in none of the arms.
  static let outsideArms = "in no arm"

  /// The counts of the flow: of everybody, then of each arm and of those in none.
  static func flowRows(_ flow: EligibilityFlow, of study: StudyProtocol) -> [AnalysisResult] {
    func rows(
      _ stratum: [GroupLevel], total: Int,
      _ counts: (EligibilityFlow.Step) -> EligibilityFlow.Counts
    ) -> [AnalysisResult] {
      func row(
        _ step: String, _ statistic: AnalysisResult.Statistic, _ count: Int
      ) -> AnalysisResult {
        AnalysisResult(
          .population, name: step, population: study.population, stratum: stratum,
          statistic: statistic, value: .count(count), unit: "units",
          denominators: Denominators(n: total))
      }
      return [row("Rows in the file", .count, total)]
        + flow.steps.flatMap { step in
          let counts = counts(step)
          return [
            row(step.name, .excluded, counts.excluded), row(step.name, .unknown, counts.unknown),
            row(step.name, .remaining, counts.remaining),
          ]
        }
    }
    var results = rows([], total: flow.total) { $0.overall }
    guard let variable = study.comparison?.arms.column else { return results }
    for (arm, name) in flow.armNames.enumerated() {
      let stratum = [GroupLevel(variable: variable, level: name)]
      results += rows(stratum, total: flow.armTotals[arm]) { $0.arms[arm] }
    }
    let outside = [GroupLevel(variable: variable, level: outsideArms)]
    results += rows(outside, total: flow.totalOutsideArms, \.outsideArms)
    return results
  }

  /// The baseline table: declared columns, or every column that is not known to be measured after
  /// treatment, save identifiers and the outcome.
  ///
  /// - Parameter given: the columns of the file; what was derived from others is no baseline.
  static func baseline(
    _ study: StudyProtocol, _ table: Table, among given: [String]? = nil
  ) -> [AnalysisResult] {
    // The event may be a condition on its column: that column is outcome too.
    let outcome = [study.outcome.time, study.outcome.event, study.eventColumn]
    let identifiers = [study.units.id, study.units.patient, study.comparison?.arms.column]
    let declared = study.units.columns.map(\.name)
    let later = declared.isEmpty ? LaterColumns.names(study, in: table) : []
    let hidden = later.union((outcome + identifiers).compactMap { $0 })
    var names = (declared.isEmpty ? given ?? table.columnNames : declared).filter {
      !hidden.contains($0)
    }
    // The score that decides who responded is measured before treatment: it belongs here.
    if study.endpoints != nil, !names.contains(StudyProtocol.baselineColumn) {
      names.append(StudyProtocol.baselineColumn)
    }
    var groups: (name: String, Categories)?
    if let arms = study.comparison?.arms.column,
      case .categories(let categories)? = table.column(named: arms)?.values
    {
      groups = (arms, categories)
    }
    return BaselineTable(
      table, columns: names.compactMap(table.column(named:)), groupedBy: groups,
      testing: study.testsBaseline
    ).results(population: study.population)
  }

  /// The protocol's models, and the adjusted comparison where none of them is it.
  static func models(of study: StudyProtocol) -> [StudyProtocol.Model] {
    guard let comparison = study.comparison else { return study.models }
    let formula = AdjustedContrast.formula(comparison)
    if study.models.contains(where: { $0.formula == formula }) { return study.models }
    return [.init(name: "comparison", formula: formula, cluster: nil)] + study.models
  }
}
