import Cohorts
public import Formulas
import Outcomes
public import Statistics
public import Survival
public import Tables

/// Formula and table → a log-rank test, with its trend and its pairs where asked for.
public struct LogRankAnalysis: Sendable {
  /// The formula, rows and conventions.
  public let facts: EstimatorFacts
  /// The test of all groups.
  public let test: LogRankTest
  /// What tells the groups apart, in formula order.
  public let groups: [[GroupLevel]]
  /// The test for a trend over the groups in order.
  public let trend: HypothesisTest?
  /// The tests of each pair of groups.
  public let pairs: [PairwiseLogRank]?
  /// The largest of four weighted tests, where it was asked for instead of one.
  public let maxCombo: MaxComboTest?

  /// What to test.
  public struct Options: Sendable, Hashable {
    /// The weight of the event times.
    public var weighting: LogRankWeighting
    /// Whether to test for a trend.
    public var trend: Bool
    /// The scores of the groups in the trend.
    ///
    /// `nil` for 1, 2, 3 ... in the order of the groups.
    public var scores: [Double]?
    /// Whether to take the largest of four weights instead of `weighting`.
    public var isMaxCombo: Bool
    /// The adjustment of the pairs' p-values; `nil` for no pairs.
    public var pairwise: MultiplicityAdjustment?

    /// Makes options.
    public init(
      weighting: LogRankWeighting = .logRank, trend: Bool = false,
      scores: [Double]? = nil, pairwise: MultiplicityAdjustment? = nil, isMaxCombo: Bool = false
    ) {
      self.scores = scores
      self.isMaxCombo = isMaxCombo
      self.weighting = weighting
      self.trend = trend
      self.pairwise = pairwise
    }
  }

  /// Reads the formula's columns and tests the groups; `strata(...)` makes a stratified test.
  public static func run(
    _ formula: Formula, on table: Table, reading: RowReading = .init(),
    options: Options = .init()
  ) throws -> LogRankAnalysis {
    let frame = try GroupedFrame.build(
      formula, from: table,
      options: .init(
        weights: reading.weights, poolsTimes: reading.poolsTimes, supportedTerms: [.strata],
        caller: "logrank"))
    if reading.weightKind == .sampling {
      throw FitError.invalidOption(
        name: "weight-kind", value: "sampling",
        expected: "frequency or importance, as the variance of the log-rank test counts rows; for "
          + "sampling weights use the robust score test of `cohort cox`")
    }
    try reading.weightKind.check(frame.weights)
    let strata = frame.strata?.grouping
    if let scores = options.scores, scores.count != frame.groups.count {
      throw FitError.invalidOption(
        name: "scores", value: scores.map { "\($0)" }.joined(separator: ","),
        expected: "a number for each of the \(frame.groups.count) groups, in order")
    }
    let maxCombo =
      options.isMaxCombo
      ? try MaxComboTest.fit(
        frame.outcomes, groups: frame.groups, strata: strata, weights: frame.weights) : nil
    let test =
      try maxCombo?.logRank
      ?? LogRankTest.fit(
        frame.outcomes, groups: frame.groups, strata: strata, weights: frame.weights,
        options: .init(weighting: options.weighting, weightKind: reading.weightKind))
    let pairs = try options.pairwise.map {
      try LogRankTest.pairwise(
        frame.outcomes, groups: frame.groups, strata: strata, weights: frame.weights,
        options: .init(weighting: options.weighting, weightKind: reading.weightKind), adjustment: $0
      )
    }
    var conventions: [EstimatorFacts.Convention] = [
      .init("test", maxCombo == nil ? options.weighting.name : MaxComboTest.words),
      .init("variance", "hypergeometric"),
      .init("ties", "events before censorings before entries"),
    ]
    if maxCombo != nil {
      conventions.append(
        .init(
          "p_value",
          "of the largest |Z| of the four by their joint normal distribution, integrated between "
            + "the kinks of its bound (Gauss-Legendre, no sampling, relative error below 1e-9)"))
    }
    if options.trend {
      let scores = options.scores.map { $0.map { Stratifier.text($0) }.joined(separator: ", ") }
      conventions.append(.init("trend", "scores \(scores ?? "1, 2, 3 ...") in the order of groups"))
    }
    if let adjustment = options.pairwise {
      conventions.append(.init("adjustment", adjustment.rawValue))
    }
    return LogRankAnalysis(
      facts: EstimatorFacts(
        formula: formula.text, n: test.rowCounts.reduce(0, +), inputRows: frame.inputRowCount,
        exclusions: frame.exclusions,
        conventions: conventions + reading.conventions(frame.pooling), convergence: nil,
        diagnostics: reading.diagnostics(frame.pooling) + test.diagnostics),
      test: test, groups: frame.labels.map(GroupLevel.of),
      trend: options.trend ? test.trend(scores: options.scores) : nil, pairs: pairs,
      maxCombo: maxCombo)
  }
}

extension MaxComboTest {
  /// The name of the test with its four weights.
  static var words: String {
    let weights = exponents.map { "(\(Stratifier.text($0.rho)), \(Stratifier.text($0.gamma)))" }
    return "max-combo of Fleming-Harrington (rho, gamma) " + weights.joined(separator: ", ")
  }
}

extension LogRankWeighting {
  /// The name of the test.
  public var name: String {
    switch self {
    case .logRank: "log-rank"
    case .flemingHarrington(let rho, let gamma): "Fleming-Harrington, rho \(rho), gamma \(gamma)"
    case .gehan: "Gehan-Breslow"
    case .taroneWare: "Tarone-Ware"
    case .petoPeto: "Peto-Peto"
    case .modifiedPetoPeto: "modified Peto-Peto"
    }
  }
}
