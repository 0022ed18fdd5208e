internal import Glibc

/// The likelihood of masses on innermost intervals.
///
///     ℓ(p) = Σ w log π,    π = the sum of p over the run of intervals that the row covers
///
/// Rows that cover the same run are one row here. All sums over runs are differences of running
/// sums, so that everything costs O(rows + intervals) and there is no array of rows by intervals.
struct IntervalLikelihood {
  /// The first interval of each row's run.
  let first: [Int32]
  /// The interval after the last of each row's run.
  let end: [Int32]
  /// The weight of each row.
  let weights: [Double]
  /// The number of intervals.
  let intervalCount: Int
  /// The sum of the weights.
  let totalWeight: Double

  /// Makes the likelihood of runs, which need not be distinct.
  init(first: [Int32], end: [Int32], weights: [Double], intervalCount: Int) {
    let keys = zip(first, end).map { Double($0) * Double(intervalCount + 1) + Double($1) }
    var runs: (first: [Int32], end: [Int32], weights: [Double]) = ([], [], [])
    for row in SortOrder.ascending(keys).lazy.map(Int.init) {
      if first[row] == runs.first.last, end[row] == runs.end.last {
        runs.weights[runs.weights.count - 1] += weights[row]
      } else {
        runs.first.append(first[row])
        runs.end.append(end[row])
        runs.weights.append(weights[row])
      }
    }
    self.init(distinct: runs, intervalCount: intervalCount)
  }

  private init(
    distinct runs: (first: [Int32], end: [Int32], weights: [Double]), intervalCount: Int
  ) {
    (first, end, weights) = runs
    self.intervalCount = intervalCount
    totalWeight = weights.reduce(0, +)
  }

  /// The likelihood of masses on some of the intervals only, in ascending order.
  ///
  /// - Precondition: every row covers one of them.
  func restricted(to support: [Int]) -> IntervalLikelihood {
    var rank = [Int32](repeating: 0, count: intervalCount + 1)
    for interval in support { rank[interval + 1] = 1 }
    for interval in 0..<intervalCount { rank[interval + 1] += rank[interval] }
    return IntervalLikelihood(
      distinct: (first.map { rank[Int($0)] }, end.map { rank[Int($0)] }, weights),
      intervalCount: support.count)
  }

  /// The probability of each row's run, π.
  func probabilities(_ masses: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: intervalCount + 1)
    for interval in 0..<intervalCount { sums[interval + 1] = sums[interval] + masses[interval] }
    return first.indices.map { row in
      let (start, stop) = (Int(first[row]), Int(end[row]))
      // A single mass is taken as it is: the difference of sums near 1 would lose its digits.
      return stop == start + 1 ? masses[start] : sums[stop] - sums[start]
    }
  }

  /// The derivative of the log-likelihood by each mass: the sum of w/π over the rows that cover it.
  ///
  /// Masses that add up to one are a maximum when no derivative exceeds the sum of the weights
  /// (Gentleman and Geyer 1994, doi:10.1093/biomet/81.3.618). What is lacking to the maximum is never
  /// more than by how much the largest exceeds it.
  func gradient(_ probabilities: [Double]) -> [Double] {
    var changes = [Double](repeating: 0, count: intervalCount + 1)
    for row in first.indices {
      let share = weights[row] / probabilities[row]
      changes[Int(first[row])] += share
      changes[Int(end[row])] -= share
    }
    var sum = 0.0
    for interval in 0..<intervalCount {
      sum += changes[interval]
      changes[interval] = sum
    }
    changes.removeLast()
    return changes
  }

  /// The log-likelihood, Σ w log π.
  func logLikelihood(_ probabilities: [Double]) -> Double {
    first.indices.reduce(0) { $0 + weights[$1] * log(probabilities[$1]) }
  }

  /// By how much the log-likelihood grows, row by row, so that small growth keeps its digits; minus
  /// infinity where a row becomes impossible.
  func increase(from old: [Double], to new: [Double]) -> Double {
    var sum = 0.0
    for row in first.indices {
      guard new[row] > 0 else { return -.infinity }
      sum += weights[row] * log1p((new[row] - old[row]) / old[row])
    }
    return sum
  }
}

/// Masses and what follows from them.
struct IntervalMasses {
  /// The mass of each interval; they add up to one.
  private(set) var masses: [Double]
  /// The probability of each row's run.
  private(set) var probabilities: [Double]
  /// The derivative of the log-likelihood by each mass.
  private(set) var gradient: [Double]

  /// Evaluates the likelihood at some masses.
  init(_ masses: [Double], _ likelihood: IntervalLikelihood) {
    self.masses = masses
    probabilities = likelihood.probabilities(masses)
    gradient = likelihood.gradient(probabilities)
  }

  /// Goes from here along a direction, a half as far each time until the likelihood grows enough.
  ///
  /// - Parameters:
  ///   - direction: changes of the masses that add up to zero.
  ///   - longest: the first step to try; masses it would make negative become zero.
  /// - Returns: whether a step was found.
  mutating func search(
    along direction: [Double], longest: Double, _ likelihood: IntervalLikelihood
  ) -> Bool {
    let slope = zip(gradient, direction).reduce(0) { $0 + $1.0 * $1.1 }
    guard slope > 0, slope.isFinite else { return false }
    var step = longest
    for _ in 0..<40 {
      var trial = masses.indices.map { max(0, masses[$0] + step * direction[$0]) }
      let total = trial.reduce(0, +)
      for interval in trial.indices { trial[interval] /= total }
      let reached = likelihood.probabilities(trial)
      // Once the growth to hope for is lost in rounding, any step that does no harm will do.
      let noise = 1e-15 * likelihood.totalWeight
      let wanted = 1e-4 * step * slope
      let grown = likelihood.increase(from: probabilities, to: reached)
      if grown >= wanted || (wanted < noise && grown >= -noise) {
        masses = trial
        probabilities = reached
        gradient = likelihood.gradient(reached)
        return true
      }
      step /= 2
    }
    return false
  }

  /// By how much the largest derivative exceeds that of a maximum, as a share of it.
  func excess(_ likelihood: IntervalLikelihood) -> Double {
    (gradient.max() ?? 0) / likelihood.totalWeight - 1
  }
}
