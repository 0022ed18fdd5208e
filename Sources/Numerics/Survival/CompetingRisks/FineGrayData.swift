internal import Glibc
internal import LinearAlgebra
internal import Outcomes
internal import Statistics

/// The data of a Fine-Gray model made ready: rows that contribute, in order, with centred covariates.
///
/// Coordinates are those of `CoxData`: column j is stored as (x − center) · factor.
struct FineGrayData: Sendable {
  /// The partial likelihood in the stored coordinates.
  let likelihood: SubdistributionLikelihood
  /// What the weights after competing events are made from.
  let censoring: Censoring
  /// What was subtracted in each stratum, in the unit of the data: strata × columns.
  let centers: [[Double]]
  /// What each column was multiplied with after centring.
  let factors: [Double]
  /// Whether each column is the same in all rows that contribute.
  let isConstant: [Bool]
  /// The number of rows with a weight of zero, left out.
  let zeroWeightCount: Int

  /// The censoring distribution and the data it was estimated from.
  struct Censoring: Sendable {
    let followUp: CensoringFollowUp
    let groups: Grouping
    /// The follow-up in order, with the groups as strata.
    let risk: RiskSets
    let curves: [CensoringCurve]
    let convention: CensoringConvention
  }

  /// Checks and packs the data.
  ///
  /// - Parameter columns: The columns of the design's matrix that get a coefficient.
  init(
    _ input: FineGrayInput, _ design: Design, columns: [Int], options: FineGrayModel.Options
  ) throws(FitError) {
    let outcomes = input.outcomes
    precondition(design.rowCount == outcomes.count, "one row of the design per outcome")
    guard outcomes.count > 0 else { throw .noObservations }
    try CoxData.check(design)
    try options.weightKind.check(input.weights)
    let isIncluded = input.weights.map { weights in weights.map { $0 > 0 } }
    let excluded = isIncluded?.count { !$0 } ?? 0
    guard excluded < outcomes.count else { throw .noObservations }
    zeroWeightCount = excluded
    censoring = Censoring(input, options.censoring)
    let windows = SubdistributionWindows(
      input.ofCause, isCompeting: input.isCompeting, strata: input.strata,
      groups: censoring.groups, curves: censoring.curves,
      isIncluded: excluded > 0 ? isIncluded : nil)
    guard windows.windows.eventCount > 0 else { throw .noEvents }
    let kept = input.weights.map { weights in windows.rows.map { weights[Int($0)] } }
    let matrix =
      columns.count == design.matrix.columnCount
      ? design.matrix : design.matrix.selecting(columns: columns)
    let first = Int(windows.rows[0])
    let origin = columns.indices.map { matrix[first, $0] }
    var packed = PackedRows(
      matrix, order: windows.rows, centers: origin, factors: origin.map { _ in 1 })
    let ranges = packed.ranges(of: 0..<packed.rowCount)
    isConstant = columns.indices.map { ranges.low[$0] == ranges.high[$0] }
    factors = columns.indices.map { column in
      let largest = max(-ranges.low[column], ranges.high[column])
      return largest > 0 && largest.isFinite ? exp2(-Double(largest.exponent)) : 1
    }
    centers = FineGrayData.center(
      &packed, windows, input.strata, kept, origin: origin, factors: factors)
    likelihood = SubdistributionLikelihood(
      windows: windows, covariates: packed, weights: kept,
      offset: design.offset.map { offset in windows.rows.map { offset[Int($0)] } },
      ties: options.ties, countsRows: options.weightKind == .frequency)
    if likelihood.countsRows, options.ties != .breslow, likelihood.eventWeight > 1e8 {
      throw .invalidOption(
        name: "ties", value: options.ties.rawValue,
        expected: "breslow, as the weights count more than 10^8 events")
    }
  }

  /// Subtracts each stratum's weighted mean and applies the factors; returns the centers.
  private static func center(
    _ packed: inout PackedRows, _ windows: SubdistributionWindows, _ strata: Grouping?,
    _ weights: [Double]?, origin: [Double], factors: [Double]
  ) -> [[Double]] {
    let weights = weights ?? [Double](repeating: 1, count: packed.rowCount)
    // Rows at risk only after their competing event stand last, in order of stratum.
    var late = windows.windows.rowCount
    return windows.windows.strata.indices.map { stratum in
      guard !windows.windows.strata[stratum].isEmpty else { return origin }
      let start = late
      while late < windows.rowCount,
        strata.map({ Int($0.codes[Int(windows.rows[late])]) == stratum }) ?? true
      {
        late += 1
      }
      var sum = [Double](repeating: 0, count: packed.stride)
      var total = 0.0
      let parts = [windows.windows.rows(ofStratum: stratum), start..<late]
      for rows in parts {
        packed.addSum(of: rows, weights: weights, to: &sum)
        total += rows.reduce(0) { $0 + weights[$1] }
      }
      let means = origin.indices.map { sum[$0] / total }
      for rows in parts { packed.rescale(rows: rows, centers: means, factors: factors) }
      return zip(origin, means).map { $0 + $1 }
    }
  }
}

extension FineGrayData.Censoring {
  init(_ input: FineGrayInput, _ convention: CensoringConvention) {
    groups =
      input.censoringGroups ?? input.strata
      ?? Grouping(codes: [Int32](repeating: 0, count: input.outcomes.count), count: 1)
    let ends = input.subjects.map { SubjectEnds($0, input.outcomes) }
    followUp = CensoringFollowUp(
      outcomes: input.outcomes, weights: input.weights, isFirst: ends?.isFirst,
      isLast: ends?.isLast)
    risk = RiskSets(input.outcomes, strata: groups)
    curves = CensoringCurve.curves(followUp, risk, convention)
    self.convention = convention
  }
}

/// Which rows begin and end the follow-up of their subject.
struct SubjectEnds {
  private(set) var isFirst: [Bool]
  private(set) var isLast: [Bool]

  init(_ subjects: Grouping, _ outcomes: SurvivalOutcomes) {
    isFirst = [Bool](repeating: false, count: outcomes.count)
    isLast = isFirst
    var first = [Int](repeating: -1, count: subjects.count)
    var last = first
    for row in outcomes.time.indices {
      let subject = Int(subjects.codes[row])
      if first[subject] < 0 || outcomes.time[row] < outcomes.time[first[subject]] {
        first[subject] = row
      }
      if last[subject] < 0 || outcomes.time[row] > outcomes.time[last[subject]] {
        last[subject] = row
      }
    }
    for row in first where row >= 0 { isFirst[row] = true }
    for row in last where row >= 0 { isLast[row] = true }
  }
}
