import LinearAlgebra
import Outcomes
import Statistics
import Survival

/// Random data with competing risks for the property tests; the seed is printed by what fails.
struct FineGraySample: Sendable, CustomStringConvertible {
  var entry: [Double]
  var time: [Double]
  var causes: [Int32]
  var columns: [[Double]]
  var weights: [Double]
  var groups: Grouping
  var strata: Grouping
  var clusters: Grouping
  let seed: UInt64

  var description: String { "seed \(seed)" }
  var count: Int { time.count }

  /// - Parameter grid: The number of time steps in a unit; a small one makes many ties.
  init(seed: UInt64, count: Int, columns: Int = 2, grid: Double = 8, causeCount: Int = 2) {
    self.seed = seed
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func uniform() -> Double {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Double(state >> 11) * 0x1p-53
    }
    func code(_ below: Int) -> Int32 { Int32(uniform() * Double(below)) }
    for _ in 0..<10 { _ = uniform() }
    time = (0..<count).map { _ in (uniform() * uniform() * 10 * grid + 1).rounded(.down) / grid }
    entry = time.map { ($0 * grid * (1.6 * uniform() - 0.8)).rounded(.down) / grid }
    for row in entry.indices { entry[row] = min(max(0, entry[row]), time[row] - 1 / grid) }
    causes = (0..<count).map { _ in code(causeCount + 1) }
    self.columns = (0..<columns).map { column in
      (0..<count).map { _ in column % 2 == 0 ? 3 * uniform() : uniform() < 0.4 ? 1 : 0 }
    }
    weights = (0..<count).map { _ in Double(1 + code(3)) }
    groups = Grouping(codes: (0..<count).map { _ in code(3) }, count: 3)
    strata = Grouping(codes: (0..<count).map { _ in code(2) }, count: 2)
    clusters = Grouping(codes: (0..<count).map { _ in code(12) }, count: 12)
  }

  func design(offset: [Double]? = nil) -> Design {
    let names = columns.indices.map { "x\($0)" }
    return Design(
      matrix: Matrix(rowCount: count, columns: columns),
      columns: names.map { Design.Column(name: $0, variable: $0) },
      terms: names.indices.map { Design.Term(label: names[$0], columns: $0..<$0 + 1) },
      hasIntercept: false, offset: offset)
  }

  func outcomes(delayed: Bool = false) throws -> SurvivalOutcomes {
    let isEvent = causes.map { $0 != 0 }
    return delayed
      ? try SurvivalOutcomes(entry: entry, time: time, isEvent: isEvent)
      : try SurvivalOutcomes(time: time, isEvent: isEvent)
  }

  /// Some rows, in the order asked for, with repetitions.
  func rows(_ rows: [Int]) -> FineGraySample {
    var result = self
    result.entry = rows.map { entry[$0] }
    result.time = rows.map { time[$0] }
    result.causes = rows.map { causes[$0] }
    result.columns = columns.map { column in rows.map { column[$0] } }
    result.weights = rows.map { weights[$0] }
    func taken(_ grouping: Grouping) -> Grouping {
      Grouping(codes: rows.map { grouping.codes[$0] }, count: grouping.count)
    }
    result.groups = taken(groups)
    result.strata = taken(strata)
    result.clusters = taken(clusters)
    return result
  }
}
