/// Who entered the analysis and who did not, step by step, with counts that add up.
public struct EligibilityFlow: Sendable, Hashable {
  /// One step: how many came in, how many went out.
  public struct Step: Sendable, Hashable {
    /// The step in words.
    public let name: String
    /// The rows that did not meet the condition.
    public let excluded: Int
    /// Among them, those for whom a missing value left the condition open.
    public let unknown: Int
    /// The rows left after the step.
    public let remaining: Int

    /// Makes a step.
    public init(name: String, excluded: Int, unknown: Int, remaining: Int) {
      self.name = name
      self.excluded = excluded
      self.unknown = unknown
      self.remaining = remaining
    }
  }

  /// The rows of the file.
  public let total: Int
  /// The steps, in the order they were applied.
  public private(set) var steps: [Step] = []
  /// For each row of the file, whether it is still in.
  public private(set) var isIncluded: [Bool]

  /// Starts a flow with every row in.
  public init(rowCount: Int) {
    total = rowCount
    isIncluded = [Bool](repeating: true, count: rowCount)
  }

  /// The rows still in.
  public var remaining: Int { steps.last?.remaining ?? total }

  /// Applies a step; a row whose condition is unknown is excluded, and counted apart.
  ///
  /// - Precondition: one answer per row of the file.
  public mutating func apply(_ name: String, _ meets: [Bool?]) {
    precondition(meets.count == isIncluded.count, "one answer per row")
    var excluded = 0
    var unknown = 0
    for row in isIncluded.indices where isIncluded[row] && meets[row] != true {
      isIncluded[row] = false
      excluded += 1
      if meets[row] == nil { unknown += 1 }
    }
    steps.append(
      Step(name: name, excluded: excluded, unknown: unknown, remaining: remaining - excluded))
  }
}
