import Outcomes
import Statistics

/// Numbers that look random and are the same on every machine (SplitMix64).
struct GeneratedNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A number in (0, 1).
  mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

  /// A number of mean 0 and variance 1: the sum of twelve uniform ones, near enough to normal.
  mutating func nearlyNormal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + uniform() } }
}

/// Right-censored follow-up of groups with hazards that differ a little.
struct GeneratedFollowUp {
  let outcomes: SurvivalOutcomes
  let groups: Grouping

  /// Makes the follow-up of some rows.
  ///
  /// Times are uniform in 0 ... 60 for the middle group; a little more than half are events.
  ///
  /// - Parameter grid: the step to which times are rounded up, as whole months are; `nil` for
  ///   distinct times.
  init(rows: Int, groupCount: Int = 2, grid: Double? = nil, seed: UInt64 = 1) throws {
    var numbers = GeneratedNumbers(seed: seed)
    var time: [Double] = []
    var isEvent: [Bool] = []
    var codes: [Int32] = []
    for _ in 0..<rows {
      let group = Int(numbers.next() % UInt64(groupCount))
      let length = 60 * numbers.uniform() * (1 + 0.1 * Double(group))
      time.append(grid.map { (length / $0).rounded(.up) * $0 } ?? length)
      isEvent.append(numbers.uniform() < 0.55)
      codes.append(Int32(group))
    }
    outcomes = try SurvivalOutcomes(time: time, isEvent: isEvent)
    groups = Grouping(codes: codes, count: groupCount)
  }
}
