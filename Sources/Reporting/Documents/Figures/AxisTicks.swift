/// Chooses round positions for the ticks of an axis.
public enum AxisTicks {
  /// Round positions from zero up to a limit, at most `count` steps apart evenly.
  ///
  /// Steps are 1, 2, 2.5 or 5 times a power of ten. The last position is at or below the limit, up
  /// to rounding of the limit itself.
  public static func positions(upTo limit: Double, count: Int = 6) -> [Double] {
    guard limit > 0, limit.isFinite else { return [0] }
    return multiples(of: decimalStep(atLeast: limit / Double(max(1, count))), upTo: limit)
  }

  /// Round times from zero up to a limit, in steps that suit the unit: months in 1, 2, 3, 6, 12, 24
  /// and so on, weeks in 1, 2, 4, 8, 13, 26, 52, days in 7, 14, 30, 90, 180, 365 once they are many,
  /// and every other unit in decimal steps.
  public static func times(upTo limit: Double, unit: String, count: Int = 7) -> [Double] {
    guard limit > 0, limit.isFinite else { return [0] }
    let least = limit / Double(max(1, count))
    let word = unit.lowercased()
    let steps: [Double] =
      if word.hasPrefix("month") {
        [0.5, 1, 2, 3, 6, 12, 24, 36, 60, 120, 240]
      } else if word.hasPrefix("week") {
        [1, 2, 4, 8, 13, 26, 52, 104, 260, 520]
      } else if word.hasPrefix("day") {
        [1, 2, 7, 14, 30, 60, 90, 180, 365, 730, 1825, 3650]
      } else {
        []
      }
    let suited = least < (steps.first ?? 0) / 2 ? nil : steps.first { $0 >= least }
    return multiples(of: suited ?? decimalStep(atLeast: least), upTo: limit)
  }

  /// A round step that divides a stretch into at most `count` parts.
  package static func step(over spread: Double, count: Int) -> Double {
    decimalStep(atLeast: spread / Double(max(1, count)))
  }

  /// A multiple of a step, rounded: steps of 0.1 add up to 0.30000000000000004, and an axis wants 0.3.
  package static func multiple(_ count: Double, of step: Double) -> Double {
    let value = count * step
    return Double(NumberStyle.machine.text(value, significant: 14)) ?? value
  }

  private static func multiples(of step: Double, upTo limit: Double) -> [Double] {
    let last = Int((limit / step * (1 + 1e-12)).rounded(.down))
    return (0...max(0, last)).map { Double($0) * step }
  }

  private static func decimalStep(atLeast least: Double) -> Double {
    let digits = DecimalExpansion(least)
    for (power, factor) in [(0, 1.0), (0, 2), (0, 2.5), (0, 5), (1, 1)] {
      let step = scaled(factor, byPowerOfTen: digits.exponent + power)
      if step >= least * (1 - 1e-12) { return step }
    }
    return least
  }

  /// The factor times a power of ten, without the rounding of repeated multiplication.
  private static func scaled(_ factor: Double, byPowerOfTen power: Int) -> Double {
    Double("\(factor)e\(power)") ?? factor
  }
}
