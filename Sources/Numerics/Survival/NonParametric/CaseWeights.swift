internal import Statistics

/// Case weights that have been checked, by row and in the order of sorted data.
struct CaseWeights {
  /// The weight of each row.
  let byRow: [Double]
  /// The weight of the row at each position of the sorted data.
  let byPosition: [Double]

  /// Whether a row of weight k is k rows, and counted as such.
  let countsRows: Bool

  /// Puts weights in order.
  init(_ weights: [Double], _ risk: RiskSets, kind: WeightKind) {
    byRow = weights
    countsRows = kind == .frequency
    byPosition = risk.order.map { weights[Int($0)] }
  }

  /// Whether some weight is no whole number.
  static func haveFractions(_ weights: [Double]?) -> Bool {
    weights?.contains { $0 != $0.rounded(.down) } ?? false
  }

  /// Refuses weights that are negative or not finite.
  static func check(_ weights: [Double]?, count: Int) throws(FitError) {
    guard let weights else { return }
    precondition(weights.count == count, "one weight per row")
    for (row, weight) in weights.enumerated() where !(weight >= 0 && weight.isFinite) {
      throw .invalidWeight(row: row, value: weight)
    }
  }
}
