import Cohorts
import Statistics

/// Which estimates may be told, given which counts may.
///
/// An estimate is hidden where it rests on a hidden count:
///
/// - the smallest and the largest value of a variable, which are those of single units;
/// - a rate whose numerator or denominator is hidden;
/// - an estimate in a group whose number is small, or whose events are hidden;
/// - a contrast or a test between groups one of which has its number or its events hidden;
/// - a probability at a time, where it has changed by fewer than the least count since the time before.
///
/// An estimate in a group whose number is hidden only lest another be worked out is told as the page
/// rounds it where the group holds a hundred or more: shares of two decimals then fit every number near
/// by. In a smaller group it is hidden.
struct EstimateDisclosure {
  /// What becomes of one estimate.
  enum Verdict: Sendable, Hashable {
    case shown
    /// Told with the decimals of the page.
    case rounded
    case hidden(Count.Hidden)
  }

  /// What becomes of each row; a count is told by its cell instead.
  private(set) var verdicts: [Verdict]
  private let ledger: CountLedger
  private let suppression: CountSuppression
  private let study: StudyProtocol
  /// The level other levels of a variable are compared with, by model and variable.
  private let references: [String: String]

  /// The number from which a share of two decimals fits every number near by.
  static let manyUnits = 100

  init(
    _ rows: [AnalysisResult], _ counts: [RowCounts], _ ledger: CountLedger,
    _ suppression: CountSuppression, least: Int, study: StudyProtocol, events: StepEvents
  ) {
    self.ledger = ledger
    self.suppression = suppression
    self.study = study
    references = Dictionary(
      rows.compactMap { row in
        guard row.statistic == .hazardRatio, row.interval == nil, row.value.double == 1,
          let variable = row.variable, let level = row.level
        else { return nil }
        return ("\(row.analysis.rawValue) \(row.name ?? "") \(variable)", level)
      }, uniquingKeysWith: { first, _ in first })
    verdicts = []
    verdicts = zip(rows, counts).map { row, counts in
      counts.value == nil ? verdict(row, counts) : .shown
    }
    hideSlowChanges(rows, counts, least, events)
    hideRepeats(rows, study.comparison?.arms.column)
  }

  private func reason(_ cell: CountLedger.Cell?) -> Count.Hidden? {
    cell.flatMap { suppression.hidden[$0] }
  }

  private func verdict(_ row: AnalysisResult, _ counts: RowCounts) -> Verdict {
    if Self.ofSingleUnits.contains(row.statistic) { return .hidden(.revealing) }
    if Self.constants.contains(row.statistic) || row.value == .state(.infinite) { return .shown }
    if reason(counts.events) != nil { return .hidden(.revealing) }
    if Self.rates.contains(row.statistic) {
      let isOfAll = row.statistic == .lowestRate || row.statistic == .highestRate
      let parts = isOfAll ? [counts.n, counts.treated] : [counts.n]
      return parts.contains { reason($0) != nil } ? .hidden(.revealing) : .shown
    }
    if groups(of: row).contains(where: { $0.contains { reason($0) != nil } }) {
      return .hidden(.revealing)
    }
    switch reason(counts.n) {
    case nil: return .shown
    case .small?: return .hidden(.revealing)
    case .revealing?:
      return ledger.values[counts.n] >= Self.manyUnits ? .rounded : .hidden(.revealing)
    }
  }

  /// The counts of the groups a contrast or a test is between, one list each.
  private func groups(of row: AnalysisResult) -> [[CountLedger.Cell]] {
    let arms = study.comparison?.arms.column
    let candidates =
      [row.variable, row.stratum.first?.variable, row.name]
      + (row.analysis == .comparison || row.analysis == .sensitivity || row.analysis == .overlap
        ? [arms] : [])
    guard row.isContrast || Self.tests.contains(row.statistic) || row.statistic == .hazardRatio,
      let (names, about) = quantities(of: row)
    else { return [] }
    var found: [[CountLedger.Cell]] = []
    for variable in Set(candidates.compactMap { $0 }).sorted() {
      let context = Set(row.stratum.filter { $0.variable != variable })
      let own = row.level.map {
        [$0, reference(row, variable)].compactMap { $0 }
          + row.stratum.filter { $0.variable == variable }.map(\.level)
      }
      for name in names {
        for (group, cell) in ledger.quantities[name + " " + about] ?? [:] {
          // What describes a column rests on its levels in each group.
          guard context.isSubset(of: group),
            group.count == context.count + 1 || row.analysis.isDescriptive,
            let level = group.subtracting(context).first(where: { $0.variable == variable }),
            level.level != AnalysisResult.missingLevel
          else { continue }
          let isLevel = own?.contains(level.level) ?? true
          let known = own.map { levels in
            (ledger.quantities[name + " " + about] ?? [:]).keys.contains {
              $0.contains { $0.variable == variable && levels.contains($0.level) }
            }
          }
          if isLevel || known == false { found.append([cell]) }
        }
      }
    }
    return found
  }

