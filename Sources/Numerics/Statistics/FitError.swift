/// Why a model has no result at all.
public enum FitError: Error, Sendable, Hashable {
  /// No row is left after exclusions.
  case noObservations
  /// No event, so that nothing about the hazard can be learned.
  case noEvents
  /// Every column depends on others or is constant.
  case noEstimableColumns(names: [String])
  /// A response outside the range the family allows.
  case responseOutOfRange(expected: String, row: Int, value: Double)
  /// A weight that is negative or not finite.
  case invalidWeight(row: Int, value: Double)
  /// A weight that counts rows and is no whole number.
  case fractionalFrequency(row: Int, value: Double)
  /// A number in the design that is not finite.
  case notFinite(column: String, row: Int)
  /// The iteration left the region where the likelihood is finite and could not be brought back.
  case diverged(iterations: Int)
  /// The likelihood rises without end, so that it has no estimate.
  case noMaximum(reason: String)
  /// An option whose value makes no sense.
  case invalidOption(name: String, value: String, expected: String)
}

extension FitError: CustomStringConvertible {
  /// One sentence that says what is wrong and what to do.
  public var description: String {
    switch self {
    case .noObservations:
      "no rows are left to fit: every row has a missing value in some column of the formula"
    case .noEvents:
      "there is no event among the rows used, so a hazard cannot be estimated; check the event "
        + "column and its coding"
    case .noEstimableColumns(let names):
      "none of the columns \(names.joined(separator: ", ")) varies independently of the others, "
        + "so there is nothing to estimate"
    case .responseOutOfRange(let expected, let row, let value):
      "the response in row \(row + 1) is \(value); expected \(expected)"
    case .invalidWeight(let row, let value):
      "the weight in row \(row + 1) is \(value); weights must be finite and not negative"
    case .fractionalFrequency(let row, let value):
      "the weight in row \(row + 1) is \(value); weights of kind frequency count rows and must be "
        + "whole numbers up to 10^9, so declare these as sampling or importance weights"
    case .notFinite(let column, let row):
      "`\(column)` is not finite in row \(row + 1), for example the logarithm of zero; mend the "
        + "value or the transformation"
    case .diverged(let iterations):
      "the iteration diverged after \(iterations) steps; look for covariates on wildly different "
        + "scales or outcomes that a covariate predicts perfectly"
    case .noMaximum(let reason):
      "the likelihood has no maximum: \(reason)"
    case .invalidOption(let name, let value, let expected):
      "\(name) is \(value); expected \(expected)"
    }
  }
}
