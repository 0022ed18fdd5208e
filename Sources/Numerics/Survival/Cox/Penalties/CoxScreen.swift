internal import LinearAlgebra

/// Which columns have no estimate, found from the information at the start.
struct CoxScreen {
  /// Columns that do not vary within any risk set.
  let isConstant: [Bool]
  /// The factor of the information of the other columns.
  let factor: RankRevealingCholesky

  /// - Parameter isConstant: The columns known to be the same in every row.
  init(
    _ objective: some CoxObjective, _ derivatives: PartialLikelihood.Derivatives,
    isConstant: [Bool]
  ) {
    let events = objective.eventWeight
    let isConstant = isConstant.indices.map { column in
      let uncentred = derivatives.uncentred[column]
      return isConstant[column] || !(uncentred > 1e-28 * events)
        || !(derivatives.information[column, column] > 1e-13 * uncentred)
    }
    self.isConstant = isConstant
    factor = CoxScreen.factor(derivatives.information, dropping: isConstant)
  }

  /// The factor of an information matrix without some columns.
  static func factor(_ information: Matrix, dropping isDropped: [Bool]) -> RankRevealingCholesky {
    var matrix = information
    for column in isDropped.indices where isDropped[column] {
      for row in isDropped.indices {
        matrix[row, column] = 0
        matrix[column, row] = 0
      }
    }
    return RankRevealingCholesky(matrix)
  }
}
