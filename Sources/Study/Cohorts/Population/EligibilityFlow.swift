public import Tables

/// Who entered the analysis and who did not, step by step, overall and in each arm.
public struct EligibilityFlow: Sendable, Hashable {
  /// What one step did to some rows.
  public typealias Counts = StepCounts<Int>
  /// One step.
  public typealias Step = FlowStep<Int>

  /// The rows of the file.
  public let total: Int
  /// The names of the arms; empty where nothing is compared.
  public let armNames: [String]
  /// The rows of the file in each arm.
  public let armTotals: [Int]
  /// The rows of the file in no arm: all of them where there are no arms.
  public let totalOutsideArms: Int
  /// The steps, in the order they were applied.
  public private(set) var steps: [Step] = []
  /// For each row of the file, whether it is still in.
  public private(set) var isIncluded: [Bool]
  /// The place each row is counted in: its arm, or the one after the last arm.
  private let place: [Int]

  /// Starts a flow with every row in, and no arms.
  public init(rowCount: Int) {
    self.init(rowCount: rowCount, arms: Categories(codes: [], levels: []))
  }

  /// Starts a flow with every row in.
  ///
  /// - Parameter arms: the arm of each row, −1 for a row in none of them. Where the codes are fewer
  ///   than the rows, the rest are in no arm.
  public init(rowCount: Int, arms: Categories) {
    total = rowCount
    armNames = arms.levels
    let outside = arms.levels.count
    let place = (0..<rowCount).map { row -> Int in
      guard row < arms.codes.count, arms.codes[row] >= 0 else { return outside }
      return min(Int(arms.codes[row]), outside)
    }
    var totals = [Int](repeating: 0, count: outside + 1)
    for arm in place { totals[arm] += 1 }
    armTotals = Array(totals.dropLast())
    totalOutsideArms = totals[outside]
    self.place = place
    isIncluded = [Bool](repeating: true, count: rowCount)
  }

  /// Restores a flow from its counts, adding up or not.
  package init(
    total: Int, armNames: [String], armTotals: [Int], totalOutsideArms: Int, steps: [Step]
  ) {
    self.total = total
    self.armNames = armNames
    self.armTotals = armTotals
    self.totalOutsideArms = totalOutsideArms
    self.steps = steps
    isIncluded = []
    place = []
  }

  /// The rows still in.
  public var remaining: Int { steps.last?.remaining ?? total }

  /// The rows still in, in each arm.
  public var armsRemaining: [Int] { steps.last.map { $0.arms.map(\.remaining) } ?? armTotals }

  /// The rows still in that are in no arm.
  public var remainingOutsideArms: Int { steps.last?.outsideArms.remaining ?? totalOutsideArms }

  /// Applies a step; a row whose condition is unknown is excluded, and counted apart.
  ///
  /// - Parameters:
  ///   - name: the step in words.
  ///   - meets: whether each row meets the condition; `nil` where that is unknown.
  ///   - criterion: the condition in full, for the report.
  /// - Precondition: one answer per row of the file.
  public mutating func apply(_ name: String, _ meets: [Bool?], criterion: String? = nil) {
    precondition(meets.count == isIncluded.count, "one answer per row")
    var excluded = [Int](repeating: 0, count: armNames.count + 1)
    var unknown = excluded
    for row in isIncluded.indices where isIncluded[row] && meets[row] != true {
      isIncluded[row] = false
      excluded[place[row]] += 1
      if meets[row] == nil { unknown[place[row]] += 1 }
    }
    let before = armsRemaining + [remainingOutsideArms]
    let counts = before.indices.map {
      Counts(excluded: excluded[$0], unknown: unknown[$0], remaining: before[$0] - excluded[$0])
    }
    let out = excluded.reduce(0, +)
    steps.append(
      Step(
        name: name, criterion: criterion,
        overall: Counts(
          excluded: out, unknown: unknown.reduce(0, +), remaining: remaining - out),
        arms: Array(counts.dropLast()), outsideArms: counts[armNames.count]))
  }
}
