import Cohorts
import Tables

/// The readings of quantities: a share must show its percent sign, a day must be a date.
extension ProtocolNode {
  /// A share, written `30 %`.
  func share() -> ExactShare? {
    guard let text = text() else { return nil }
    let bare = text.filter { !$0.isWhitespace }
    guard bare.hasSuffix("%") else {
      let number = Double(bare).map { $0 > 0 && $0 <= 1 ? $0 * 100 : $0 }
      let meant = number.map { "\(Stratifier.text($0)) %" } ?? "30 %"
      fail("is `\(text)`, without a percent sign", help: "write `\(meant)`")
      return nil
    }
    guard let percent = Double(bare.dropLast()), let share = ExactShare(percent: percent) else {
      fail("is `\(text)`; expected a percentage from 0 to 100", help: "write it as `30 %`")
      return nil
    }
    return share
  }

  /// A number from `range`.
  func number(in range: ClosedRange<Double>, _ what: String) -> Double? {
    guard let value = number() else { return nil }
    guard range.contains(value) else {
      fail(
        "is \(Stratifier.text(value)); expected \(what) from \(Stratifier.text(range.lowerBound)) "
          + "to \(Stratifier.text(range.upperBound))")
      return nil
    }
    return value
  }

  /// A number above zero.
  func positive(_ what: String) -> Double? {
    guard let value = number() else { return nil }
    guard value > 0 else {
      fail("is \(Stratifier.text(value)); expected \(what) above 0")
      return nil
    }
    return value
  }

  /// A whole number, not negative.
  func whole() -> UInt64? {
    guard let value = number() else { return nil }
    guard let whole = UInt64(exactly: value), whole < 1 << 53 else {
      fail("must be a whole number, not negative" + found)
      return nil
    }
    return whole
  }

  /// Two whole numbers of days, the first not after the second.
  func days() -> ClosedRange<Int>? {
    guard let bounds = numbers() else { return nil }
    let whole = bounds.compactMap { Int(exactly: $0) }
    guard whole.count == 2, bounds.count == 2, whole[0] <= whole[1],
      whole.allSatisfy({ abs($0) < 100_000 })
    else {
      fail("must be the first and the last day, in whole days: [-90, 0]")
      return nil
    }
    return whole[0]...whole[1]
  }

  /// Months that increase, none below `least`.
  func months(from least: Double) -> [Double]? {
    guard let months = numbers() else { return nil }
    guard !months.isEmpty, months.allSatisfy({ $0 >= least }),
      zip(months, months.dropFirst()).allSatisfy({ $0 < $1 })
    else {
      fail("must be increasing months: [3, 6, 12, 24]")
      return nil
    }
    return months
  }

  /// A calendar day.
  func day() -> Int32? {
    guard let text = text() else { return nil }
    guard let day = CalendarDate.day(text) else {
      fail("must be a date such as 2026-01-31" + found)
      return nil
    }
    return day
  }
}
