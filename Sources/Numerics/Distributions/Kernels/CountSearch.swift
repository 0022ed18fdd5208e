import Glibc

/// The search for a quantile among the counts 0, 1, 2, ….
enum CountSearch {
  /// What a computed P(X ≤ k) must reach to count as at least p.
  ///
  /// The error of a tail is a few roundings of its logarithm, that of 1 − p a rounding of 1:
  /// without an allowance for them, a p that is exactly P(X ≤ k) could give k + 1.
  ///
  /// - Parameters:
  ///   - p: The probability, at most ½.
  ///   - isDifference: Whether p came as 1 − p.
  static func leastLower(_ p: Double, isDifference: Bool) -> Double {
    let bound = p * (1 - allowance(p))
    return isDifference ? max(bound - 0x1p-53, 0.25 * p) : bound
  }

  /// What a computed P(X > k) may be to count as at most q.
  static func greatestUpper(_ q: Double, isDifference: Bool) -> Double {
    let bound = q * (1 + allowance(q))
    return isDifference ? bound + 0x1p-53 : bound
  }

  private static func allowance(_ probability: Double) -> Double {
    4 * Double.ulpOfOne * (16 - log(probability))
  }

  /// The smallest count at which a condition holds, given that it holds from there on.
  ///
  /// - Parameters:
  ///   - guess: A count near the answer.
  ///   - step: How far to look first; doubled until the answer is bracketed.
  ///   - last: A count at which the condition is known to hold, perhaps infinite.
  static func first(
    near guess: Double, step: Double, last: Double, where condition: (Double) -> Bool
  ) -> Double {
    var step = max(1, step.rounded())
    var high = min(max(guess.rounded(), 0), min(last, 1e300))
    // The condition fails at `low` and holds at `high`.
    var low = -1.0
    if condition(high) {
      while high > 0 {
        let probe = max(0, high - step)
        if probe == high { return high }
        if !condition(probe) {
          low = probe
          break
        }
        high = probe
        step *= 2
      }
    } else {
      low = high
      repeat {
        if high >= last { return last }
        low = high
        high = min(last, high + step)
        step *= 2
      } while high < last && !condition(high)
    }
    while high - low > 1 {
      let middle = (low + (high - low) / 2).rounded(.down)
      if middle <= low || middle >= high { break }
      if condition(middle) { high = middle } else { low = middle }
    }
    return high
  }
}
