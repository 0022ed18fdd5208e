import Cohorts
import Statistics

/// Clear response at each time point, each other arm less the reference, from the rates of the report.
enum ResponderDifferences {
  /// The share not seen above which no rate, and no difference, is given.
  static let mostUnseen = 0.4

  /// The differences; none without a comparison or without rates by arm.
  static func results(
    _ study: StudyProtocol, from results: [AnalysisResult]
  ) -> [AnalysisResult] {
    guard let comparison = study.comparison, case .groups(let groups) = comparison.arms.rule else {
      return []
    }
    let rows = results.filter {
      $0.analysis == .response && $0.stratum.count == 1
        && $0.stratum.first?.variable == comparison.arms.column
    }
    let rates = rows.filter { $0.statistic == .responderRate }
    func rate(_ arm: String, _ month: Double?) -> AnalysisResult? {
      rates.first { $0.stratum.first?.level == arm && $0.timeMonths == month }
    }
    func isUnseen(_ rate: AnalysisResult) -> Bool {
      let unseen =
        rows.first {
          $0.statistic == .count && $0.level == "missing" && $0.stratum == rate.stratum
            && $0.timeMonths == rate.timeMonths
        }?.value.double ?? 0
      return unseen > mostUnseen * (unseen + Double(rate.denominators.n))
    }
    return groups.dropFirst().map(\.name).flatMap { arm in
      rates.filter { $0.stratum.first?.level == comparison.reference }.compactMap { reference in
        guard let own = rate(arm, reference.timeMonths), let context = own.context else {
          return nil
        }
        let (a, b) = (own.denominators, reference.denominators)
        let isHidden = isUnseen(own) || isUnseen(reference)
        let difference = ProportionInterval.Difference(
          a.events ?? 0, of: a.n, minus: b.events ?? 0, of: b.n,
          level: study.survival.confidenceLevel)
        return AnalysisResult(
          .comparison, name: CrudeContrast.name, population: own.population,
          variable: comparison.arms.column, level: arm, statistic: .responderDifference,
          value: isHidden
            ? .state(.withheld)
            : difference.map { .number($0.estimate) } ?? .state(.notEstimable),
          interval: isHidden ? nil : difference?.interval, timeMonths: own.timeMonths,
          unit: "probability", method: "Newcombe (1998), method 10, of those seen or failed",
          denominators: Denominators(n: a.n + b.n, events: (a.events ?? 0) + (b.events ?? 0)),
          context: context)
      }
    }
  }
}
