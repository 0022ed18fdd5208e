internal import LinearAlgebra
internal import Outcomes
internal import Statistics

/// The rows over which a curve is standardised, in order of stratum.
struct StandardisationSample {
  /// The original row at each place.
  let rows: [Int32]
  /// The places of each stratum.
  let strata: [Range<Int>]
  /// The weight of each place, over the sum of all.
  let weights: [Double]
  /// The weight of each place.
  private let wholeWeights: [Double]
  /// The sum of the weights.
  private let total: Double

  init(_ fitted: CoxFit) {
    let strata = fitted.strata
    let count = fitted.windows.strata.count
    let all = [Int32](0..<Int32(fitted.outcomes.count)).filter { row in
      fitted.weights.map { $0[Int(row)] > 0 } ?? true
    }
    let rows = strata.map { SortOrder.grouped(all, by: $0.codes, count: $0.count) } ?? all
    self.rows = rows
    var ranges: [Range<Int>] = []
    var place = 0
    for stratum in 0..<count {
      let start = place
      while place < rows.count, strata.map({ Int($0.codes[Int(rows[place])]) == stratum }) ?? true {
        place += 1
      }
      ranges.append(start..<place)
    }
    self.strata = ranges
    let whole = rows.map { fitted.weights?[Int($0)] ?? 1 }
    let total = whole.reduce(0, +)
    wholeWeights = whole
    self.total = total
    weights = whole.map { $0 / total }
  }

  /// The mean of a value over the rows; exact where the value is the same for all.
  func mean(of values: [Double]) -> Double {
    var sum = 0.0
    for (place, weight) in wholeWeights.enumerated() { sum += weight * values[place] }
    return sum / total
  }

  /// The covariates of a design in the stored coordinates of each row's stratum.
  func pack(_ design: Design, _ fitted: CoxFit) -> PackedRows {
    let matrix = design.matrix.selecting(columns: fitted.designColumns)
    let zeros = fitted.designColumns.map { _ in 0.0 }
    var packed = PackedRows(
      matrix, order: rows, centers: zeros, factors: zeros.map { _ in 1 })
    for (stratum, range) in strata.enumerated() where !range.isEmpty {
      let factors = fitted.data.factors.enumerated().map { fitted.isEstimated[$0] ? $1 : 0 }
      packed.rescale(rows: range, centers: fitted.data.centers[stratum], factors: factors)
    }
    return packed
  }

  /// The last time that every stratum with rows is followed to.
  func lastCommonFollowUp(_ fitted: CoxFit) -> Double {
    strata.reduce(Double.infinity) { common, range in
      range.isEmpty
        ? common
        : min(common, range.reduce(-.infinity) { max($0, fitted.outcomes.time[Int(rows[$1])]) })
    }
  }
}
