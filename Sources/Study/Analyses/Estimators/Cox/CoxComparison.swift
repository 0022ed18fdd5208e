import Formulas
import LinearAlgebra
public import Statistics
import Survival

/// A Cox model against a smaller one that is nested in it.
public struct CoxComparison: Sendable {
  /// The kinds of test.
  public enum Kind: String, Sendable, Hashable {
    /// Twice the difference of the log partial likelihoods.
    case likelihoodRatio = "likelihood_ratio"
    /// The Wald test with the robust covariance: partial likelihoods of rows that belong together
    /// have no likelihood ratio test.
    case robustWald = "robust_wald"
  }

  /// The formula of the smaller model.
  public let against: String
  /// The log partial likelihood of the smaller model.
  public let logLikelihood: Double
  /// The test used.
  public let kind: Kind
  /// The test of what the smaller model leaves out.
  public let test: HypothesisTest
  /// The Wald test of the same, with the covariance that is used.
  public let wald: HypothesisTest

  /// Fits the smaller model to the same rows.
  ///
  /// - Parameters:
  ///   - frame: The frame of the larger model.
  ///   - build: Makes the frame of another formula with the same options.
  ///   - fit: Fits a model to such a frame as the larger one was.
  init(
    _ against: String, larger: CoxModel, _ frame: ModelFrame,
    build: (Formula) throws -> ModelFrame, fit: (ModelFrame) throws -> CoxModel
  ) throws {
    guard !larger.options.penalty.isPenalized else {
      throw CoxComparison.refusal(
        against, "penalised likelihoods have no likelihood ratio test; compare without the penalty")
    }
    let formula = try Formula.parse(against)
    guard formula.response == frame.formula.response else {
      throw CoxComparison.refusal(
        against, "its left side differs from that of the formula; write the same outcome")
    }
    let smaller = try build(formula)
    try CoxComparison.check(against, larger: frame, smaller: smaller)
    let model = try fit(smaller)
    switch larger.comparison(with: model) {
    case .outside(let columns):
      throw CoxComparison.refusal(
        against,
        columns.map { "`\($0)`" }.joined(separator: ", ")
          + " cannot be made of the formula's terms, so that the model is not nested in it")
    case .same:
      throw CoxComparison.refusal(
        against, "it has as many coefficients as the formula; leave out at least one term")
    case .tests(let ratio, let wald):
      let isRobust = larger.robustCovariance != nil
      kind = isRobust ? .robustWald : .likelihoodRatio
      test = isRobust ? wald : ratio
      self.wald = wald
    }
    self.against = against
    logLikelihood = model.logLikelihood
  }

  private static func refusal(_ against: String, _ reason: String) -> StudyError {
    StudyError(reasons: ["--against '\(against)': \(reason)"])
  }

  /// Refuses models whose partial likelihoods are of different data.
  private static func check(
    _ against: String, larger: ModelFrame, smaller: ModelFrame
  ) throws {
    for (frame, name) in [(larger, "the formula"), (smaller, "it")] where frame.frailty != nil {
      throw refusal(
        against, "\(name) holds a frailty, whose likelihood is another; see the test of the frailty"
      )
    }
    if larger.rows != smaller.rows {
      let (many, few) = (Set(larger.exclusions), Set(smaller.exclusions))
      let columns = many.symmetricDifference(few).map { "`\($0.column)` (\($0.count) missing)" }
      throw refusal(
        against,
        "the models use different rows, \(smaller.rowCount) and \(larger.rowCount), because of "
          + "missing values in \(columns.sorted().joined(separator: ", ")); leave the rows without "
          + "a value out of the file, so that both are fitted to the same")
    }
    guard samePartition(larger.strata?.grouping, smaller.strata?.grouping, larger.rowCount) else {
      throw refusal(
        against,
        "the strata differ; partial likelihoods of different risk sets cannot be compared: write "
          + "the same strata(...) in both")
    }
    guard larger.design.offset == smaller.design.offset else {
      throw refusal(against, "the offsets differ; write the same offset(...) in both")
    }
  }

  /// Whether two groupings cut the rows alike.
  private static func samePartition(_ a: Grouping?, _ b: Grouping?, _ count: Int) -> Bool {
    var (there, back): ([Int32: Int32], [Int32: Int32]) = ([:], [:])
    for row in 0..<count {
      let (x, y) = (a?.codes[row] ?? 0, b?.codes[row] ?? 0)
      if there.updateValue(y, forKey: x) ?? y != y || back.updateValue(x, forKey: y) ?? x != x {
        return false
      }
    }
    return true
  }
}
