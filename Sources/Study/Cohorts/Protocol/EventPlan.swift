/// The table of events: one row per event.
public struct EventPlan: Sendable, Hashable {
  /// The kinds of event the rules know.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    /// Total hip replacement of the unit.
    case thr
    /// A repeat injection of the studied treatment.
    case booster
    /// Another injection into the joint: steroid, hyaluronate, PRP.
    case injection
    /// Death of the patient.
    case death
    /// The patient left the study.
    case withdrawal
  }

  /// The CSV file, relative to the protocol.
  public let file: String
  /// The column that names the unit.
  public let unit: String
  /// When the event took place.
  public let time: EventTimeColumn
  /// The column that tells the kinds apart.
  public let kind: String
  /// For each kind, the words of the column that mean it.
  public let words: [Kind: [String]]
  /// The words of events that have no part in the analysis.
  public let ignored: [String]
  /// Text read as missing; nil for the reader's own list.
  public let missing: [String]?

  /// Makes the description of the table of events.
  public init(
    file: String, unit: String, time: EventTimeColumn, kind: String, words: [Kind: [String]],
    ignored: [String] = [], missing: [String]? = nil
  ) {
    self.file = file
    self.unit = unit
    self.time = time
    self.kind = kind
    self.words = words
    self.ignored = ignored
    self.missing = missing
  }

  /// Whether the table has a word for a kind, so that events of that kind are on record.
  public func records(_ kind: Kind) -> Bool { !(words[kind] ?? []).isEmpty }
}

extension EndpointPlan {
  /// Whether events of a kind are on record.
  public func records(_ kind: EventPlan.Kind) -> Bool { events?.records(kind) ?? false }
}
