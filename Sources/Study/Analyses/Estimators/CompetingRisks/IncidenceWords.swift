import Cohorts
import Formulas
import Outcomes
import Statistics
import Survival

/// What is said of cumulative incidence: the choices made, and why numbers do not exist.
struct IncidenceWords {
  let frame: GroupedFrame
  let causes: CompetingCauses
  let curves: [IncidenceCurves]
  let comparison: IncidenceComparison?
  let options: IncidenceAnalysis.Options

  var conventions: [EstimatorFacts.Convention] {
    var conventions: [EstimatorFacts.Convention] = [
      .init("censored", "`\(frame.eventName)` = \(causes.censored)"),
      .init("estimator", "Aalen-Johansen; the other causes are competing events, not censorings"),
      .init(
        "interval",
        "\(options.curves.interval.rawValue) at \(options.curves.level), of the "
          + "probability itself"),
      .init("variance", variance),
      .init("std_error", "on the probability scale"),
      .init("beyond_follow_up", "not carried forward"),
      .init(
        "ties", "all causes at one time leave from S(t-); events before censorings before entries"),
      .init("cumulative_hazard", "Nelson-Aalen, cause-specific"),
    ]
    if options.curves.horizon != nil {
      conventions.append(.init("time_lost", "area under the incidence from 0 to tau"))
    }
    if let comparison {
      let strata = frame.strata == nil ? "" : ", stratified"
      let rho = options.tests.rho == 0 ? "" : ", rho \(options.tests.rho)"
      if comparison.causes.contains(where: { $0.gray != nil }) {
        conventions.append(.init("gray_test", "as cmprsk's cuminc\(rho)\(strata)"))
      }
      conventions.append(
        .init("cause_specific_test", "log-rank, the other causes censored\(strata)"))
      if let adjustment = options.tests.pairwise {
        conventions.append(.init("adjustment", "\(adjustment.rawValue), within each cause"))
      }
    }
    return conventions
  }

  private var variance: String {
    switch curves.first?.variance ?? options.curves.variance {
    case .automatic, .delta: "delta: multinomial events at each time, as R's survfit"
    case .aalen: "aalen: hypergeometric events at each time, as cmprsk's cuminc"
    case .jackknife:
      "jackknife: infinitesimal, over \(frame.clusters == nil ? "rows" : "clusters"), as R's survfit"
    }
  }

  var diagnostics: [Diagnostic] {
    var found: [Diagnostic] = []
    if causes.causes.isEmpty {
      found.append(
        Diagnostic(
          .noEvents, .warning,
          message: "nobody had an event of any cause, so there is no incidence to estimate"))
    } else if causes.causes.count == 1 {
      found.append(
        Diagnostic(
          .notEstimable, .note,
          message: "There is a single cause, \(causes.causes[0]), so its incidence is one less the "
            + "Kaplan-Meier curve."))
    }
    if curves.first?.variance == .delta,
      frame.weights?.contains(where: { $0 != $0.rounded(.down) })
        ?? false
    {
      found.append(
        Diagnostic(
          .nonInteger, .warning,
          message: "the variance takes weights for counts of subjects, and some are not whole "
            + "numbers; --variance jackknife suits weights of other kinds"))
    }
    found += zip(curves, frame.labels).flatMap { absences($0, $1) }
    found += comparison?.diagnostics ?? []
    found += untested
    if frame.clusters != nil, comparison != nil {
      found.append(
        Diagnostic(
          .notEstimable, .warning,
          message: "the tests take rows for independent, whatever cluster() says; a Cox model with "
            + "--cause and cluster() has a robust test of the cause-specific hazard"))
    }
    return found
  }

  /// Why numbers of a group do not exist.
  private func absences(_ curve: IncidenceCurves, _ label: [LevelOf]) -> [Diagnostic] {
    let name = label.map { "\($0.column)=\($0.level)" }.joined(separator: ", ")
    let place = name.isEmpty ? "" : " for \(name)"
    let term = name.isEmpty ? nil : name
    var found: [Diagnostic] = []
    let without = causes.causes.indices.filter { curve.table.eventCounts[$0] == 0 }
    if !without.isEmpty, !name.isEmpty {
      let list = without.map { causes.causes[$0] }.joined(separator: ", ")
      found.append(
        Diagnostic(
          .groupWithoutEvents, .note, term: term,
          message: "\(name): nobody had an event of cause \(list); its incidence stays at 0."))
    }
    if let end = curve.states[0].probability.firstIndex(of: 0), end < curve.times.count - 1 {
      found.append(
        Diagnostic(
          .notEstimable, .warning, term: term,
          message: "everybody at risk\(place) had an event by \(Stratifier.text(curve.times[end])) "
            + "while later subjects were still to enter, so the curves stand still from there on; "
            + "begin the time scale where the risk set no longer empties"))
    }
    let beyond = options.times.filter { curve.state(at: $0) == .beyondFollowUp }
    if !beyond.isEmpty {
      let list = beyond.map { Stratifier.text($0) }.joined(separator: ", ")
      found.append(
        Diagnostic(
          .notEstimable, .note, term: term,
          message: "Follow-up\(place) ends before \(list) with some still event-free, so there is "
            + "no estimate there."))
    }
    if let tau = options.curves.horizon, curve.meanTimes?.first?.value.isNaN ?? false {
      found.append(
        Diagnostic(
          .notEstimable, .warning, term: term,
          message: "follow-up\(place) ends before tau, \(Stratifier.text(tau)), with some still "
            + "event-free, so no time lost up to it can be given; choose an earlier --tau"))
    }
    return found
  }

  /// The tests that do not exist.
  private var untested: [Diagnostic] {
    (comparison?.causes ?? []).filter { $0.gray?.test.statistic.isNaN ?? false }.map {
      Diagnostic(
        .notEstimable, .warning, term: causes.causes[$0.cause - 1],
        message: "Gray's test of cause \(causes.causes[$0.cause - 1]) is not estimable: the groups "
          + "are not at risk together when it happens")
    }
  }
}
