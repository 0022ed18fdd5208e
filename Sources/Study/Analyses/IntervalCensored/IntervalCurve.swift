package import Survival

/// Where the mass of an interval-censored distribution lies, in months, as far as it is known.
///
/// The data say how much of it lies in each interval (lower, upper] and nothing about where inside,
/// so that every probability and every quantile has two bounds; they are equal where the time asked
/// for lies in no interval.
public struct IntervalCurve: Sendable, Hashable {
  /// One interval with its mass.
  public struct Part: Sendable, Hashable {
    /// The lower end, which does not belong to it.
    public let lower: Double
    /// The upper end; infinite where the event was not seen.
    public let upper: Double
    /// The probability that the time lies in the interval.
    public let mass: Double
  }

  /// Two bounds; equal where the data leave nothing open.
  public struct Bounds: Sendable, Hashable {
    /// The least value that agrees with the masses.
    public let lower: Double
    /// The greatest.
    public let upper: Double

    /// Whether the masses leave one value only.
    public var isDetermined: Bool { lower == upper }
  }

  /// The intervals, ascending and disjoint.
  public private(set) var parts: [Part]
  /// The time before which nothing is told.
  private let start: Double

  /// The masses of a curve.
  ///
  /// - Parameter start: before this time the curve rests on too few to be told; every mass that may
  ///   lie there is gathered in one interval from 0.
  package init(_ curve: TurnbullCurve, from start: Double = 0) {
    let early = curve.intervals.prefix { $0.lower < start }
    var parts: [Part] = []
    if let last = early.last {
      parts.append(
        Part(lower: 0, upper: max(start, last.upper), mass: early.reduce(0) { $0 + $1.mass }))
    }
    parts += curve.intervals.dropFirst(early.count).map {
      Part(lower: $0.lower, upper: $0.upper, mass: $0.mass)
    }
    self.parts = parts
    self.start = start
  }

  /// The same curve with neighbouring intervals gathered until each holds a least mass; a last one
  /// that holds less joins the one before.
  func gathered(to least: Double) -> IntervalCurve {
    var gathered: [Part] = []
    for part in parts where part.upper < .infinity {
      if let last = gathered.last, last.mass < least {
        gathered[gathered.count - 1] = Part(
          lower: last.lower, upper: part.upper, mass: last.mass + part.mass)
      } else {
        gathered.append(part)
      }
    }
    if gathered.count > 1, let last = gathered.last, last.mass < least {
      let before = gathered[gathered.count - 2]
      gathered.removeLast(2)
      gathered.append(Part(lower: before.lower, upper: last.upper, mass: before.mass + last.mass))
    }
    if gathered.count == 1, gathered[0].mass < least { gathered = [] }
    var curve = self
    curve.parts = gathered + parts.filter { $0.upper == .infinity }
    return curve
  }

  /// Whether follow-up reaches so far: some of the mass that is still to come at its end may have
  /// come after it, nobody knows how much.
  func isKnown(at time: Double) -> Bool {
    parts.last.map { $0.upper < .infinity || time <= $0.lower } ?? false
  }

  /// P(from < T ≤ to): what lies wholly within, and what may.
  func probability(after from: Double, by to: Double) -> Bounds {
    var (least, most) = (0.0, 0.0)
    for part in parts where part.upper > from {
      // A point has no inside: it lies at or before `to`, or after it.
      if part.lower < to || part.upper <= to { most += part.mass }
      if part.lower >= from, part.upper <= to { least += part.mass }
    }
    return Bounds(lower: min(1, least), upper: min(1, most))
  }

  /// P(T > time), summed from the end so that small late probabilities keep their digits.
  func survival(at time: Double) -> Bounds {
    var (least, most) = (0.0, 0.0)
    for part in parts.reversed() where part.upper > time {
      most += part.mass
      if part.lower >= time { least += part.mass }
    }
    return Bounds(lower: min(1, least), upper: min(1, most))
  }

  /// The time by which half have had the event, as `curve` has it, unless it lies before the curve is
  /// told; infinite where half are not reached.
  func median(_ curve: TurnbullCurve) -> Bounds {
    let median = curve.median
    guard median.isReached else { return Bounds(lower: .infinity, upper: .infinity) }
    guard median.lower < start else { return Bounds(lower: median.lower, upper: median.upper) }
    return Bounds(lower: 0, upper: max(start, median.upper))
  }
}
