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
        "is \(written ?? ""); expected \(what) from \(Stratifier.text(range.lowerBound)) "
          + "to \(Stratifier.text(range.upperBound))")
      return nil
    }
    return value
  }

  /// A number above zero.
  func positive(_ what: String) -> Double? {
    guard let value = number() else { return nil }
    guard value > 0 else {
      fail("is \(written ?? ""); expected \(what) above 0")
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
      fail(
        "must be the first and the last day, in whole days" + found,
        help: inOrder(bounds, count: 2) { $0 == $0.rounded() && abs($0) < 100_000 }
          ?? "for example `[-90, 0]`")
      return nil
    }
    return whole[0]...whole[1]
  }

  /// The smallest and the largest value; nothing when they are the wrong way round.
  func bounds() -> ClosedRange<Double>? {
    guard let bounds = numbers() else { return nil }
    guard bounds.count == 2, bounds[0] <= bounds[1] else {
      fail(
        "must be the smallest and the largest value" + found,
        help: inOrder(bounds, count: 2) ?? "for example `[0, 100]`")
      return nil
    }
    return bounds[0]...bounds[1]
  }

  /// Months that increase, none below `least`.
  func months(from least: Double) -> [Double]? {
    increasing("months", example: "[3, 6, 12, 24]") { $0 >= least }
  }

  /// Numbers that increase, each of which may stand in the list.
  ///
  /// - Parameter what: what the numbers are, in the plural.
  func increasing(
    _ what: String, example: String, where isAllowed: (Double) -> Bool = { _ in true }
  ) -> [Double]? {
    guard let values = numbers() else { return nil }
    guard !values.isEmpty, values.allSatisfy(isAllowed),
      zip(values, values.dropFirst()).allSatisfy(<)
    else {
      fail(
        "must be increasing \(what)" + found,
        help: inOrder(values, where: isAllowed) ?? "for example `\(example)`")
      return nil
    }
    return values
  }

  /// How to write the items of a list in order, each once and as it stands; nil where that would
  /// not do either.
  private func inOrder(
    _ values: [Double], count: Int? = nil, where isAllowed: (Double) -> Bool = { _ in true }
  ) -> String? {
    guard let texts = itemTexts, texts.count == values.count, !values.isEmpty,
      values.allSatisfy(isAllowed), count.map({ $0 == values.count }) ?? true
    else { return nil }
    var sorted: [(value: Double, text: String)] = []
    for item in zip(values, texts).sorted(by: { $0.0 < $1.0 }) where sorted.last?.value != item.0 {
      sorted.append(item)
    }
    let list = sorted.map(\.text).joined(separator: ", ")
    return "write `[\(list)]`"
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
