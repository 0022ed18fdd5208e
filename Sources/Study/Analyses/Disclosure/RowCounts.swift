import Cohorts

/// The cells of one row: its own count where it is one, and those of its denominators.
struct RowCounts {
  /// The row's own count; nil where it is an estimate.
  var value: CountLedger.Cell?
  /// The rows it was computed from.
  var n: CountLedger.Cell
  /// The events among them.
  var events: CountLedger.Cell?
  /// Everybody treated.
  var treated: CountLedger.Cell?
  /// The accounts, in their order.
  var accounts: [CountLedger.Cell] = []

  /// Enters the counts of a row in a ledger.
  ///
  /// - Parameter arms: The variable contrasts are between; a contrast stands under one arm and rests
  ///   on both.
  init(_ row: AnalysisResult, in ledger: inout CountLedger, arms: String?) {
    let counts = row.denominators
    let isContrast = row.isContrast
    let stratum = isContrast ? row.stratum.filter { $0.variable != arms } : row.stratum
    let counted = row.countedGroup
    let group = row.statistic == .events ? counted ?? stratum : stratum
    func quantity(_ name: String) -> String? { isContrast ? nil : name + " " + row.about }
    let isKnown = row.analysis.isDescriptive && row.variable != nil && row.statistic != .missing
    // What a table sums up was counted before.
    let moment =
      row.analysis == .analysed
      ? ledger.moment(counts.n.number ?? 0, .size, in: group) : row.moment
    n = ledger.cell(
      counts.n.number ?? 0, .size, in: group, at: counts.n == counts.treated ? nil : moment,
      as: quantity(isKnown ? "known " + (row.variable ?? "") : "n"))
    let cause = row.isUpToTau ? "tau" : row.cause ?? moment
    events = counts.events?.number.map {
      ledger.cell($0, .events, in: group, at: cause, as: quantity("events"))
    }
    treated = counts.treated?.number.map {
      ledger.cell($0, .size, in: row.stratum, as: "treated")
    }
    accounts = counts.accounts.map {
      ledger.cell(
        $0.count.number ?? 0, .part, in: row.stratum,
        at: AnalysisResult.part($0.reason, at: moment), as: quantity($0.reason))
    }
    if let kind = row.countKind, let number = row.value.tally.number {
      let name =
        switch kind {
        case .events: quantity("events")
        case .size where row.variable == nil && row.level == nil && row.analysis.isDescriptive:
          quantity("n")
        default: counted == nil ? row.ownQuantity : quantity("n")
        }
      let place: String? =
        switch kind {
        case .part: AnalysisResult.part(row.partName, at: moment)
        case .events: cause
        case .size: number == counts.treated?.number ? nil : moment
        case .atRisk: row.timeMonths.map { "\($0)" }
        }
      value = ledger.cell(number, kind, in: counted ?? stratum, at: place, as: name)
    }
    relate(row, in: &ledger)
  }

  /// What the counts of one row are to each other.
  private func relate(_ row: AnalysisResult, in ledger: inout CountLedger) {
    if let events { ledger.nest([n, events]) }
    if let value, value != n, row.countKind != .part { ledger.nest([n, value]) }
    guard let treated, !row.isContrast else { return }
    let roles = zip(row.denominators.accounts, accounts)
    let others = roles.filter { $0.0.role == .notOfTheGroup }.map(\.1)
    let unknown = roles.filter { $0.0.role == .missing }.map(\.1)
    ledger.sum(treated, of: [n] + others + unknown)
  }
}

extension AnalysisResult {
  /// What kind of count the row is; nil for an estimate.
  var countKind: CountLedger.Kind? {
    switch (statistic, value) {
    case (.observed, _): return .events
    case (_, .count):
      switch statistic {
      case .events: return .events
      case .atRisk: return .atRisk
      case .remaining, .inCommonSupport, .seen: return .size
      case .patients: return nil
      case .count:
        if countedGroup != nil || level == nil && analysis != .structural { return .size }
        if let level, ["treated", "assessed"].contains(level) { return .size }
        return level == HipEndpoints.ResponseClass.clear.rawValue ? .events : .part
      case .strata, .minimum, .maximum, .median, .lowerQuartile, .upperQuartile: return nil
      default: return .part
      }
    default: return nil
    }
  }

  /// The group a row of a level of a variable counts: the level within the row's own group.
  var countedGroup: [GroupLevel]? {
    guard let variable, let level, statistic == .count || statistic == .events,
      Self.byLevel.contains(analysis)
    else {
      guard statistic == .missing, let variable else { return nil }
      return stratum + [GroupLevel(variable: variable, level: Self.missingLevel)]
    }
    return stratum + [GroupLevel(variable: variable, level: level)]
  }

