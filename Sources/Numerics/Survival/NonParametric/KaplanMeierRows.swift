internal import Glibc
internal import Outcomes
internal import Statistics

/// The rows of one group in order of time, from which its curve is made.
struct KaplanMeierRows {
  let outcomes: SurvivalOutcomes
  let risk: RiskSets
  /// The group, as a stratum of the sorted rows.
  let group: Int
  let weights: CaseWeights?
  let clusters: Grouping?

  /// The curve, with its follow-up where that needs the rows.
  func curve(
    method: KaplanMeier.Variance, options: KaplanMeier.Options, tally: inout JackknifeVariance
  ) -> KaplanMeierCurve {
    let table = EventTable(outcomes, risk, stratum: group, weights: weights)
    let rule = HazardRule(estimator: options.estimator)
    let forwards = estimate(table, method, rule, reversed: false, &tally)
    var followUp: SurvivalQuantile?
    var hazardVariance: [Double]?
    if method == .robust {
      if options.estimator != .kaplanMeier {
        hazardVariance = forwards.logVariance
      } else if options.wantsHazardErrors {
        hazardVariance = robustLogVariance(
          table, HazardRule(estimator: .breslow), reversed: false, &tally)
      }
      let product = HazardRule(estimator: .kaplanMeier)
      let backwards = estimate(table.reversed, method, product, reversed: true, &tally)
      followUp =
        KaplanMeierCurve(
          table: table.reversed, survival: backwards.survival, logVariance: backwards.logVariance,
          variance: method, options: options, diagnostics: []
        ).median
    }
    return KaplanMeierCurve(
      table: table, survival: forwards.survival, logVariance: forwards.logVariance,
      variance: method, options: options,
      diagnostics: diagnostics(
        table, forwards.survival, countsWeights: options.variance == .greenwood),
      robustFollowUp: followUp, robustHazardVariance: hazardVariance)
  }

  private func estimate(
    _ table: EventTable, _ method: KaplanMeier.Variance, _ rule: HazardRule, reversed: Bool,
    _ tally: inout JackknifeVariance
  ) -> (survival: [Double], logVariance: [Double]) {
    var estimate: (survival: [Double], logVariance: [Double])
    if rule.estimator == .kaplanMeier {
      estimate = ProductLimit.estimate(
        atRisk: table.weighted.atRisk, events: table.weighted.events)
    } else {
      let sums = rule.cumulative(table)
      estimate = (sums.hazard.map { exp(-$0) }, sums.variance)
    }
    if method == .robust {
      estimate.logVariance = robustLogVariance(table, rule, reversed: reversed, &tally)
    }
    return estimate
  }

  private func robustLogVariance(
    _ table: EventTable, _ rule: HazardRule, reversed: Bool, _ tally: inout JackknifeVariance
  ) -> [Double] {
    clusters == nil && risk.entryOrder == nil
      ? independentLogVariance(table, rule, reversed: reversed)
      : clusteredLogVariance(table, rule, reversed: reversed, &tally)
  }
}

extension KaplanMeierRows {
  /// What a reader of the curve must know.
  private func diagnostics(
    _ table: EventTable, _ survival: [Double], countsWeights: Bool
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if !table.times.isEmpty, !table.weighted.events.contains(where: { $0 > 0 }) {
      found.append(
        Diagnostic(
          .groupWithoutEvents, .note,
          message: "nobody in the group had the event: its survival stays at 1 for as long as it "
            + "was followed, and no quantile is reached"))
    }
    if let end = survival.firstIndex(of: 0), end < survival.count - 1 {
      found.append(
        Diagnostic(
          .notEstimable, .warning,
          message: "everybody at risk at time \(table.times[end]) had the event before later "
            + "subjects entered, so the curve is at zero from there on; begin the time scale "
            + "where the risk set no longer empties"))
    }
    let own = (weights?.byPosition[risk.positions(ofStratum: group)]).map { Array($0) }
    if countsWeights, CaseWeights.haveFractions(own) {
      found.append(
        Diagnostic(
          .nonInteger, .warning,
          message: "Greenwood's variance takes weights for counts of subjects, and some are not "
            + "whole numbers; the robust variance suits weights of other kinds"))
    }
    return found
  }
}
