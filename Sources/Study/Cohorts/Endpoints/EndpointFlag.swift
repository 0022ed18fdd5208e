/// A decision made about one hip, or a fact a reader of its endpoints should know.
public enum EndpointFlag: Sendable, Hashable {
  /// Its visits stood out of order in the file.
  case reordered
  /// Rows of one day that say the same were taken for one.
  case identicalDuplicate
  /// Rows of one day that differ were settled by the rule for duplicates.
  case conflictingDuplicate
  /// No valid score in the baseline window.
  case missingBaseline
  /// Too little to improve at baseline to be classed.
  case belowFloor
  /// No assessment after the injection.
  case noFollowUp
  /// The first response came after the deadline.
  case lateResponse
  /// The first response was not followed by another visit in response.
  case unconfirmedResponse
  /// The last visit lost the benefit, and none followed to confirm it.
  case unconfirmedDrop(Double)
  /// One visit lost the benefit, and the next had it again.
  case transientDip(Double)
  /// A single drop was confirmed by the event that followed it.
  case confirmedByEvent
  /// A repeat injection.
  case booster(Double)
  /// Replacement of the hip.
  case thr(Double)
  /// Death.
  case death(Double)
  /// Replacement of the patient's other hip.
  case contralateralTHR(Double)
  /// Visits after the replacement were dropped.
  case visitAfterTHR
  /// Visits after the death were dropped.
  case visitAfterDeath
  /// Rescue medication before the visit.
  case rescue(Double)
  /// The visit's date is more than half a window from the month it was planned for.
  case labelMismatch(Double)

  /// The code of the flag, as the endpoints table writes it: `unconfirmed_drop@24`.
  public var text: String {
    switch self {
    case .reordered: "reordered"
    case .identicalDuplicate: "dup_identical"
    case .conflictingDuplicate: "dup_conflict"
    case .missingBaseline: "missing_baseline"
    case .belowFloor: "below_floor"
    case .noFollowUp: "no_follow_up"
    case .lateResponse: "late_response"
    case .unconfirmedResponse: "unconfirmed_response"
    case .unconfirmedDrop(let month): "unconfirmed_drop@\(Stratifier.text(month))"
    case .transientDip(let month): "transient_dip@\(Stratifier.text(month))"
    case .confirmedByEvent: "confirmed_by_event"
    case .booster(let month): "booster@\(Stratifier.text(month))"
    case .thr(let month): "thr@\(Stratifier.text(month))"
    case .death(let month): "death@\(Stratifier.text(month))"
    case .contralateralTHR(let month): "contralateral_thr@\(Stratifier.text(month))"
    case .visitAfterTHR: "visit_after_thr"
    case .visitAfterDeath: "visit_after_death"
    case .rescue(let month): "rescue@\(Stratifier.text(month))"
    case .labelMismatch(let month): "label_mismatch@\(Stratifier.text(month))"
    }
  }
}
