public import Outcomes
public import Statistics

/// Pseudo-values: what each row contributes to an estimate, so that censored rows can be averaged
/// and regressed as if they had been seen to the end.
///
/// Each row belongs to the curve of its own group. Two kinds are in use, which differ by terms of
/// order 1/n:
///
/// - **infinitesimal**: estimate + n × influence, with n the number of rows of the group and the
///   influence the derivative of the estimate with respect to the row's weight (`CurveInfluence`).
///   Their mean is the estimate. These are the values of R's survival::pseudo.
/// - **leave-one-out**: n × estimate − (n − 1) × the estimate without the row (Andersen, Klein and
///   Rosthøj 2003, doi:10.1093/biomet/90.1.15), computed exactly in O(n) by products before and
///   after the row. Where the last row at risk is left out, the others' curve is carried forward.
///
/// Tested against R's survival in the reference tables `rmst/*`, and against refitting without
/// each row in turn.
public enum PseudoValues {
  /// The kinds.
  public enum Jackknife: String, Sendable, Hashable, Codable, CaseIterable {
    /// From the derivative with respect to the row's weight.
    case infinitesimal
    /// From the estimate without the row; for unweighted rows followed from the origin.
    case leaveOneOut = "leave-one-out"
  }

  /// What is estimated.
  public enum Quantity: Sendable, Hashable {
    /// The survival at a time.
    case survival(at: Double)
    /// The mean restricted to a time.
    case restrictedMean(to: Double)

    /// The time.
    var time: Double {
      switch self {
      case .survival(let time), .restrictedMean(let time): time
      }
    }
  }

  /// The pseudo-values of every row for some quantities, each a column in the order of the rows.
  ///
  /// Where the follow-up of a row's group ends before the time with some still event-free, the
  /// value does not exist (NaN).
  ///
  /// - Complexity: one sort, then O(n) for each quantity.
  /// - Throws: `FitError` for no rows, a bad weight, or weights or delayed entry with
  ///   leave-one-out.
  public static func columns(
    _ outcomes: SurvivalOutcomes, groups: Grouping? = nil, weights: [Double]? = nil,
    of quantities: [Quantity], by jackknife: Jackknife = .infinitesimal
  ) throws(FitError) -> [[Double]] {
    guard outcomes.count > 0 else { throw .noObservations }
    try CaseWeights.check(weights, count: outcomes.count)
    if jackknife == .leaveOneOut, weights != nil || outcomes.entry != nil {
      throw .invalidOption(
        name: "jackknife", value: jackknife.rawValue,
        expected: "infinitesimal with weights or delayed entry, for which leaving out one row has "
          + "no short formula")
    }
    let curves = RestrictedCurves(
      outcomes, groups: groups, weights: weights, weightKind: .automatic)
    return quantities.map { quantity in
      var column = [Double](repeating: 0, count: outcomes.count)
      for group in curves.tables.indices {
        if !curves.isFollowed(group: group, to: quantity.time) {
          curves.put(.nan, group: group, into: &column)
        } else if jackknife == .infinitesimal {
          curves.putInfinitesimal(quantity, group: group, into: &column)
        } else {
          curves.putLeaveOneOut(quantity, group: group, into: &column)
        }
      }
      return column
    }
  }
}

extension RestrictedCurves {
  /// Gives every row of a group the same value.
  fileprivate func put(_ value: Double, group: Int, into column: inout [Double]) {
    for row in rows(of: group) { column[Int(row)] = value }
  }

  fileprivate func putInfinitesimal(
    _ quantity: PseudoValues.Quantity, group: Int, into column: inout [Double]
  ) {
    let table = tables[group]
    let estimate: Double
    let weights: [Double]
    switch quantity {
    case .survival(let time):
      let reached = table.timeCount(upTo: time)
      estimate = reached == 0 ? 1 : survival[group][reached - 1]
      weights = CurveInfluence.weights(survivalAt: time, table, survival[group])
    case .restrictedMean(let tau):
      let area = RestrictedArea(times: table.times, survival: survival[group], to: tau)
      estimate = area.mean
      weights = area.remaining
    }
    putInfluence(group: group, weights: weights, into: &column)
    let count = Double(table.rowCount)
    for row in rows(of: group) { column[Int(row)] = estimate + count * column[Int(row)] }
  }

  fileprivate func putLeaveOneOut(
    _ quantity: PseudoValues.Quantity, group: Int, into column: inout [Double]
  ) {
    let without = LeaveOneOutCurve(tables[group])
    let values =
      switch quantity {
      case .survival(let time): without.survival(at: time)
      case .restrictedMean(let tau): without.restrictedMean(to: tau)
      }
    let count = Double(tables[group].rowCount)
    forEachRow(of: group) { row, slot, isEvent in
      let other = isEvent ? values.withoutEvent[slot] : values.withoutCensoring[slot]
      column[row] = count * values.estimate - (count - 1) * other
    }
  }
}
