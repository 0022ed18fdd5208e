import Documents

/// Figures made from repeatable random numbers.
enum FigureFixtures {
  /// A group to draw.
  struct Group {
    var label: String
    var count: Int
    /// Events a unit of time; zero leaves everyone censored.
    var hazard: Double
    var followUp: ClosedRange<Double> = 12...36
  }

  /// Survival curves of some groups with 95% bands and counts at risk.
  static func survival(
    id: String, groups: [Group], seed: UInt64 = 1, tickStep: Double = 6, until limit: Double = 36,
    yLabel: String = "Benefit-free survival", scale: SurvivalFigure.YScale = .proportion
  ) -> SurvivalFigure {
    var generator = SeededGenerator(seed: seed)
    let samples = groups.map { sample($0, using: &generator) }
    let ticks = Array(stride(from: 0, through: limit, by: tickStep))
    let counts = samples.map { sample in
      ticks.map { tick in Optional(sample.filter { $0.time >= tick }.count) }
    }
    return SurvivalFigure(
      id: id, title: "Durability of benefit by cell source",
      description: "Step curves of the share still in benefit, by group.",
      xLabel: "Months since injection", yLabel: yLabel, yScale: scale,
      series: zip(groups, samples).map { curve($0.label, $1) },
      riskTable: SurvivalFigure.RiskTable(times: ticks, counts: counts), xMaximum: limit)
  }

  private struct Observation {
    var time: Double
    var isEvent: Bool
  }

  private static func sample(
    _ group: Group, using generator: inout SeededGenerator
  ) -> [Observation] {
    (0..<group.count).map { _ in
      let censoring = Double.random(in: group.followUp, using: &generator)
      let waiting = exponential(Double.random(in: 0..<1, using: &generator), rate: group.hazard)
      let time = (min(censoring, waiting) * 10).rounded() / 10
      return Observation(time: max(0.1, time), isEvent: waiting <= censoring)
    }.sorted { $0.time < $1.time }
  }

  /// The waiting time of a constant hazard by its distribution function, without a logarithm: the
  /// product of survival over small steps reaches the draw.
  private static func exponential(_ draw: Double, rate: Double) -> Double {
    guard rate > 0 else { return .infinity }
    var time = 0.0
    var survival = 1.0
    while survival > draw, time < 1000 {
      survival *= 1 - rate * 0.05
      time += 0.05
    }
    return time
  }

  private static func curve(_ label: String, _ sample: [Observation]) -> SurvivalFigure.Series {
    var times: [Double] = []
    var values: [Double] = []
    var lower: [Double] = []
    var upper: [Double] = []
    var survival = 1.0
    var variance = 0.0
    var index = 0
    while index < sample.count {
      let time = sample[index].time
      let atRisk = Double(sample.count - index)
      let tied = sample[index...].prefix { $0.time == time }
      let events = Double(tied.filter(\.isEvent).count)
      index += tied.count
      guard events > 0 else { continue }
      survival *= 1 - events / atRisk
      variance += atRisk > events ? events / (atRisk * (atRisk - events)) : .nan
      let width = 1.96 * survival * variance.squareRoot()
      times.append(time)
      values.append(survival)
      lower.append(width.isNaN ? .nan : max(0, survival - width))
      upper.append(width.isNaN ? .nan : min(1, survival + width))
    }
    return SurvivalFigure.Series(
      label: label, times: times, values: values, lower: lower, upper: upper,
      censorTimes: sample.filter { !$0.isEvent }.map(\.time), lastTime: sample.last?.time)
  }
}
