/// A direction in which the likelihood of a binomial or Poisson model never falls: the estimates lie
/// at infinity (Albert and Anderson 1984).
///
/// Moving along it raises the predictor of no row without success and lowers that of no row without
/// failure; rows with both do not move. In a log-linear Poisson model only rows with a count of zero
/// move, downwards. Fisher scoring that runs away finds such a direction: its own last step, so that
/// a check of the inequalities over the rows is the proof.
package struct Separation: Sendable, Hashable {
  /// The columns whose coefficients run off, counted from zero among those fitted.
  package let columns: [Int]
  /// Whether every row moves.
  package let isComplete: Bool

  /// Tests the direction of a step.
  ///
  /// - Parameter tolerance: The movement, against the largest, that counts as standing still.
  static func find(
    _ problem: IterativelyReweighted.Problem, predictor: [Double], step: [Double],
    change: [Double], tolerance: Double
  ) -> Separation? {
    let largest = change.reduce(0) { max($0, abs($1)) }
    // A step this small is the end of an ordinary iteration. Relative to the predictor, because a
    // row far out moves far.
    let level = predictor.reduce(1) { max($0, abs($1)) }
    guard largest > 1e-3 * level, largest.isFinite else { return nil }
    let limit = tolerance * largest
    var moving = 0
    var counted = 0
    for i in change.indices where (problem.weights?[i] ?? 1) > 0 {
      counted += 1
      if abs(change[i]) <= limit { continue }
      guard isAllowed(change[i], problem.response[i], problem.family, problem.link) else {
        return nil
      }
      moving += 1
    }
    let sizes = step.indices.map { abs(step[$0]) / problem.scale[$0] }
    let greatest = sizes.max() ?? 0
    return Separation(
      columns: sizes.indices.filter { sizes[$0] > 1e-4 * greatest },
      isComplete: moving == counted)
  }

  private static func isAllowed(
    _ change: Double, _ response: Double, _ family: ExponentialFamily, _ link: Link
  ) -> Bool {
    switch family {
    case .binomial: change > 0 ? response == 1 : response == 0
    case .poisson: link == .log && response == 0 && change < 0
    case .gaussian, .gamma: false
    }
  }
}
