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
    let forwards = estimate(table, method, reversed: false, &tally)
    var followUp: SurvivalQuantile?
    if method == .robust {
      let backwards = estimate(table.reversed, method, reversed: true, &tally)
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
      robustFollowUp: followUp)
  }

  private func estimate(
    _ table: EventTable, _ method: KaplanMeier.Variance, reversed: Bool,
    _ tally: inout JackknifeVariance
  ) -> (survival: [Double], logVariance: [Double]) {
    var estimate = ProductLimit.estimate(
      atRisk: table.weighted.atRisk, events: table.weighted.events)
    if method == .robust {
      estimate.logVariance =
        clusters == nil && risk.entryOrder == nil
        ? independentLogVariance(table, reversed: reversed)
        : clusteredLogVariance(table, reversed: reversed, &tally)
    }
    return estimate
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
