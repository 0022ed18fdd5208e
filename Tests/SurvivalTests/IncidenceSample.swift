import Outcomes
import Statistics
import Survival

/// Random follow-up with three causes, many ties between them, weights, clusters and, where asked
/// for, delayed entry; the same for the same seed.
struct IncidenceSample {
  var entry: [Double]?
  var time: [Double] = []
  var causes: [Int32] = []
  var weights: [Double] = []
  var groups: [Int32] = []
  var clusters: [Int32] = []
  static let causeCount = 3

  init(seed: UInt64, count: Int, entersLate: Bool = false) {
    var state = seed
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
    var entry: [Double] = []
    for row in 0..<count {
      time.append((uniform() * 12).rounded(.up) / 2)
      causes.append(Int32(uniform() * 4))
      weights.append((uniform() * 30).rounded() / 10)
      groups.append(Int32(row % 3))
      clusters.append(Int32(uniform() * Double(count) / 3))
      entry.append(max(0, time[row] - 0.5 - (uniform() * 6).rounded() / 2))
    }
    if entersLate { self.entry = entry }
  }

  /// Some rows, as often as they are named.
  func rows(_ rows: [Int]) -> IncidenceSample {
    var result = self
    result.entry = entry.map { entry in rows.map { entry[$0] } }
    result.time = rows.map { time[$0] }
    result.causes = rows.map { causes[$0] }
    result.weights = rows.map { weights[$0] }
    result.groups = rows.map { groups[$0] }
    result.clusters = rows.map { clusters[$0] }
    return result
  }

  func outcomes() throws -> SurvivalOutcomes {
    let isEvent = causes.map { $0 > 0 }
    return try entry.map { try SurvivalOutcomes(entry: $0, time: time, isEvent: isEvent) }
      ?? SurvivalOutcomes(time: time, isEvent: isEvent)
  }

  var clustering: Grouping {
    Grouping(codes: clusters, count: (clusters.max().map { Int($0) } ?? 0) + 1)
  }
  var grouping: Grouping { Grouping(codes: groups, count: 3) }

  /// The curves of all rows as one group.
  func curves(
    weights: [Double]? = nil, clusters: Grouping? = nil, _ variance: AalenJohansen.Variance,
    horizon: Double? = nil
  ) throws -> IncidenceCurves {
    try AalenJohansen.fit(
      outcomes(), causes: causes, causeCount: Self.causeCount, weights: weights,
      clusters: clusters, options: .init(variance: variance, horizon: horizon))[0]
  }
}
