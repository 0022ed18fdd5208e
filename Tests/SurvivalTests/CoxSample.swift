import Foundation
import LinearAlgebra
import Outcomes
import Statistics
import Survival

/// Random data for tests of what holds for any data: SplitMix64 from a seed that is printed.
struct CoxSample {
  private(set) var entry: [Double] = []
  private(set) var time: [Double] = []
  private(set) var isEvent: [Bool] = []
  private(set) var columns: [[Double]]
  private(set) var weights: [Double] = []
  private(set) var strata: [Int32] = []
  private(set) var clusters: [Int32] = []
  var rowCount: Int { time.count }

  /// - Parameter grid: The number of distinct times in a unit; few make many ties.
  init(seed: UInt64, rows: Int, columns count: Int = 3, grid: Double) {
    var state = seed
    func uniform() -> Double {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return (Double((z ^ (z >> 31)) >> 11) + 0.5) * 0x1p-53
    }
    columns = [[Double]](repeating: [], count: count)
    for row in 0..<rows {
      var eta = 0.0
      for j in 0..<count {
        let value = j % 2 == 0 ? 4 * (uniform() + uniform() - 1) : (uniform() * 3).rounded(.down)
        columns[j].append(value)
        eta += value * (j % 2 == 0 ? 0.4 : -0.3)
      }
      let stop = ((-log(uniform()) / exp(eta)) * grid).rounded(.up) / grid
      time.append(stop)
      entry.append(max(0, stop - (uniform() * 2 * grid).rounded(.up) / grid))
      isEvent.append(uniform() < 0.6)
      weights.append((1 + (uniform() * 4).rounded(.down)) / 2)
      strata.append(Int32(row % 3))
      clusters.append(Int32(uniform() * Double(rows) / 3))
    }
  }

  private init() { columns = [] }

  /// The rows with so many copies of each.
  func repeated(_ copies: [Double]) -> CoxSample {
    var result = CoxSample()
    result.columns = columns.map { _ in [] }
    for row in 0..<rowCount {
      for _ in 0..<Int(copies[row]) {
        result.entry.append(entry[row])
        result.time.append(time[row])
        result.isEvent.append(isEvent[row])
        result.weights.append(weights[row])
        result.strata.append(strata[row])
        result.clusters.append(clusters[row])
        for j in columns.indices { result.columns[j].append(columns[j][row]) }
      }
    }
    return result
  }

  func outcomes(delayed: Bool = false) throws -> SurvivalOutcomes {
    delayed
      ? try SurvivalOutcomes(entry: entry, time: time, isEvent: isEvent)
      : try SurvivalOutcomes(time: time, isEvent: isEvent)
  }

  var strataGrouping: Grouping { Grouping(codes: strata, count: 3) }
  var clusterGrouping: Grouping { Grouping(of: clusters) }

  var design: Design { design { _, _, x in x } }

  /// The design with changed values.
  func design(_ change: (_ row: Int, _ column: Int, _ value: Double) -> Double) -> Design {
    Design(
      matrix: Matrix(
        rowCount: rowCount,
        columns: columns.indices.map { j in
          columns[j].indices.map { change($0, j, columns[j][$0]) }
        }),
      columns: columns.indices.map { Design.Column(name: "x\($0)", variable: "x\($0)") },
      terms: columns.indices.map { Design.Term(label: "x\($0)", columns: $0..<$0 + 1) },
      hasIntercept: false)
  }
}
