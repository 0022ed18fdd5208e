import Formulas
import LinearAlgebra
import Outcomes
import Statistics
public import Survival

/// What an accelerated failure time model predicts for chosen covariates.
public struct FailureTimePrediction: Sendable {
  /// The covariates, as asked for.
  public let at: String
  /// The stratum whose scale is used, for a stratified model.
  public let stratum: String?
  /// The distribution of the time.
  public let times: PredictedTimes

  /// The predictions asked for; of a stratified model with the scale of the stratum named, or with
  /// each in turn.
  static func all(
    _ model: AcceleratedFailureTimeModel, _ frame: ModelFrame, _ requests: [String]
  ) throws -> [FailureTimePrediction] {
    var predictions: [FailureTimePrediction] = []
    for text in requests {
      let request = try CovariateRequest(text, strata: frame.strata)
      // A stratum has a scale of its own, and may be a covariate too.
      let design = try frame.encoding.design(at: [request.given])
      for code in request.codes {
        predictions += model.predictedTimes(for: design, stratum: code).map {
          FailureTimePrediction(at: text, stratum: request.name(code), times: $0)
        }
      }
    }
    return predictions
  }
}

/// What an accelerated failure time model predicts for a group of the data: a level of its only
/// covariate, a stratum, or everybody.
public struct FailureTimeGroup: Sendable {
  /// What tells the group apart; empty for everybody.
  public let group: [GroupLevel]
  /// Its rows.
  public let rowCount: Int
  /// Those in which the event is known to have come.
  public let eventCount: Int
  /// The distribution of its times.
  public let times: PredictedTimes

  /// The groups of a model without covariates, or with a categorical one only; none otherwise.
  static func all(
    _ model: AcceleratedFailureTimeModel, _ frame: ModelFrame, _ failures: FailureTimes
  ) -> [FailureTimeGroup] {
    guard let levels = GroupDesign.levels(of: frame) else { return [] }
    let codes = GroupDesign.codes(of: frame.design, levels.map(\.design))
    let labels = frame.strata?.labels ?? [[]]
    let strata = frame.strata?.grouping.codes
    let countsRows = model.options.weightKind == .frequency
    var counts = [(rows: Int, events: Int)](repeating: (0, 0), count: levels.count * labels.count)
    for row in 0..<frame.rowCount where frame.weights?[row] != 0 {
      let cell = codes[row] * labels.count + Int(strata?[row] ?? 0)
      let number = countsRows ? Int(frame.weights?[row] ?? 1) : 1
      counts[cell].rows += number
      counts[cell].events += failures.upper[row] < .infinity ? number : 0
    }
    var groups: [FailureTimeGroup] = []
    for cell in counts.indices where counts[cell].rows > 0 {
      let level = levels[cell / labels.count]
      let stratum = cell % labels.count
      let known = Set(level.group.map(\.variable))
      let others = GroupLevel.of(labels[stratum]).filter { !known.contains($0.variable) }
      guard let times = model.predictedTimes(for: level.design, stratum: stratum).first else {
        continue
      }
      groups.append(
        FailureTimeGroup(
          group: level.group + others, rowCount: counts[cell].rows,
          eventCount: counts[cell].events, times: times))
    }
    return groups
  }
}

/// The covariates of the groups of a model, one row of a design for each.
private struct GroupDesign {
  let group: [GroupLevel]
  let design: Design

  /// The groups: everybody, or the levels of the only covariate; `nil` where there are others.
  static func levels(of frame: ModelFrame) -> [GroupDesign]? {
    let encoding = frame.encoding
    guard frame.design.offset == nil else { return nil }
    if encoding.terms.isEmpty {
      guard let design = try? encoding.design(at: [[:]]), design.rowCount == 1 else { return nil }
      return [GroupDesign(group: [], design: design)]
    }
    guard encoding.terms.count == 1, let term = encoding.terms.first, term.variables.count == 1,
      let place = term.variables.first, case .levels(let levels) = encoding.variables[place].coding,
      encoding.requiredColumns.count == 1, let column = encoding.requiredColumns.first?.name
    else { return nil }
    var groups: [GroupDesign] = []
    for level in levels.names {
      guard let design = try? encoding.design(at: [[column: level]]) else { return nil }
      groups.append(
        GroupDesign(
          group: [GroupLevel(variable: encoding.variables[place].name, level: level)],
          design: design))
    }
    return groups
  }

  /// The group of each row, told by the first indicator that is not zero.
  static func codes(of design: Design, _ groups: [Design]) -> [Int] {
    let columns = (design.hasIntercept ? 1 : 0)..<design.columns.count
    func mark(_ matrix: Matrix, _ row: Int) -> Int { columns.first { matrix[row, $0] != 0 } ?? 0 }
    var places: [Int: Int] = [:]
    for (code, group) in groups.enumerated() { places[mark(group.matrix, 0)] = code }
    return (0..<design.rowCount).map { places[mark(design.matrix, $0)] ?? 0 }
  }
}