  /// Whether the row compares groups, so that what it rests on is more than its own group.
  var isContrast: Bool {
    Self.contrasts.contains(statistic) || analysis == .responsePooled
  }

  /// What the row counts, in words that are the same in every group and for every analysis of the
  /// same time to the event.
  var about: String {
    if Self.ofTheEvent.contains(analysis) { return Self.event(upTo: isUpToTau ? timeMonths : nil) }
    if analysis == .baseline { return "of the treated" }
    let option = Self.byOption.contains(analysis) ? level ?? "" : ""
    return "\(analysis.rawValue) \(name ?? "") \(variable ?? "") \(option) \(timeMonths ?? -1)"
  }

  /// What rows of the time to the event count: all events, or those up to a month.
  static func event(upTo month: Double? = nil) -> String {
    "of the event" + (month.map { " by \($0)" } ?? "")
  }

  /// What a part is, in words that are the same in every group.
  var ownQuantity: String {
    if statistic == .atRisk {
      return Self.quantity(
        of: .atRisk, in: "\(analysis.rawValue) \(name ?? "")", at: timeMonths ?? 0)
    }
    return
      "\(analysis.rawValue) \(name ?? "") \(variable ?? "") \(level ?? "") \(statistic.rawValue) "
      + "\(timeMonths ?? -1)"
  }

  /// What stands at a time of a curve, in words that are the same in every group.
  static func quantity(of statistic: Statistic, in name: String, at month: Double) -> String {
    "\(statistic.rawValue) \(name) \(month)"
  }

  /// The time at which the row counts units; nil where who is counted does not depend on one.
  var moment: String? {
    guard let timeMonths, Self.timed.contains(analysis) else { return nil }
    let isRateAlone = analysis == .sensitivity || analysis == .publishedRanges
    return isRateAlone && statistic != .responderRate ? nil : "\(timeMonths)"
  }

  /// Whether its events are those up to the time of the row.
  var isUpToTau: Bool { analysis == .restrictedMean }

  /// The level of those whose value of a variable is missing.
  static let missingLevel = "\u{0}missing"

  private static let byLevel: Set<Analysis> = [.baseline, .balance, .cox, .comparison, .subgroup]
  /// What a part is, whatever the analysis calls it, with the time where it depends on one.
  static func part(_ name: String, at moment: String?) -> String {
    let name = sameParts[name] ?? name
    return timeless.contains(name) ? name : "\(name) \(moment ?? "")"
  }

  /// What a row that counts a part calls it.
  var partName: String {
    switch statistic {
    case .count: level ?? ""
    case .excluded, .unknown: "\(statistic.rawValue) \(name ?? "")"
    default: statistic.rawValue
    }
  }

  /// The event it counts where several compete; nil where it is the event of the study.
  var cause: String? {
    guard analysis == .competingEvents else { return nil }
    return level == context?.label && name != "treated" ? nil : "\(name ?? "") \(level ?? "any")"
  }

  /// The words for one part in different analyses.
  private static let sameParts = [
    "not seen in the window": "not_seen", "missing": "not_seen", "not seen": "not_seen",
    "hip replaced or patient dead before": "failed", "replaced or dead": "failed",
    "not yet due": "not_due", "missing baseline": "no baseline",
    "unclassed": "no baseline",
    ResponderRate.tooLittle: "below_floor",
  ]
  /// The parts that are the same at every time.
  private static let timeless: Set<String> = ["no baseline", "below_floor"]
  private static let timed: Set<Analysis> = [
    .response, .responseContrast, .responsePooled, .responseTrend, .responseThreshold,
    .omeractOARSI, .scores, .scoreChanges, .structural, .sensitivity, .publishedRanges,
  ]
  private static let byOption: Set<Analysis> = [
    .competingEvents, .sensitivity, .responseThreshold, .publishedRanges,
  ]
  private static let ofTheEvent: Set<Analysis> = [
    .survival, .cox, .unadjustedCox, .comparison, .subgroup, .balance, .restrictedMean, .logRank,
    .proportionalHazards,
  ]
  private static let contrasts: Set<Statistic> = [
    .riskDifference, .riskRatio, .oddsRatio, .clusteredDifference, .restrictedMeanDifference,
    .standardizedEventFree, .standardizedRestrictedMean, .responderDifference, .eventFreeDifference,
  ]
}

extension AnalysisResult.Analysis {
  /// Whether it describes columns of the table in groups.
  var isDescriptive: Bool { self == .baseline || self == .balance }
}
