import Cohorts
import Statistics

/// Clear response at each time point, each other arm less the reference, from the rates of the report.
enum ResponderDifferences {
  /// The differences; none without a comparison or without rates by arm.
  static func results(
    _ study: StudyProtocol, from results: [AnalysisResult]
  ) -> [AnalysisResult] {
    guard let comparison = study.comparison, case .groups(let groups) = comparison.arms.rule else {
      return []
    }
    let rates = results.filter {
      $0.analysis == .response && $0.statistic == .responderRate && $0.stratum.count == 1
        && $0.stratum.first?.variable == comparison.arms.column
    }
    func rate(_ arm: String, _ month: Double?) -> AnalysisResult? {
      rates.first { $0.stratum.first?.level == arm && $0.timeMonths == month }
    }
    return groups.dropFirst().map(\.name).flatMap { arm in
      rates.filter { $0.stratum.first?.level == comparison.reference }.compactMap { reference in
        guard let own = rate(arm, reference.timeMonths), let context = own.context else {
          return nil
        }
        let (a, b) = (own.denominators, reference.denominators)
        let (x, y) = (a.events?.counted ?? 0, b.events?.counted ?? 0)
        // Where the rate of an arm is not told, its difference is not either.
        let isHidden = [own, reference].contains { $0.value == .state(.notEstimable) }
        let difference = ProportionInterval.Difference(
          x, of: a.n.counted, minus: y, of: b.n.counted,
          level: study.survival.confidenceLevel)
        return AnalysisResult(
          .comparison, name: CrudeContrast.name, population: own.population,
          variable: comparison.arms.column, level: arm, statistic: .responderDifference,
          value: isHidden
            ? .state(.withheld)
            : difference.map { .number($0.estimate) } ?? .state(.notEstimable),
          interval: isHidden ? nil : difference?.interval, timeMonths: own.timeMonths,
          unit: "probability",
          method: "Newcombe (1998), method 10, of those "
            + (study.endpoints?.wordsOfTold ?? "seen or failed"),
          denominators: Denominators(n: a.n.counted + b.n.counted, events: x + y),
          context: context)
      }
    }
  }
}
