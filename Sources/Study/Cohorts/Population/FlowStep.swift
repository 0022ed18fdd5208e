/// What one step of a flow did to some rows: counts, or counts of which some may not be shown.
public struct StepCounts<Value: Sendable & Hashable>: Sendable, Hashable {
  /// The rows that did not meet the condition.
  public let excluded: Value
  /// Among them, those for whom a missing value left the condition open.
  public let unknown: Value
  /// The rows left after the step.
  public let remaining: Value

  /// Makes the counts of a step.
  public init(excluded: Value, unknown: Value, remaining: Value) {
    self.excluded = excluded
    self.unknown = unknown
    self.remaining = remaining
  }
}

/// One step of a flow: how many came in, how many went out.
public struct FlowStep<Value: Sendable & Hashable>: Sendable, Hashable {
  /// The step in words.
  public let name: String
  /// The condition in full, with named conditions written out; `nil` where there is none.
  public let criterion: String?
  /// The counts over all rows.
  public let overall: StepCounts<Value>
  /// The counts in each arm, in the order of the arms.
  public let arms: [StepCounts<Value>]
  /// The counts over the rows that are in no arm.
  public let outsideArms: StepCounts<Value>

  /// Makes a step.
  public init(
    name: String, criterion: String? = nil, overall: StepCounts<Value>, arms: [StepCounts<Value>],
    outsideArms: StepCounts<Value>
  ) {
    self.name = name
    self.criterion = criterion
    self.overall = overall
    self.arms = arms
    self.outsideArms = outsideArms
  }

  /// Makes a step without arms.
  public init(name: String, excluded: Value, unknown: Value, remaining: Value) {
    let counts = StepCounts(excluded: excluded, unknown: unknown, remaining: remaining)
    self.init(name: name, overall: counts, arms: [], outsideArms: counts)
  }

  /// The rows that did not meet the condition.
  public var excluded: Value { overall.excluded }
  /// Among them, those for whom a missing value left the condition open.
  public var unknown: Value { overall.unknown }
  /// The rows left after the step.
  public var remaining: Value { overall.remaining }
}
