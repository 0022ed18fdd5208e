extension ProportionInterval {
  /// The difference of two independent proportions with its confidence interval.
  ///
  /// With the Wilson limits l and u of each proportion p, the limits of p₁ − p₂ are
  ///
  ///     lower = p₁ − p₂ − √((p₁ − l₁)² + (u₂ − p₂)²)
  ///     upper = p₁ − p₂ + √((u₁ − p₁)² + (p₂ − l₂)²)
  ///
  /// which stay within [−1, 1] and make sense where a proportion is 0 or 1.
  ///
  /// Reference: Newcombe (1998), "Interval estimation for the difference between independent
  /// proportions: comparison of eleven methods", doi:10.1002/(SICI)1097-0258(19980430)17:8<873::
  /// AID-SIM779>3.0.CO;2-I, method 10. Tested against the examples of its table II.
  public struct Difference: Sendable, Hashable {
    /// The proportion from which the other is taken.
    public let first: ProportionInterval
    /// The proportion taken away.
    public let second: ProportionInterval
    /// The interval of the difference.
    public let interval: ConfidenceInterval

    /// The difference of the proportions, first less second.
    public var estimate: Double { first.estimate - second.estimate }

    /// Makes the interval of a difference, first less second.
    ///
    /// - Returns: `nil` where one of the proportions does not exist; see
    ///   ``ProportionInterval/init(_:of:level:method:)``.
    public init?(
      _ firstCount: Int, of firstTotal: Int, minus secondCount: Int, of secondTotal: Int,
      level: Double = 0.95
    ) {
      guard let first = ProportionInterval(firstCount, of: firstTotal, level: level),
        let second = ProportionInterval(secondCount, of: secondTotal, level: level)
      else { return nil }
      self.first = first
      self.second = second
      interval = Self.interval(
        first.estimate, first.interval, minus: second.estimate, second.interval)
    }

    /// The interval of a difference from the proportions and the limits of each.
    ///
    /// The limits need not be Wilson's of the counts: those that allow for clusters do as well.
    static func interval(
      _ p: Double, _ below: ConfidenceInterval, minus q: Double, _ above: ConfidenceInterval
    ) -> ConfidenceInterval {
      ConfidenceInterval(
        level: below.level,
        lower: p - q - distance(p - below.lower, above.upper - q),
        upper: p - q + distance(below.upper - p, q - above.lower))
    }

    private static func distance(_ x: Double, _ y: Double) -> Double {
      (x * x + y * y).squareRoot()
    }
  }
}
