/// What a rate or a duration is about: without all of this it cannot be evaluated, so the types of
/// rates and durations cannot be made without it.
public struct OutcomeContext: Sendable, Hashable, Codable {
  /// The event in words, such as `relapse or death`.
  public let label: String
  /// What the outcome was measured with, such as `WOMAC pain` or `clinical follow-up`.
  public let instrument: String
  /// What counts as the event, such as `first documented relapse or death`.
  public let threshold: String
  /// Where time starts, such as `transplant`.
  public let origin: String
  /// Who was followed.
  public let population: String
  /// Version, domain and direction of the instrument, how many visits an event takes, and what is
  /// done about the events that come between.
  public let measure: OutcomeMeasure

  /// Makes a context; `nil` when any part is empty, so that no number can be printed without it.
  ///
  /// A context without a measure says that nothing was declared, in words.
  public init?(
    label: String, instrument: String, threshold: String, origin: String, population: String,
    measure: OutcomeMeasure? = nil
  ) {
    let parts = [label, instrument, threshold, origin, population]
    guard parts.allSatisfy({ part in part.contains { !$0.isWhitespace } }) else { return nil }
    self.label = label
    self.instrument = instrument
    self.threshold = threshold
    self.origin = origin
    self.population = population
    self.measure = measure ?? OutcomeMeasure(event: label)
  }

  /// What counts as the event, without what is done about other events; the whole of it where
  /// nothing is declared of those, since its words are then the protocol's own.
  public var thresholdAlone: String {
    guard !measure.strategies.isEmpty else { return threshold }
    return threshold.split(separator: ";").first.map(String.init) ?? ""
  }

  /// The same outcome with some of its parts stated otherwise; `nil` when one of them is empty.
  public func stating(
    label: String? = nil, threshold: String? = nil, origin: String? = nil,
    population: String? = nil, measure: OutcomeMeasure? = nil
  ) -> OutcomeContext? {
    OutcomeContext(
      label: label ?? self.label, instrument: instrument, threshold: threshold ?? self.threshold,
      origin: origin ?? self.origin, population: population ?? self.population,
      measure: measure ?? self.measure)
  }
}
