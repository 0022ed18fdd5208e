/// A range that a text about injections of the hip states, with what it says and leaves unsaid.
///
/// Such a range is a claim to be compared with a cohort, and never a reference curve: it comes without
/// data, and a cohort that agrees with it does not make it true.
public struct PublishedRange: Sendable, Hashable {
  /// What a text claims to be in the range.
  public enum Quantity: String, Sendable, Hashable, CaseIterable {
    /// How long benefit lasts in those who respond.
    case duration
    /// When relief begins.
    case onset
    /// The improvement from which on a change counts.
    case threshold
  }

  /// What a claim rests on.
  public enum Evidence: String, Sendable, Hashable, CaseIterable {
    /// A text for patients, without a reference for the claim.
    case layText = "unsourced claim in lay text"
  }

  /// The name of the range in the results.
  public let id: String
  /// The title of the text.
  public let source: String
  /// What the claim rests on.
  public let evidence: Evidence
  /// What is claimed, in a sentence of our own.
  public let claim: String
  /// What the range is of.
  public let quantity: Quantity
  /// The lower end: months for a duration and an onset, percent for a threshold.
  public let lower: Double
  /// The upper end, in the same unit; that of a single value is its lower end.
  public let upper: Double
  /// The range as the text gives it, with its unit.
  public let words: String
  /// Of whom the claim is made, as far as the text says.
  public let population: String
  /// Whether the claim is made of those who respond alone, and not of everybody treated.
  public let isOfResponders: Bool
  /// Whose cells the claim is about; nil where the text does not say.
  public let cells: CellOrigin?
  /// What it takes to judge the claim and the text does not say.
  public let unsaid: [String]

  /// Makes a range.
  public init(
    id: String, source: String, evidence: Evidence, claim: String, quantity: Quantity,
    lower: Double, upper: Double, words: String, population: String,
    isOfResponders: Bool = false, cells: CellOrigin? = nil, unsaid: [String]
  ) {
    self.id = id
    self.source = source
    self.evidence = evidence
    self.claim = claim
    self.quantity = quantity
    self.lower = lower
    self.upper = upper
    self.words = words
    self.population = population
    self.isOfResponders = isOfResponders
    self.cells = cells
    self.unsaid = unsaid
  }
}
