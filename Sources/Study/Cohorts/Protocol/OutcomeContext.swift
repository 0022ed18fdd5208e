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

  /// Makes a context; `nil` when any part is empty, so that no number can be printed without it.
  public init?(
    label: String, instrument: String, threshold: String, origin: String, population: String
  ) {
    let parts = [label, instrument, threshold, origin, population]
    guard parts.allSatisfy({ part in part.contains { !$0.isWhitespace } }) else { return nil }
    self.label = label
    self.instrument = instrument
    self.threshold = threshold
    self.origin = origin
    self.population = population
  }
}
