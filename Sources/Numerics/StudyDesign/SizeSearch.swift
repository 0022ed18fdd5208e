/// The search for the least size with a property, and for the place where a rising function crosses a
/// value.
public enum SizeSearch {
  /// Nobody plans an arm above this; a search that comes here gives up.
  public static let mostUnits = 1_000_000_000

  /// The least whole number with a property that all greater ones share.
  ///
  /// - Parameters:
  ///   - minimum: the least number asked about.
  ///   - condition: whether a number has the property.
  /// - Returns: `nil` where no number up to ``mostUnits`` has it.
  public static func least(from minimum: Int, where condition: (Int) -> Bool) -> Int? {
    if condition(minimum) { return minimum }
    var low = minimum
    var high = minimum
    repeat {
      guard high < mostUnits else { return nil }
      low = high
      high = min(mostUnits, 2 * high)
    } while !condition(high)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if condition(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// The least whole number from which on a property holds, where it comes and goes on the way: the
  /// power of an exact test falls where a unit more does not change the counts that reject.
  ///
  /// - Parameters:
  ///   - guess: a number near the answer.
  ///   - minimum: the least number asked about.
  ///   - limit: the greatest.
  ///   - condition: whether a number has the property.
  /// - Returns: the start of the first run of numbers with the property as long as `window`, or up to
  ///   the limit; `nil` where there is none.
  static func leastLasting(
    near guess: Int, minimum: Int, limit: Int, window: Int = 20, where condition: (Int) -> Bool
  ) -> Int? {
    var start = max(minimum, min(guess, limit) * 9 / 10 - 5)
    // A start inside the run would hide where it begins.
    while start > minimum && (start..<min(start + 3, limit)).contains(where: condition) {
      start = max(minimum, start * 3 / 4)
    }
    var first: Int?
    for number in start...limit {
      if condition(number) {
        let begin = first ?? number
        first = begin
        if number - begin + 1 >= window { return begin }
      } else {
        first = nil
      }
    }
    return first
  }

  /// The place in an interval where a function that rises reaches a value, to the last digits.
  ///
  /// - Returns: `nil` where it does not reach the value at the upper end; the lower end where it is
  ///   there already.
  public static func crossing(
    from lower: Double, to upper: Double, value: Double, _ f: (Double) -> Double
  ) -> Double? {
    guard f(upper) >= value else { return nil }
    guard f(lower) < value else { return lower }
    var (low, high) = (lower, upper)
    while true {
      let middle = low + (high - low) / 2
      if middle <= low || middle >= high { return high }
      if f(middle) >= value { high = middle } else { low = middle }
    }
  }
}
