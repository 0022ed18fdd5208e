internal import Distributions
internal import LinearAlgebra
internal import Outcomes
internal import Statistics

/// The curves of the groups with their sorted rows, from which restricted means are made.
struct RestrictedCurves {
  private let outcomes: SurvivalOutcomes
  private let risk: RiskSets
  let tables: [EventTable]
  let survival: [[Double]]

  /// Sorts the rows and estimates a curve per group.
  init(
    _ outcomes: SurvivalOutcomes, groups: Grouping?, weights: [Double]?, weightKind: WeightKind
  ) {
    self.outcomes = outcomes
    let risk = RiskSets(outcomes, strata: groups)
    self.risk = risk
    tables = EventTable.tables(
      outcomes, risk, weights: weights.map { CaseWeights($0, risk, kind: weightKind) })
    survival = tables.map {
      ProductLimit.estimate(atRisk: $0.weighted.atRisk, events: $0.weighted.events).survival
    }
  }

  /// The last time of follow-up of each group, over rows with a weight.
  private func lastTime(of group: Int) -> Double {
    let last = tables[group].weighted.atRisk.lastIndex { $0 > 0 }
    return last.map { tables[group].times[$0] } ?? .nan
  }

  /// The smallest of the groups' last times.
  var commonLastTime: Double {
    tables.indices.map(lastTime(of:)).filter { !$0.isNaN }.min() ?? .nan
  }

  /// The latest of the times at which a group's time scale begins.
  var origin: Double { tables.map { min(0, $0.times.first ?? 0) }.max() ?? 0 }

  /// Whether the data of a group say what happens up to a time.
  func isFollowed(group: Int, to tau: Double) -> Bool {
    let last = lastTime(of: group)
    return tau <= last || (!last.isNaN && survival[group].last == 0)
  }

  /// The rows of a group, in order of time.
  func rows(of group: Int) -> ArraySlice<Int32> {
    risk.order[risk.positions(ofStratum: group)]
  }

  /// Visits the rows of a group with the place of their time in the group's table.
  func forEachRow(of group: Int, _ body: (_ row: Int, _ slot: Int, _ isEvent: Bool) -> Void) {
    let tied = risk.tieGroups(ofStratum: group)
    for slot in 0..<tied.count {
      for position in risk.events(inGroup: tied.lowerBound + slot) {
        body(Int(risk.order[position]), slot, true)
      }
      for position in risk.censorings(inGroup: tied.lowerBound + slot) {
        body(Int(risk.order[position]), slot, false)
      }
    }
  }

  /// Puts the influence of the rows of a group at their row numbers; see `CurveInfluence`.
  func putInfluence(group: Int, weights: [Double], into values: inout [Double]) {
    CurveInfluence(outcomes, risk, stratum: group, table: tables[group])
      .put(weights: weights, into: &values)
  }

  /// The means with their covariance.
  func means(
    to tau: Double, method: KaplanMeier.Variance, weights: [Double]?, clusters: Grouping?,
    options: RestrictedMeanSurvival.Options
  ) -> RestrictedMeanSurvival {
    let areas = tables.indices.map {
      RestrictedArea(times: tables[$0].times, survival: survival[$0], to: tau)
    }
    var covariance = Matrix(rowCount: tables.count, columnCount: tables.count)
    if method == .robust {
      var influence = [Double](repeating: 0, count: outcomes.count)
      for group in tables.indices {
        putInfluence(group: group, weights: areas[group].remaining, into: &influence)
      }
      if let weights { for row in influence.indices { influence[row] *= weights[row] } }
      covariance = ClusterSums.covariance(
        influence, groups: rowGroups, groupCount: tables.count, clusters: clusters)
    } else {
      for group in tables.indices {
        covariance[group, group] = areas[group].greenwoodVariance(tables[group].weighted)
      }
    }
    let followed = tables.indices.map { isFollowed(group: $0, to: tau) }
    for (group, known) in followed.enumerated() where !known {
      for other in tables.indices {
        covariance[group, other] = .nan
        covariance[other, group] = .nan
      }
    }
    let z = Normal.standard.upperTailQuantile((1 - options.level) / 2)
    let groups = tables.indices.map { group -> RestrictedMeanSurvival.Group in
      let mean = followed[group] ? areas[group].mean : .nan
      let lost = followed[group] ? areas[group].lost : .nan
      let error = covariance[group, group].squareRoot()
      let reached = tables[group].timeCount(upTo: tau)
      let origin = min(0, tables[group].times.first ?? 0)
      func interval(_ value: Double, from least: Double, to greatest: Double) -> ConfidenceInterval
      {
        ConfidenceInterval(
          level: options.level, lower: value - z * error, upper: value + z * error
        ).cut(from: least, to: greatest)
      }
      return RestrictedMeanSurvival.Group(
        rowCount: tables[group].rowCount,
        eventCount: tables[group].counts.events[..<reached].reduce(0, +),
        lastTime: lastTime(of: group), mean: mean, timeLost: lost, standardError: error,
        interval: interval(mean, from: origin, to: tau),
        timeLostInterval: interval(lost, from: 0, to: tau - origin))
    }
    return RestrictedMeanSurvival(
      tau: tau, origin: origin, tauIsFromData: options.tau == nil, groups: groups,
      covariance: covariance,
      variance: method, level: options.level,
      diagnostics: diagnostics(
        tau: tau, followed: followed,
        countsWeights: options.variance == .greenwood && CaseWeights.haveFractions(weights)))
  }

  /// The group of every row.
  private var rowGroups: [Int32] {
    var codes = [Int32](repeating: 0, count: outcomes.count)
    for group in tables.indices {
      for row in rows(of: group) { codes[Int(row)] = Int32(group) }
    }
    return codes
  }

  private func diagnostics(
    tau: Double, followed: [Bool], countsWeights: Bool
  ) -> [RestrictedMeanSurvival.GroupDiagnostic] {
    var found = tables.indices.flatMap { group -> [RestrictedMeanSurvival.GroupDiagnostic] in
      let table = tables[group]
      var own: [Diagnostic] = []
      if lastTime(of: group).isNaN {
        own.append(
          Diagnostic(
            .notEstimable, .warning,
            message: "there is no row with a weight above zero, so there is no mean"))
      } else if !followed[group] {
        own.append(
          Diagnostic(
            .notEstimable, .warning,
            message: "follow-up ends at \(lastTime(of: group)) with some still event-free, so the "
              + "mean up to \(tau) is not defined; expected a tau of at most \(commonLastTime)"))
      } else if !table.weighted.events.contains(where: { $0 > 0 }) {
        own.append(
          Diagnostic(
            .groupWithoutEvents, .note,
            message: "nobody had the event, so the mean is tau itself and its standard error 0, "
              + "which is not the same as certainty"))
      }
      if let end = survival[group].firstIndex(of: 0), end < survival[group].count - 1 {
        own.append(
          Diagnostic(
            .notEstimable, .warning,
            message: "everybody at risk at time \(table.times[end]) had the event before later "
              + "subjects entered, so the curve is at zero from there on; begin the time scale "
              + "where the risk set no longer empties"))
      }
      return own.map { .init(group: group, diagnostic: $0) }
    }
    if countsWeights {
      found.append(
        .init(
          group: nil,
          diagnostic: Diagnostic(
            .nonInteger, .warning,
            message: "Greenwood's variance takes weights for counts of subjects, and some are not "
              + "whole numbers; the robust variance suits weights of other kinds")))
    }
    return found
  }
}
