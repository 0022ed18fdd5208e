extension EndpointFlag {
  /// What the flag says, in words.
  public var words: String {
    func at(_ month: Double) -> String { "at month \(EndpointDerivation.rounded(month))" }
    switch self {
    case .reordered: return "its visits stood out of order in the file and were sorted"
    case .identicalDuplicate: return "rows of one day that say the same were taken for one"
    case .conflictingDuplicate:
      return "rows of one day that differ were settled by the rule for duplicates"
    case .missingBaseline: return "no score in the baseline window"
    case .belowFloor: return "too little to improve at baseline to be classed"
    case .noFollowUp: return "no assessment after the injection"
    case .lateResponse: return "the first response came after the deadline"
    case .unconfirmedResponse:
      return "the first response was not followed by another visit in response"
    case .unconfirmedDrop(let month):
      return "the benefit was gone \(at(month)), and nothing followed to confirm it"
    case .transientDip(let month):
      return "the benefit was gone \(at(month)), and back at the next assessment"
    case .confirmedByEvent: return "a single drop was confirmed by the event that followed it"
    case .booster(let month): return "repeat injection \(at(month))"
    case .thr(let month): return "hip replacement \(at(month))"
    case .death(let month): return "death \(at(month))"
    case .contralateralTHR(let month): return "replacement of the other hip \(at(month))"
    case .visitAfterTHR: return "visits on or after the replacement were dropped"
    case .visitAfterDeath: return "visits after the death were dropped"
    case .rescue(let month): return "rescue medication before the visit \(at(month))"
    case .labelMismatch(let month):
      return "the visit \(at(month)) is far from the month it was planned for"
    }
  }

  /// The code without its month, and the month: `unconfirmed_drop`, 24.
  public var code: (name: String, month: Double?) {
    let parts = text.split(separator: "@", maxSplits: 1)
    return (String(parts.first ?? ""), parts.count > 1 ? Double(parts[1]) : nil)
  }
}
