package import Statistics

/// What a cohort's interval says about a published range.
///
/// | The interval lies | verdict |
/// |:--|:--|
/// | wholly inside the range, ends included | compatible |
/// | wholly outside of it | not compatible |
/// | partly inside, or around it, or has no limit on the side that matters | cannot say |
///
/// Compatible is not confirmed: other ranges would be so too, and the text does not say what it is a
/// range of.
public enum RangeVerdict: String, Sendable, Hashable, CaseIterable {
  /// The interval lies inside the range.
  case compatible
  /// The interval lies outside the range.
  case notCompatible = "not compatible"
  /// The interval leaves it open.
  case cannotSay = "cannot say"

  /// Judges an interval; a lower limit that is not a number is not known, an upper one is infinite.
  package init(_ interval: ConfidenceInterval, range: ClosedRange<Double>) {
    let upper = interval.upper.isNaN ? .infinity : interval.upper
    if interval.lower >= range.lowerBound, upper <= range.upperBound {
      self = .compatible
    } else if interval.lower > range.upperBound || upper < range.lowerBound {
      self = .notCompatible
    } else {
      self = .cannotSay
    }
  }

  /// The rule in words, for the page.
  public static let rule =
    "compatible, the interval lies inside the range; not compatible, it lies outside; cannot say, it "
    + "reaches across an end of the range or has no end of its own"
}
