import Outcomes
import ReferenceTables

/// The rows of a case of the `turnbull` reference tables.
struct TurnbullCase {
  let outcomes: IntervalCensoredOutcomes
  let weights: [Double]

  /// Reads `Tables/turnbull/<name>-data.csv`.
  init(_ name: String) throws {
    let table = try ReferenceTable.load("turnbull/\(name)-data")
    outcomes = try IntervalCensoredOutcomes(
      lower: table.rows("lower").map(\.value),
      upper: table.rows("upper").map { $0.value.isNaN ? .infinity : $0.value })
    weights = try table.rows("weight").map(\.value)
  }
}

/// Intervals between visits made by a small generator of whole numbers, the same everywhere.
struct MadeIntervals {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 2_862_933_555_777_941_757 &+ 3_037_000_493 }

  /// A number in [0, 1).
  mutating func uniform() -> Double {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) * 0x1p-53
  }

  /// Times up to about 20 seen at visits; some exactly, some not before the last visit.
  ///
  /// - Parameters:
  ///   - exact: the share of exact times.
  ///   - grid: the visits fall on multiples of this; 0 for no grid.
  mutating func outcomes(_ count: Int, exact: Double, grid: Double) throws
    -> IntervalCensoredOutcomes
  {
    var times: [IntervalCensoredTime] = []
    for _ in 0..<count {
      let time = 10 * (uniform() + uniform() * uniform())
      let isExact = uniform() < exact
      if isExact {
        times.append(.exact(grid > 0 ? (time / grid).rounded(.up) * grid : time))
        continue
      }
      let last = 6 + 14 * uniform()
      var lower = 0.0
      var upper = Double.infinity
      var visit = 0.0
      while visit < last {
        visit += grid > 0 ? grid * Double(1 + Int(uniform() * 4)) : 0.2 + 4 * uniform()
        if visit >= time {
          upper = visit
          break
        }
        lower = visit
      }
      times.append(IntervalCensoredTime(lower: lower, upper: upper))
    }
    return try IntervalCensoredOutcomes(times)
  }
}
