import Statistics
import Survival

/// Whether a Cox model has events enough for its coefficients.
enum EventsPerCoefficient {
  /// The events a coefficient should rest on (Peduzzi and others 1995); between 5 and 10 a model is
  /// less sure than its intervals say (Vittinghoff and McCulloch 2007), below 5 it is not to be
  /// trusted.
  private static let wanted = 10.0
  private static let fewest = 5.0

  /// That a model has too few; nothing where it has enough.
  ///
  /// - Parameter name: the model as a sentence begins with it, such as `The model “loss”`.
  static func remarks(on fit: CoxModel, called name: String) -> [Diagnostic] {
    let events = Double(fit.eventCount) / Double(max(fit.rank, 1))
    guard fit.rank > 0, events < wanted else { return [] }
    let isBad = events < fewest
    let consequence =
      isBad
      ? "its ratios may lie far from the truth and its intervals are too narrow."
      : "its ratios may be too far from 1 and its intervals too narrow."
    return [
      Diagnostic(
        .fewEvents, isBad ? .warning : .note,
        message: "\(name) has \(fit.eventCount) \(fit.eventCount == 1 ? "event" : "events") for "
          + "\(fit.rank) \(fit.rank == 1 ? "coefficient" : "coefficients"), where 10 events or more "
          + "are wanted for each: \(consequence)",
        withoutCounts:
          "\(name) has fewer than \(isBad ? 5 : 10) events for each coefficient, where "
          + "10 or more are wanted: \(consequence)")
    ]
  }
}
