import Outcomes
import Statistics

/// The three small data sets of Therneau and Grambsch, "Modeling Survival Data" (2000), appendix E,
/// and a made-up sample with ties, strata, weights, offsets and delayed entry.
enum WorkedCox {
  static func first() throws -> SurvivalOutcomes {
    try SurvivalOutcomes(
      time: [1, 1, 6, 6, 8, 9], isEvent: [true, false, true, true, false, true])
  }
  static let firstCovariate: [Double] = [1, 1, 1, 0, 0, 0]

  static func second() throws -> SurvivalOutcomes {
    try SurvivalOutcomes(
      entry: [1, 2, 5, 2, 1, 7, 3, 4, 8, 8], time: [2, 3, 6, 7, 8, 9, 9, 9, 14, 17],
      isEvent: [true, true, true, true, true, true, true, false, false, false])
  }
  static let secondCovariate: [Double] = [1, 0, 0, 1, 0, 1, 1, 1, 0, 0]

  static func third() throws -> SurvivalOutcomes {
    try SurvivalOutcomes(
      time: [1, 1, 2, 2, 2, 2, 3, 4, 5],
      isEvent: [true, false, true, true, true, false, false, true, false])
  }
  static let thirdCovariate: [Double] = [2, 0, 1, 1, 0, 1, 0, 1, 0]
  static let thirdWeights: [Double] = [1, 2, 3, 4, 3, 2, 1, 2, 1]

  struct Sample {
    var entry: [Double] = []
    var time: [Double] = []
    var isEvent: [Bool] = []
    var columns: [[Double]] = []
    var weights: [Double] = []
    var offset: [Double] = []
    var strata = Grouping(codes: [], count: 0)
  }

  /// Rows from a linear congruential generator: times on a grid of 25, two strata in three codes.
  static func sample(count: Int, columns: Int, seed: UInt64 = 7) -> Sample {
    var state = seed
    func unit() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
    var sample = Sample()
    var codes: [Int32] = []
    for _ in 0..<count {
      let time = (unit() * 25).rounded(.up)
      sample.time.append(time)
      sample.entry.append((unit() * time * 2 - time).rounded(.down))
      sample.isEvent.append(unit() < 0.6)
      sample.weights.append((unit() * 8).rounded(.up) / 4)
      sample.offset.append(unit() - 0.5)
      codes.append(unit() < 0.5 ? 0 : 2)
    }
    sample.columns = (0..<columns).map { _ in (0..<count).map { _ in unit() * 2 - 0.7 } }
    sample.strata = Grouping(codes: codes, count: 3)
    return sample
  }
}
