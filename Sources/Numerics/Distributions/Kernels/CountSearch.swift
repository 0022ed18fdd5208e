import Glibc

/// The search for a quantile among the counts 0, 1, 2, ….
enum CountSearch {
  /// By how much a computed tail may miss a probability, relatively, and count as equal to it.
  ///
  /// The error of a tail is a few roundings of its logarithm; without this allowance a probability
  /// that is exactly P(X ≤ k) could give k + 1.
  static func allowance(_ probability: Double) -> Double {
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
