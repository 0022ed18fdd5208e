import Cohorts
import Statistics
import Tables

extension StudyRunner {
  /// Computes every result of a study with visits.
  ///
  /// A study in which nobody responds, or nobody is seen, has results that say so: its flow, its
  /// baseline and the response of all treated.
  static func run(
    _ data: StudyData, protocolFile: String, version: String,
    progress: (String) -> Void = { _ in }
  ) throws -> StudyResults {
    let (study, plan) = (data.study, data.plan)
    var files = [(study.units.file, data.tables.units), (plan.visits.file, data.tables.visits)]
    if let events = plan.events, let table = data.tables.events {
      files.append((events.file, table))
    }
    let provenance = try provenance(
      files, StudyFolder(protocolFile: protocolFile), version: version)
    progress("the endpoints")
    let visits = try VisitStudy(study, plan: plan, data: data)
    let honesty = DataHonesty(visits.eligible, visits: data.tables.visits)
    try honesty.check()
    let treated = visits.eligible.whole.rows(visits.eligible.rows)
    guard treated.rowCount > 0 else {
      throw StudyError(reasons: [
        "no unit is left after eligibility, so there is nothing to analyse"
      ])
    }
    let allGroups = try groupings(study, of: treated)
    let treatedGroups = allGroups.filter(\.categories.divides)
    progress("response")
    var results = StudyDates(visits, treated: treated).results()
    results += baseline(study, treated, among: data.tables.units.columnNames)
    results += OnlyLevel.results(allGroups, among: .treated, of: study)
    let response = visits.response(of: visits.eligible.rows)
    results += visits.results(of: response, by: treatedGroups)
    let arms = treatedGroups.first { $0.name == study.comparison?.arms.column }
    progress("onset, with its bootstrap")
    let onset = try visits.onset(of: visits.eligible.rows).findings(by: arms)
    results += onset.results
    var curves: [EventFreeCurves] = []
    var lossIntervals: [IntervalCensoredCurves] = []
    var diagnostics =
      honesty.flags + misspellings(study, in: visits.dataset.table)
      + data.remarks.filter { $0.severity == .warning }.map {
        Diagnostic(.suspiciousValue, .warning, term: $0.columnName, message: $0.namingColumn)
      }
    var modelling = Modelling()
    var analysed: [AnalysisResult] = []
    var competing = [CompetingEvents.treated(visits)]
    var responders: StudyCohort?
    let flow = visits.flow
    if flow.remaining > 0 {
      let cohort = try StudyCohort(visits.eligible, steps: visits.steps)
      progress("time to the event")
      let durations = try self.durations(of: cohort)
      results += durations.results
      curves = durations.curves
      results += try visits.otherRule(of: cohort) + visits.endings(of: cohort)
      progress("time to loss from intervals, with its bootstrap")
      let intervals = try visits.lossIntervals(of: cohort).findings()
      results += intervals.results
      lossIntervals = intervals.curves
      progress("the models")
      modelling = try self.modelling(cohort)
      results += modelling.results
      analysed = modelling.models.flatMap {
        AnalysedCounts(study: study).counts(of: $0, in: cohort, fitted: modelling.results)
      }
      competing.append(CompetingEvents.responders(visits, cohort))
      responders = cohort
    } else {
      diagnostics.append(
        Diagnostic(
          .notEstimable, .warning,
          message: "Nobody is known to have responded, so there is no time to loss of benefit to "
            + "report: the flow and the table of response say why."))
    }
    let incidence = try competing.compactMap { try $0?.results() }
    results += incidence.flatMap(\.results)
    results += ResponderDifferences.results(study, from: results) + modelling.comparison
    progress("the course of the scores")
    let courses = visits.courses(arms: arms)
    results += courses.flatMap { $0.results() }
    progress("the sensitivity of the answers")
    let ranges = try PublishedRangeAnalysis(
      visits: visits, cohort: responders, halfOnset: onset.results.halfOnset
    ).comparisons()
    results += ranges.flatMap(\.rows)
    let sensitivity = try SensitivityAnalysis(visits).results()
    results += sensitivity.results
    results += AnalysedCounts(study: study).counts(of: results, in: responders) + analysed
    results +=
      StructuralAnalysis(study: study, plan: plan, data: data, units: visits.eligible.rows).results
    return SmallCells.applied(
      to: StudyResults(
        study: study, provenance: provenance, flow: flow,
        results: HonestRows.passed(
          flowRows(flow, of: study) + results,
          treated: try TreatedAccount(visits.eligible, steps: visits.steps),
          outcome: study.outcome.context), curves: curves,
        groupings: allGroups.map(\.name),
        models: modelling.models.map { ($0.name, $0.formula) },
        incidence: incidence.compactMap(\.curves), publishedRanges: ranges,
        sensitivity: sensitivity.summary,
        diagnostics: diagnostics + courses.flatMap(\.diagnostics), onset: onset.curves,
        lossIntervals: lossIntervals, inResponse: response.inResponseCurves(by: arms),
        courses: courses.compactMap { $0.curves() }, modelPictures: modelling.pictures))
  }
}
