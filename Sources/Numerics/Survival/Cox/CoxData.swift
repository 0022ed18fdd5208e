internal import Glibc
internal import LinearAlgebra
package import Outcomes
package import Statistics

/// The data of a Cox model made ready: rows that contribute, in order, with centred covariates.
///
/// Column j is stored as (x − center) · factor, the factor a power of two that brings the largest
/// deviation near one and the center the weighted mean of the row's stratum. Neither changes the
/// partial likelihood, which sees differences within a stratum only; both keep the sums of products
/// from cancelling or overflowing.
package struct CoxData: Sendable {
  /// The partial likelihood in the stored coordinates.
  package let likelihood: PartialLikelihood
  /// What was subtracted in each stratum of the windows, in the unit of the data: strata × columns.
  package let centers: [[Double]]
  /// What each column was multiplied with after centring.
  package var factors: [Double]
  /// Whether each column is the same in all rows that contribute.
  package let isConstant: [Bool]
  /// The number of rows with a weight of zero, left out.
  package let zeroWeightCount: Int

  /// Checks and packs the data.
  ///
  /// - Parameter columns: The columns of the design's matrix that get a coefficient.
  package init(
    _ outcomes: SurvivalOutcomes, _ design: Design, columns: [Int], strata: Grouping?,
    weights: [Double]?, options: CoxModel.Options
  ) throws(FitError) {
    precondition(design.rowCount == outcomes.count, "one row of the design per outcome")
    guard outcomes.count > 0 else { throw .noObservations }
    try CoxData.check(design)
    precondition(weights.map { $0.count == design.rowCount } ?? true, "one weight per row")
    try options.weightKind.check(weights)
    let isIncluded = weights.map { weights in weights.map { $0 > 0 } }
    let excluded = isIncluded?.count { !$0 } ?? 0
    guard excluded < outcomes.count else { throw .noObservations }
    zeroWeightCount = excluded
    let windows = EventWindows(
      RiskSets(outcomes, strata: strata), outcomes, isIncluded: excluded > 0 ? isIncluded : nil)
    guard windows.eventCount > 0 else { throw .noEvents }
    let kept = weights.map { weights in windows.rows.map { weights[Int($0)] } }
    let matrix =
      columns.count == design.matrix.columnCount
      ? design.matrix : design.matrix.selecting(columns: columns)
    let packing = CoxPacking(matrix, windows, weights: weights)
    isConstant = packing.isConstant
    factors = packing.factors
    centers = packing.centers
    likelihood = PartialLikelihood(
      windows: windows, covariates: packing.rows, weights: kept,
      offset: design.offset.map { offset in windows.rows.map { offset[Int($0)] } },
      ties: options.ties, countsRows: options.weightKind == .frequency)
    // Efron's method has one term for each death.
    if likelihood.countsRows, options.ties != .breslow, likelihood.eventWeight > 1e8 {
      throw .invalidOption(
        name: "ties", value: options.ties.rawValue,
        expected: "breslow, as the weights count more than 10^8 events")
    }
  }

  package static func check(_ design: Design) throws(FitError) {
    do {
      try design.matrix.checkFinite()
    } catch {
      if case .notFinite(let row, let column) = error {
        throw .notFinite(column: design.columns[column].name, row: row)
      }
    }
    if let offset = design.offset, let row = offset.firstIndex(where: { !$0.isFinite }) {
      throw .notFinite(column: "offset", row: row)
    }
  }
}
