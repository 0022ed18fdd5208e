public import Outcomes
public import Statistics

/// Follow-up with competing events, and what groups its rows, as a Fine-Gray model takes them.
public struct FineGrayInput: Sendable {
  /// Follow-up of n rows, with an event of any cause as the event.
  public let outcomes: SurvivalOutcomes
  /// The cause of each event, from 1; 0 where follow-up ended without one.
  public let causes: [Int32]
  /// The cause whose subdistribution hazard is modelled.
  public let cause: Int32
  /// Rows are compared within their stratum only.
  public let strata: Grouping?
  /// Rows that share a censoring distribution; those of a stratum when `nil`.
  public let censoringGroups: Grouping?
  /// Rows of one subject, whose intervals follow each other.
  ///
  /// Only the last can be censored and only the first is an entry. Every row is its own subject when
  /// `nil`.
  public let subjects: Grouping?
  /// Case weights; a row of weight zero is left out.
  public let weights: [Double]?
  /// Rows that belong together in the robust covariance; the subjects, or every row, when `nil`.
  public let clusters: Grouping?

  /// Makes the input of a model.
  ///
  /// - Precondition: one number of each kind per row.
  public init(
    _ outcomes: SurvivalOutcomes, causes: [Int32], cause: Int32, strata: Grouping? = nil,
    censoringGroups: Grouping? = nil, subjects: Grouping? = nil, weights: [Double]? = nil,
    clusters: Grouping? = nil
  ) {
    let count = outcomes.count
    precondition(causes.count == count && cause > 0, "one cause per row, from 1")
    precondition(weights.map { $0.count == count } ?? true, "one weight per row")
    for grouping in [strata, censoringGroups, subjects, clusters] {
      precondition(grouping.map { $0.codes.count == count } ?? true, "one group per row")
    }
    self.outcomes = outcomes
    self.causes = causes
    self.cause = cause
    self.strata = strata
    self.censoringGroups = censoringGroups
    self.subjects = subjects
    self.weights = weights
    self.clusters = clusters ?? subjects
  }

  /// Whether each row ends with an event of another cause.
  var isCompeting: [Bool] { causes.map { $0 != 0 && $0 != cause } }

  /// The follow-up with the cause of interest as the event.
  var ofCause: SurvivalOutcomes { outcomes.replacingEvents(causes.map { $0 == cause }) }
}
