internal import Outcomes
internal import Statistics

/// The rows of one group in order of time, from which its curve is made.
struct KaplanMeierRows {
  let outcomes: SurvivalOutcomes
  let risk: RiskSets
  /// The group, as a stratum of the sorted rows.
  let group: Int
  let weights: [Double]?
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
      estimate.logVariance = robustLogVariance(table, reversed: reversed, &tally)
    }
    return estimate
  }

  /// The jackknife variance of log S at every time of the table; 0 once the curve is at zero.
  ///
  /// - Parameter reversed: whether censorings are the events.
  private func robustLogVariance(
    _ table: EventTable, reversed: Bool, _ tally: inout JackknifeVariance
  ) -> [Double] {
    let rows = risk.order[risk.positions(ofStratum: group)]
    let tieGroups = risk.tieGroups(ofStratum: group)
    var variances = [Double](repeating: 0, count: table.times.count)
    var hazard = 0.0
    var entries = RiskSets.EntryCursor(risk, outcomes, stratum: group)
    if entries == nil {
      for row in rows { tally.enter(cluster: cluster(row), weight: weight(row), hazard: 0) }
    }
    for slot in table.times.indices {
      while let row = entries?.nextRow(enteredBefore: table.times[slot]).map({ Int32($0) }) {
        tally.enter(cluster: cluster(row), weight: weight(row), hazard: hazard)
      }
      let events = table.weighted.events[slot]
      let survivors = table.weighted.atRisk[slot] - events
      let tied = tieGroups.lowerBound + slot
      if events > 0 {
        if survivors == 0 { break }
        hazard += events / (table.weighted.atRisk[slot] * survivors)
        for row in risk.order[
          reversed ? risk.censorings(inGroup: tied) : risk.events(inGroup: tied)]
        { tally.die(cluster: cluster(row), weight: weight(row), survivors: survivors) }
      }
      for row in risk.order[risk.positions(inGroup: tied)] {
        tally.leave(cluster: cluster(row), weight: weight(row), hazard: hazard)
      }
      variances[slot] = tally.variance(hazard: hazard)
    }
    for row in rows { tally.clear(cluster: cluster(row)) }
    tally.clearSums()
    return variances
  }

  @inline(__always)
  private func weight(_ row: Int32) -> Double { weights.map { $0[Int(row)] } ?? 1 }

  @inline(__always)
  private func cluster(_ row: Int32) -> Int {
    clusters.map { Int($0.codes[Int(row)]) } ?? Int(row)
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
    let rows = risk.order[risk.positions(ofStratum: group)]
    if countsWeights, let weights, rows.contains(where: { weights[Int($0)].isFraction }) {
      found.append(
        Diagnostic(
          .nonInteger, .warning,
          message: "Greenwood's variance takes weights for counts of subjects, and some are not "
            + "whole numbers; the robust variance suits weights of other kinds"))
    }
    return found
  }
}

extension Double {
  /// Whether the number is no whole number.
  var isFraction: Bool { self != rounded(.down) }
}