  /// Which counts the groups of a contrast or test are counted by.
  private func quantities(of row: AnalysisResult) -> (names: [String], about: String)? {
    switch row.analysis {
    case .responseContrast, .responsePooled, .responseTrend:
      return response(at: row.timeMonths)
    case .comparison where row.statistic == .responderDifference:
      return response(at: row.timeMonths)
    case .competingEvents: return (["events", "n"], eventOf(row))
    case .baseline: return (["n"], "of the treated")
    case .balance: return (["n"], AnalysisResult.event())
    case .sensitivity where row.statistic != .hazardRatio: return nil
    default: return (["n", "events"], AnalysisResult.event())
    }
  }

  private func response(at month: Double?) -> (names: [String], about: String)? {
    let suffix = "\(month ?? -1)"
    let name = ledger.quantities.keys.filter {
      $0.hasPrefix("events response ") && $0.hasSuffix(" " + suffix)
    }.min()
    return name.map { (["n", "events"], String($0.dropFirst("events ".count))) }
  }

  private func eventOf(_ row: AnalysisResult) -> String {
    "\(row.analysis.rawValue) \(row.name ?? "")  \(row.level ?? "") -1"
  }

  private func reference(_ row: AnalysisResult, _ variable: String) -> String? {
    if variable == study.comparison?.arms.column { return study.comparison?.reference }
    return references["\(row.analysis.rawValue) \(row.name ?? "") \(variable)"]
  }

  /// Hides a probability at a time where fewer events than the least count lie between it and the time
  /// before, or between it and the end.
  private mutating func hideSlowChanges(
    _ rows: [AnalysisResult], _ counts: [RowCounts], _ least: Int, _ events: StepEvents
  ) {
    var series: [String: [Int]] = [:]
    var order: [String] = []
    for place in rows.indices where rows[place].isProbabilityAtTime {
      let row = rows[place]
      let key =
        "\(row.analysis) \(row.stratum) \(row.statistic) \(row.variable ?? "") \(row.level ?? "") "
        + (row.analysis == .competingEvents ? row.name ?? "" : "")
      if series[key] == nil { order.append(key) }
      series[key, default: []].append(place)
    }
    for key in order {
      var kept: [Int] = [0]
      let places = (series[key] ?? []).sorted {
        (rows[$0].timeMonths ?? 0, $0) < (rows[$1].timeMonths ?? 0, $1)
      }
      for place in places {
        guard case .number(let value) = rows[place].value else { continue }
        let n = ledger.values[counts[place].n]
        let share = rows[place].isFreeOfEvent ? 1 - value : value
        let had = events.count(rows[place]) ?? Int((share * Double(n)).rounded())
        let isClose = ([n] + kept).contains { (1..<least).contains(abs($0 - had)) }
        if isClose {
          verdicts[place] = .hidden(.revealing)
        } else if rows[place].statistic != .probabilityInResponse {
          // Being in response comes and goes, so that its changes count nobody.
          kept.append(had)
        }
      }
    }
  }

  /// Hides what tells the same estimate again, and the difference of two of which one is hidden.
  private mutating func hideRepeats(_ rows: [AnalysisResult], _ arms: String?) {
    struct Estimate: Hashable {
      let statistic: AnalysisResult.Statistic
      let stratum: [GroupLevel]
      let value: Double
    }
    func estimate(_ row: AnalysisResult) -> Estimate? {
      guard case .number(let value) = row.value, row.countKind == nil, value != 0, value != 1 else {
        return nil
      }
      return Estimate(statistic: row.statistic, stratum: row.stratum, value: value)
    }
    var hidden: Set<Estimate> = []
    var months: Set<Double> = []
    for (row, verdict) in zip(rows, verdicts) {
      guard case .hidden = verdict, let estimate = estimate(row) else { continue }
      hidden.insert(estimate)
      if row.statistic == .eventFree, row.stratum.first?.variable == arms, let at = row.timeMonths {
        months.insert(at)
      }
    }
    for place in rows.indices {
      let row = rows[place]
      let isRepeat = estimate(row).map(hidden.contains) ?? false
      let isDifference =
        row.statistic == .eventFreeDifference && row.name == CrudeContrast.name
        && months.contains(row.timeMonths ?? -1)
      if isRepeat || isDifference { verdicts[place] = .hidden(.revealing) }
    }
  }

  private static let ofSingleUnits: Set<AnalysisResult.Statistic> = [
    .minimum, .maximum, .knownFrom, .commonSupportFrom, .commonSupportTo,
  ]
  private static let constants: Set<AnalysisResult.Statistic> = [.gate, .strata]
  private static let rates: Set<AnalysisResult.Statistic> = [
    .responderRate, .lowestRate, .highestRate, .clusteredRate, .designEffect, .effectiveSize,
  ]
  private static let tests: Set<AnalysisResult.Statistic> = [
    .chiSquared, .trendChiSquared, .clusteredChiSquared, .changePerClass, .homogeneity,
    .standardizedMeanDifference, .groupTest, .expected, .concordance, .equipoise,
  ]
}

extension AnalysisResult {
  /// Whether the row is a probability that accumulates over time.
  var isProbabilityAtTime: Bool {
    [.eventFree, .cumulativeIncidence, .probabilityInResponse, .onsetProbability].contains(
      statistic)
      || (statistic == .lowerBound || statistic == .upperBound) && timeMonths != nil
  }

  /// Whether it is of those without the event.
  var isFreeOfEvent: Bool {
    statistic == .eventFree || variable == Statistic.eventFree.rawValue
  }
}
