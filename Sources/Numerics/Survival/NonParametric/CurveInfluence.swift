internal import Outcomes

/// The influence of each row on what is read from a Kaplan-Meier curve of one group.
///
/// Whatever is read is described by its weights g(s): how much it falls when the curve loses a
/// small share of itself at time s. For survival at t that is S(t) up to t and nothing after; for
/// the mean restricted to τ it is the area ∫ S from s to τ. With n the (weighted) number at risk
/// and d the (weighted) number of events, the derivative with respect to the weight of row i is
///
///     Aᵢ = Σ d g(s) / (n (n − d)) over event times s in (entryᵢ, Tᵢ]  −  [event at Tᵢ] g(Tᵢ) / (n − d)(Tᵢ)
///
/// and zero where nobody is left, for there the curve stays at zero whatever the weights. The
/// squares of w(i)·Aᵢ, summed within clusters first, add up to the infinitesimal jackknife
/// variance; the row's pseudo-value is the estimate + n Aᵢ.
struct CurveInfluence {
  private let outcomes: SurvivalOutcomes
  private let risk: RiskSets
  private let stratum: Int
  private let table: EventTable

  /// Takes the curve of one stratum of the sorted rows.
  init(_ outcomes: SurvivalOutcomes, _ risk: RiskSets, stratum: Int, table: EventTable) {
    self.outcomes = outcomes
    self.risk = risk
    self.stratum = stratum
    self.table = table
  }

  /// Puts the influence of the rows of the group at their row numbers.
  ///
  /// - Parameter weights: g at each time of the table.
  /// - Complexity: O(rows); with delayed entry a logarithm more.
  func put(weights: [Double], into values: inout [Double]) {
    precondition(weights.count == table.times.count, "one weight per time")
    let numbers = table.weighted
    var gained = [Double](repeating: 0, count: weights.count + 1)
    let first = risk.tieGroups(ofStratum: stratum).lowerBound
    for slot in weights.indices {
      let survivors = numbers.atRisk[slot] - numbers.events[slot]
      let own = survivors > 0 ? weights[slot] / survivors : 0
      let share = numbers.atRisk[slot] > 0 ? numbers.events[slot] / numbers.atRisk[slot] : 0
      gained[slot + 1] = gained[slot] + own * share
      for position in risk.events(inGroup: first + slot) {
        values[Int(risk.order[position])] = gained[slot + 1] - own
      }
      for position in risk.censorings(inGroup: first + slot) {
        values[Int(risk.order[position])] = gained[slot + 1]
      }
    }
    guard let entry = outcomes.entry else { return }
    for row in risk.order[risk.positions(ofStratum: stratum)] {
      values[Int(row)] -= gained[table.timeCount(upTo: entry[Int(row)])]
    }
  }

  /// g for the survival at a time.
  static func weights(survivalAt time: Double, _ table: EventTable, _ survival: [Double])
    -> [Double]
  {
    let reached = table.timeCount(upTo: time)
    let level = reached == 0 ? 1 : survival[reached - 1]
    return survival.indices.map { $0 < reached ? level : 0 }
  }
}
