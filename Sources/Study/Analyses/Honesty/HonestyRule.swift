/// A rule of honest reporting, by its number: what triggers it and what is done.
///
/// A rate that does not name instrument, threshold, time point and population cannot be evaluated.
/// The rules make that sentence executable. A refusal stops `cohort check` and `cohort report` with
/// the key or column at fault; a flag is a diagnostic that reaches the page; the footer stands under
/// every report.
public enum HonestyRule: Int, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  case statedOutcome = 1
  case wording
  case everybodyTreated
  case clearAlone
  case noSatisfaction
  case structureApart
  case gradeFourApart
  case durationOfWhom
  case noControl
  case missingInWindow
  case fewAtRisk
  case medianNotReached
  case oneVersion
  case sourcesOverlap
  case hipsOnly
  case allThresholds
  case predictionForMany
  case publishedRanges
  case replacementCompetes
  case footer

  /// `H1` to `H20`.
  public var description: String { "H\(rawValue)" }

  /// What is done where the rule applies.
  public enum Action: String, Sendable, Hashable {
    /// Nothing is computed, or the number is withheld.
    case refusal
    /// The numbers stand, with a remark.
    case flag
    /// The page is laid out so.
    case layout
    /// A sentence under every report.
    case footer
  }

  /// What triggers the rule.
  public var trigger: String {
    switch self {
    case .statedOutcome:
      "a rate or duration lacks instrument, threshold, time point or origin, or population"
    case .wording: "“success rate”, “cure”, “regenerat…” or “regrow” in a title or label"
    case .everybodyTreated: "a denominator that does not say how many were treated"
    case .clearAlone: "partial responders counted as clear ones"
    case .noSatisfaction: "satisfaction or “felt better” as the response"
    case .structureApart: "an MRI, joint-space or cartilage measure"
    case .gradeFourApart: "Kellgren-Lawrence IV pooled with lower grades"
    case .durationOfWhom: "a duration of benefit that does not say of whom"
    case .noControl: "a change in treated patients without an untreated group"
    case .missingInWindow: "more than 20 % or 40 % missing in a window"
    case .fewAtRisk: "fewer than 10 at risk, or a small cell"
    case .medianNotReached: "a median beyond the last follow-up, or without an upper limit"
    case .oneVersion: "several versions of an instrument in one column"
    case .sourcesOverlap: "a comparison of cell sources"
    case .hipsOnly: "knees, or joints mixed"
    case .allThresholds: "more than one threshold or time point"
    case .predictionForMany: "a prediction for given covariates"
    case .publishedRanges: "ranges from lay texts beside the curve"
    case .replacementCompetes: "hip replacement as an outcome"
    case .footer: "always"
    }
  }

  /// What is done.
  public var action: Action {
    switch self {
    case .statedOutcome, .wording, .everybodyTreated, .noSatisfaction, .durationOfWhom,
      .oneVersion, .sourcesOverlap, .hipsOnly:
      .refusal
    case .clearAlone, .gradeFourApart, .missingInWindow, .medianNotReached, .replacementCompetes:
      .flag
    case .structureApart, .fewAtRisk, .predictionForMany, .publishedRanges: .layout
    case .noControl, .allThresholds, .footer: .footer
    }
  }
}
