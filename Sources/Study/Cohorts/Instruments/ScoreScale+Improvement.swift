extension ScoreScale {
  /// The score in hundredths of the range, in the direction of the scale: 100 · raw / maximum for a
  /// scale that starts at 0, so that higher stays worse on WOMAC and better on OHS.
  public func normalized(_ score: Double) -> Double { 100 * (score - range.lowerBound) / width }

  /// The same scale in hundredths of its range; its scores are those of `normalized(_:)`.
  public var normalizedScale: ScoreScale {
    ScoreScale(instrument: instrument, subscale: subscale, range: 0...100, better: better)
  }

  /// The improvement from one score to another in percent of the deficit there was to improve:
  /// 100 · (D₀ − D) / D₀, negative for a worsening.
  ///
  /// On a scale where higher is better this is 100 · (S − S₀) / (upper bound − S₀). Dividing by S₀
  /// instead would give another set of responders. Nil when there was no deficit at the start, and
  /// when either score is missing (NaN).
  public func improvementPercent(from baseline: Double, to score: Double) -> Double? {
    let start = deficit(of: baseline)
    let end = deficit(of: score)
    guard start > 0, !end.isNaN else { return nil }
    return 100 * (start - end) / start
  }
}
