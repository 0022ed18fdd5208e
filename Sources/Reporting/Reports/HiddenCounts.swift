import Analyses
import Documents
import Statistics

extension Count.Hidden {
  /// The sign in place of the number.
  var printable: UndefinedValue {
    switch self {
    case .small(let least): .suppressed(below: least)
    case .revealing: .concealed
    }
  }
}

extension NumberStyle {
  /// A count, or the sign in its place where it may not be shown: `12`, `<5`, `[c]`.
  func text(_ count: Count) -> String {
    switch count {
    case .shown(let number): text(number)
    case .hidden(let reason): reason.printable.text(self)
    }
  }
}

extension PercentStyle {
  /// A count with its percentage: `12 (34%)`; where one of them may not be shown the count alone.
  func countText(_ count: Count, of whole: Count) -> String {
    guard let number = count.number, let all = whole.number else { return numbers.text(count) }
    return countText(number, of: all)
  }

  /// A count over its denominator with its percentage: `12/35 (34%)`; where one of them may not be
  /// shown, the two without the percentage.
  func fractionText(_ count: Count, of whole: Count) -> String {
    guard let number = count.number, let all = whole.number else {
      return numbers.text(count) + "/" + numbers.text(whole)
    }
    return fractionText(number, of: all)
  }

  /// A rate with its limits: `57/96 (59%), 49% to 69%`.
  func rate(_ counts: Denominators, _ limits: ConfidenceInterval) -> String {
    fractionText(counts.events ?? 0, of: counts.n) + ", "
      + interval(limits.lower, limits.upper, decimals: decimals(denominator: counts.n))
  }

  /// A count as a percentage, or the sign in its place.
  func text(_ count: Count, of whole: Count) -> String {
    guard let number = count.number, let all = whole.number else {
      return UndefinedValue.concealed.text(numbers)
    }
    return text(number, of: all)
  }

  /// The decimals that a denominator deserves; those of a large one where it may not be shown.
  func decimals(denominator: Count) -> Int { decimals(denominator: denominator.number ?? 0) }
}
