import Formulas
public import Outcomes
public import Statistics

/// How the rows of a file become the data of a survival estimator: what their weights stand for, and
/// whether nearly equal times tie.
public struct RowReading: Sendable, Hashable {
  /// The column of weights.
  public var weights: String?
  /// What the weights stand for.
  public var weightKind: WeightKind
  /// Whether nearly equal times are made equal; see `TimePooling`.
  public var poolsTimes: Bool

  /// Makes a reading.
  public init(
    weights: String? = nil, weightKind: WeightKind = .automatic, poolsTimes: Bool = false
  ) {
    self.weights = weights
    self.weightKind = weightKind
    self.poolsTimes = poolsTimes
  }

  /// The conventions the reading adds to a result.
  public func conventions(_ pooling: TimePooling?) -> [EstimatorFacts.Convention] {
    var conventions: [EstimatorFacts.Convention] = []
    if let weights {
      conventions.append(.init("weights", "`\(weights)`, \(Self.words(weightKind))"))
    }
    conventions.append(
      .init(
        "times",
        pooling.map { "equal within \($0.tolerance); \($0.merged.count) merged" }
          ?? "compared exactly"))
    return conventions
  }

  /// What a reader must know of times that were merged.
  public func diagnostics(_ pooling: TimePooling?) -> [Diagnostic] {
    guard let pooling, let first = pooling.merged.first, let anchor = pooling.anchors.first else {
      return []
    }
    let count = pooling.merged.count
    return [
      Diagnostic(
        .timesMerged, .note,
        message:
          "\(count) distinct \(count == 1 ? "time" : "times") within \(pooling.tolerance) of "
          + "an earlier one \(count == 1 ? "was" : "were") made equal to it, the first \(first), "
          + "which became \(anchor).")
    ]
  }

  private static func words(_ kind: WeightKind) -> String {
    switch kind {
    case .automatic:
      "kind not declared: whole weights with the variance of the model, fractions with a robust one"
    case .frequency: "frequencies: a row of weight k is k rows"
    case .sampling: "sampling weights, robust variance"
    case .importance: "importance weights, variance of the model"
    }
  }
}
