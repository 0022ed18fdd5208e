internal import LinearAlgebra
internal import Outcomes

/// What the estimate of the censoring distribution adds to the influence of every row.
///
/// A row that is censored lowers G, and with it the shares of those who had a competing event before;
/// a row at risk of being censored that is not raises it:
///
/// ```
/// ψᵢ = ∫ q(u)/π(u) dMᵢ(u)          M the martingale of censoring, π those at risk of it
/// q(u) = Σ over competing events at T before u, Σ over events at t from u on, of what the row
///        adds at t to the estimating equation, sign reversed
/// ```
///
/// By `CensoringConvention.crr` this is the term of Fine and Gray (1999) as cmprsk computes it: an
/// event at the time u counts as one from u on; with several censoring groups cmprsk lets q(u) run over
/// the competing events of all groups, where a censoring changes G of its own group only. By `.finegray` it is the exact derivative of the
/// product-limit estimate: events come before censorings, and π is less those censored at u. Delayed
/// entry adds the same for the distribution of entry. Each q(u) is a product of two running sums,
/// so that all take O((n + events) · columns).
struct CensoringInfluence {
  private let likelihood: SubdistributionLikelihood
  private let sums: SubdistributionSums
  let censoring: FineGrayData.Censoring
  private let time: [Double]

  init(
    _ likelihood: SubdistributionLikelihood, _ sums: SubdistributionSums,
    _ censoring: FineGrayData.Censoring
  ) {
    self.likelihood = likelihood
    self.sums = sums
    self.censoring = censoring
    time = censoring.followUp.outcomes.time
  }

  /// What a row adds to an estimating equation at event k while it is at risk, per unit of w r and
  /// share: x · `covariate`(k) − `constant`(k), relative to the event's reference.
  struct Rate {
    /// The factor of the covariates; `nil` for none.
    var covariate: [Double]?
    /// What is subtracted, a row for each event.
    var constant: PackedRows
  }

  /// Adds the terms to the influence of each input row.
  func add(_ rate: Rate, to influence: inout PackedRows) {
    var censored: [PackedRows] = []
    var entered: [PackedRows] = []
    for curve in censoring.curves {
      let empty = PackedRows(
        rowCount: curve.changes.count, columnCount: influence.columnCount)
      censored.append(empty)
      entered.append(empty)
    }
    let isTruncated = censoring.followUp.isTruncated
    for cell in likelihood.windows.cells {
      let curve = censoring.curves[cell.group]
      let suffix = Suffix(rate, cell, likelihood, sums)
      add(
        suffix, cell, curve, rate, precedes: censoring.convention == .finegray,
        to: &censored[cell.group])
      if isTruncated {
        add(suffix, cell, curve, rate, precedes: true, to: &entered[cell.group])
      }
    }
    for group in censoring.curves.indices {
      spread(censored[group], group, to: &influence)
      if isTruncated { spreadEntries(entered[group], group, to: &influence) }
    }
  }

  /// Sums over the events of a cell from each step on, relative to what the step holds.
  private struct Suffix {
    var covariate: [Double]
    var constant: [Double]

    init(
      _ rate: Rate, _ cell: SubdistributionWindows.Cell, _ likelihood: SubdistributionLikelihood,
      _ sums: SubdistributionSums
    ) {
      let stride = rate.constant.stride
      let count = cell.steps.count
      covariate = [Double](repeating: 0, count: count)
      constant = [Double](repeating: 0, count: count * stride)
      var held = (0.0, [Double](repeating: 0, count: stride))
      for step in cell.steps.reversed() {
        let event = Int(likelihood.windows.steps.targets[step])
        let gain = sums.walk.gains[step]
        let place = step - cell.steps.lowerBound
        held.0 += gain * (rate.covariate?[event] ?? 0)
        covariate[place] = held.0
        held.0 *= sums.walk.decays[step]
        for j in 0..<stride {
          held.1[j] += gain * rate.constant.elements[event * stride + j]
          constant[place * stride + j] = held.1[j]
          held.1[j] *= sums.walk.decays[step]
        }
      }
    }
  }

  /// Adds q at every change of a curve, for one cell.
  ///
  /// - Parameter precedes: Whether events at a time come before the change at it.
  private func add(
    _ suffix: Suffix, _ cell: SubdistributionWindows.Cell, _ curve: CensoringCurve, _ rate: Rate,
    precedes: Bool, to q: inout PackedRows
  ) {
    let windows = likelihood.windows
    let stride = q.stride
    let x = likelihood.covariates
    let usesCovariates = rate.covariate != nil
    var zero = 0.0
    var one = [Double](repeating: 0, count: stride)
    var step = cell.steps.lowerBound
    var entry = step == 0 ? 0 : Int(windows.steps.ends[step - 1])
    for (place, change) in curve.changes.enumerated() {
      let u = change.time
      func isPast(_ step: Int) -> Bool {
        let event = windows.windows.times[Int(windows.steps.targets[step])]
        return precedes ? event <= u : event < u
      }
      // Brings what is held to the first step whose event comes after the change.
      while true {
        let end = Int(windows.steps.ends[step])
        while entry < end {
          let row = Int(windows.steps.rows[entry])
          let own = time[Int(windows.rows[row])]
          guard precedes ? own <= u : own < u else { break }
          let weight = sums.walk.weights[entry]
          zero += weight
          if usesCovariates {
            for j in 0..<stride { one[j] += weight * x.elements[row * stride + j] }
          }
          entry += 1
        }
        guard isPast(step) else { break }
        step += 1
        guard step < cell.steps.upperBound else { return }
        let decay = sums.walk.decays[step]
        zero *= decay
        for j in 0..<stride { one[j] *= decay }
      }
      let at = step - cell.steps.lowerBound
      for j in 0..<stride {
        q.elements[place * stride + j] +=
          one[j] * suffix.covariate[at] - zero * suffix.constant[at * stride + j]
      }
    }
  }
}
