public import Statistics
public import StudyDesign

/// The answer to a question about the size of a study: a row for every combination of the values given.
public struct PowerAnalysis: Sendable {
  /// What kind of study, and how it is worked out.
  public enum Design: Sendable, Hashable {
    case proportions(TwoProportions.Method)
    case means(MeanComparison.Kind)
    case survival(LogRankDesign.Method)
    case proportionWidth
    case landmarkWidth
    case medianWidth
  }

  /// What is solved for.
  public enum Unknown: String, Sendable, Hashable {
    case size = "n"
    case power
    case effect
    /// The half-width of an interval.
    case width = "half_width"
  }

  /// What all plans share, and what they are called.
  public struct Terms: Sendable, Hashable {
    /// The sides of the test.
    public var sides: ErrorLevel.Sides
    /// Instrument, threshold, time point and population of the outcome, in the words of the study.
    public var outcome: String?
    /// The names of the control and the treated arm.
    public var arms: [String]
    /// The unit of times.
    public var timeUnit: String
    /// How many trials to simulate; 0 for none.
    public var simulations: Int
    /// Where the simulation begins.
    public var seed: UInt64

    /// Makes terms.
    public init(
      sides: ErrorLevel.Sides = .two, outcome: String? = nil,
      arms: [String] = ["control", "treated"], timeUnit: String = "months", simulations: Int = 0,
      seed: UInt64 = 1
    ) {
      self.sides = sides
      self.outcome = outcome
      self.arms = arms
      self.timeUnit = timeUnit
      self.simulations = simulations
      self.seed = seed
    }
  }

  /// One number of a row.
  public struct Item: Sendable, Hashable {
    /// What the number is.
    public let quantity: DesignQuantity
    /// The number, or the state in its place.
    public let value: ResultValue
  }

  /// One plan, worked out.
  public struct Row: Sendable, Hashable {
    /// The numbers, what was assumed first.
    public var items: [Item]

    /// A number of the row; NaN where there is none.
    public subscript(quantity: DesignQuantity) -> Double {
      items.first { $0.quantity == quantity }?.value.double ?? .nan
    }

    /// Whether there is a number.
    public func has(_ quantity: DesignQuantity) -> Bool { !self[quantity].isNaN }

    mutating func add(_ quantity: DesignQuantity, _ value: Double?) {
      items.append(
        Item(
          quantity: quantity,
          value: value.map { $0.isFinite ? .number($0) : .state(.notReached) }
            ?? .state(.notReached)))
    }

    mutating func add(_ quantity: DesignQuantity, count: Int?) {
      items.append(
        Item(quantity: quantity, value: count.map(ResultValue.count) ?? .state(.notReached)))
    }
  }

  /// What kind of study.
  public let design: Design
  /// What is solved for.
  public let unknown: Unknown
  /// What all plans share.
  public let terms: Terms
  /// What was given.
  public let grid: DesignGrid
  /// A row for each plan.
  public let rows: [Row]
  /// What the reader must know.
  public let diagnostics: [Diagnostic]

  init(
    _ design: Design, _ unknown: Unknown, terms: Terms, grid: DesignGrid, rows: [Row],
    diagnostics: [Diagnostic]
  ) {
    self.design = design
    self.unknown = unknown
    self.terms = terms
    self.grid = grid
    self.rows = rows
    var all = diagnostics
    let unsolved = rows.filter { row in row.items.contains { $0.value == .state(.notReached) } }
    if !unsolved.isEmpty {
      all.insert(
        Diagnostic(.notEstimable, .warning, message: Self.unsolved(design, unknown)), at: 0)
    }
    if terms.outcome == nil {
      all.append(
        Diagnostic(
          .honesty, .warning,
          message: "The assumption does not name its instrument, threshold, time point and "
            + "population, without which nobody can judge it; give them with --outcome."))
    }
    self.diagnostics = all
  }

  /// Why there is no number.
  private static func unsolved(_ design: Design, _ unknown: Unknown) -> String {
    switch (design, unknown) {
    case (.proportions(let method), .size) where method.isEnumeration:
      "NR: the power is not reached with up to \(TwoProportions.mostEnumerated) hips in an arm, "
        + "above which outcomes are not enumerated; --method normal goes on."
    case (.proportions(let method), _) where method.isEnumeration:
      "NR: not reached, or more than \(TwoProportions.mostEnumerated) hips in an arm, above which "
        + "outcomes are not enumerated; --method normal goes on."
    case (.medianWidth, _), (.landmarkWidth, _):
      "NR: not reached. Too few are followed long enough for a limit to exist, whatever their "
        + "number; plan a longer follow-up."
    case (_, .size): "NR: not reached with up to \(SizeSearch.mostUnits) hips in an arm."
    default: "NR: not reached by any value that is possible."
    }
  }

  /// Which of size, power and effect is not given.
  ///
  /// - Throws: `DesignProblem` unless exactly one of them is missing.
  static func unknown(
    _ grid: DesignGrid, effect: DesignQuantity
  ) throws -> Unknown {
    let missing: [(Unknown, DesignQuantity)] = [
      (.size, .n), (.power, .power), (.effect, effect),
    ].filter { !grid.has($0.1) }
    let names = "--\(effect.rawValue), --n and --power"
    if missing.isEmpty {
      throw DesignProblem(
        message: "nothing is unknown: leave out one of \(names), and it is solved for")
    }
    guard missing.count == 1, let (unknown, _) = missing.first else {
      let list = missing.map { "--\($0.1.rawValue)" }.joined(separator: " and ")
      throw DesignProblem(
        message: "more than one thing is unknown (\(list)): give two of \(names), and the third is "
          + "solved for")
    }
    return unknown
  }

  /// Refuses quantities that go together or not at all.
  static func check(_ grid: DesignGrid) throws {
    if grid.has(.hipCorrelation) != grid.has(.hipsPerPatient) {
      throw DesignProblem(
        message: "--icc and --hips-per-patient go together: the one has no effect without the other"
      )
    }
  }
}
