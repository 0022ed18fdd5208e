import Cohorts
public import Formulas
import Outcomes
import Statistics
public import Survival
public import Tables

/// Formula and table → Kaplan-Meier curves.
public struct KaplanMeierAnalysis: Sendable {
  /// The formula, rows and conventions.
  public let facts: EstimatorFacts
  /// The curves, one per group.
  public let curves: [KaplanMeierCurve]
  /// What tells the groups apart, in formula order.
  public let groups: [[GroupLevel]]
  /// The times asked for.
  public let times: [Double]
  /// The confidence level.
  public let level: Double
  /// The proportions whose times are asked for.
  public let probabilities: [Double]
  /// The simultaneous band of each curve, where asked for and where there is one.
  public let bands: [ConfidenceBand?]
  /// Pseudo-values of survival at the times asked for.
  public let pseudoValues: PseudoValueColumns?

  /// What is read from the curves.
  public struct Readings: Sendable, Hashable {
    /// The times at which the curves are read.
    public var times: [Double] = []
    /// The proportions whose times are asked for.
    public var probabilities: [Double] = [0.25, 0.5, 0.75]
    /// The simultaneous band; `nil` for none.
    public var bands: ConfidenceBand.Method?
    /// The times the band is wanted for.
    public var bandRange: ClosedRange<Double> = -.infinity ... .infinity
    /// How pseudo-values of survival at `times` are found; `nil` for none.
    public var pseudoValues: PseudoValues.Jackknife?

    /// Makes readings; the quartiles and nothing else.
    public init() {}
  }

  /// Reads the formula's columns and estimates a curve per group.
  public static func run(
    _ formula: Formula, on table: Table, reading: RowReading = .init(),
    readings: Readings = .init(),
    options: KaplanMeier.Options = .init()
  ) throws -> KaplanMeierAnalysis {
    let frame = try GroupedFrame.build(
      formula, from: table,
      options: .init(
        weights: reading.weights, poolsTimes: reading.poolsTimes, supportedTerms: [.cluster],
        caller: "km"))
    var options = options
    options.weightKind = reading.weightKind
    options.wantsHazardErrors = true
    let curves = try KaplanMeier.fit(
      frame.outcomes, groups: frame.groups, weights: frame.weights, clusters: frame.clusters,
      options: options)
    let bands = curves.map { curve in
      readings.bands.flatMap { curve.band($0, within: readings.bandRange) }
    }
    let pseudo = try readings.pseudoValues.map {
      try PseudoValueColumns(
        frame, quantities: readings.times.map { .survival(at: $0) }, jackknife: $0)
    }
    let variance = curves.first?.variance ?? options.variance
    let facts = EstimatorFacts(
      formula: formula.text, n: curves.reduce(0) { $0 + $1.table.rowCount },
      inputRows: frame.inputRowCount,
      exclusions: frame.exclusions,
      conventions: choices(options, readings) + [
        .init("interval", "\(options.interval.rawValue) at \(options.level)"),
        .init("variance", variance.rawValue),
        .init("std_error", "on the survival scale"),
        .init("quantiles", "\(options.quantileRule.words); limits by inversion"),
        .init("beyond_follow_up", "not carried forward"),
        .init("follow_up", "reverse Kaplan-Meier"),
        .init("ties", "events before censorings before entries"),
      ] + (pseudo.map { [$0.convention] } ?? []) + reading.conventions(frame.pooling),
      convergence: nil,
      diagnostics: reading.diagnostics(frame.pooling)
        + zip(curves, frame.labels).flatMap(named).uniqued
        + zip(curves, frame.labels).flatMap { absences($0, $1, times: readings.times) }
        + bandAbsences(bands, frame.labels, readings, variance))
    return KaplanMeierAnalysis(
      facts: facts, curves: curves, groups: frame.labels.map(GroupLevel.of),
      times: readings.times, level: options.level, probabilities: readings.probabilities,
      bands: bands, pseudoValues: pseudo)
  }

  /// What a curve says of itself, with the name of its group where it speaks of the group.
  private static func named(_ curve: KaplanMeierCurve, _ label: [LevelOf]) -> [Diagnostic] {
    let name = label.map { "\($0.column)=\($0.level)" }.joined(separator: ", ")
    return curve.diagnostics.map { diagnostic in
      guard diagnostic.code == .groupWithoutEvents, !name.isEmpty else { return diagnostic }
      return Diagnostic(
        diagnostic.code, diagnostic.severity, term: name,
        message: "\(name): \(diagnostic.message)")
    }
  }

  /// Why numbers of a curve do not exist, in words.
  private static func absences(
    _ curve: KaplanMeierCurve, _ label: [LevelOf], times: [Double]
  ) -> [Diagnostic] {
    let name = label.map { "\($0.column)=\($0.level)" }.joined(separator: ", ")
    let place = name.isEmpty ? "" : " for \(name)"
    let term = name.isEmpty ? nil : name
    var found: [Diagnostic] = []
    if curve.median.time.isNaN {
      found.append(
        Diagnostic(
          .notEstimable, .note, term: term,
          message: "The median is not reached\(place): the curve stays above one half."))
    }
    let beyond = times.filter { curve.state(at: $0) == .beyondFollowUp }
    if !beyond.isEmpty {
      let list = beyond.map { Stratifier.text($0) }.joined(separator: ", ")
      found.append(
        Diagnostic(
          .notEstimable, .note, term: term,
          message: "Follow-up\(place) ends before \(list) with some still event-free, so there is "
            + "no estimate there."))
    }
    return found
  }
}

extension GroupLevel {
  /// The levels of a group, as a formula names them.
  static func of(_ label: [LevelOf]) -> [GroupLevel] {
    label.map { GroupLevel(variable: $0.column, level: $0.level) }
  }
}

extension Array where Element == Diagnostic {
  /// Each diagnostic once, in order.
  var uniqued: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return filter { seen.insert($0).inserted }
  }
}

extension QuantileRule {
  /// The rule in words.
  var words: String {
    switch self {
    case .midpoint: "midpoint of a flat at exactly 1 - p, the last flat ending with follow-up"
    case .midpointBetweenEvents: "midpoint of a flat at exactly 1 - p, none where it is the last"
    case .firstReached: "the first time with survival of 1 - p or less"
    }
  }
}
