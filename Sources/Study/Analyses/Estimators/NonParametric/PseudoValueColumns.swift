import Formulas
import Statistics
public import Survival

/// Pseudo-values for every row of the file.
public struct PseudoValueColumns: Sendable {
  /// What a column is about.
  public let quantities: [PseudoValues.Quantity]
  /// How they were found.
  public let jackknife: PseudoValues.Jackknife
  /// A column for each quantity, with a number for every row of the file: NaN for rows that were
  /// left out, and where the follow-up of the row's group ends too early.
  public let columns: [[Double]]

  init(
    _ frame: GroupedFrame, quantities: [PseudoValues.Quantity], jackknife: PseudoValues.Jackknife
  ) throws {
    let used = try PseudoValues.columns(
      frame.outcomes, groups: frame.groups, weights: frame.weights, of: quantities, by: jackknife)
    self.quantities = quantities
    self.jackknife = jackknife
    guard let rows = frame.rows else {
      columns = used
      return
    }
    columns = used.map { values in
      var column = [Double](repeating: .nan, count: frame.inputRowCount)
      for (value, row) in zip(values, rows) { column[Int(row)] = value }
      return column
    }
  }

  /// How the numbers were found, for the conventions of a result.
  var convention: EstimatorFacts.Convention {
    .init(
      "pseudo_values",
      jackknife == .infinitesimal
        ? "infinitesimal jackknife: estimate + n x influence within the row's group"
        : "leave-one-out jackknife: n x estimate - (n - 1) x estimate without the row")
  }
}
