import Cohorts

/// The sums and nests between the counts of several rows, found from the rows themselves.
struct RowLines {
  private let rows: [(row: AnalysisResult, counts: RowCounts)]
  /// The steps of the flow up to eligibility; those after it are the reasons of the durations.
  private let eligibilitySteps: Int

  init(_ rows: [AnalysisResult], _ counts: [RowCounts], eligibilitySteps: Int) {
    self.eligibilitySteps = eligibilitySteps
    self.rows = Array(zip(rows, counts))
  }

  /// Enters them in the ledger.
  func enter(in ledger: inout CountLedger) {
    flow(&ledger)
    descriptions(&ledger)
    levels(&ledger)
    causes(&ledger)
    timesAtRisk(&ledger)
    alternatives(&ledger)
    parts(&ledger)
    responses(&ledger)
    ledger.sumOverLevels()
  }

  /// The rows in the order of their first, by what they share.
  private func grouped(
    _ key: (AnalysisResult) -> String?
  ) -> [[(row: AnalysisResult, counts: RowCounts)]] {
    var places: [String: Int] = [:]
    var groups: [[(row: AnalysisResult, counts: RowCounts)]] = []
    for entry in rows {
      guard let key = key(entry.row) else { continue }
      if let place = places[key] {
        groups[place].append(entry)
      } else {
        places[key] = groups.count
        groups.append([entry])
      }
    }
    return groups
  }

  /// Each step of the flow leaves what it does not leave out.
  private func flow(_ ledger: inout CountLedger) {
    for steps in grouped({ $0.analysis == .population ? "\($0.stratum)" : nil }) {
      if steps[0].row.stratum.isEmpty, let all = steps[0].counts.value { ledger.pin(all) }
      var nest: [CountLedger.Cell] = []
      var (excluded, unknown): (CountLedger.Cell?, CountLedger.Cell?)
      for step in steps {
        guard let cell = step.counts.value else { continue }
        switch step.row.statistic {
        case .excluded: excluded = cell
        case .unknown: unknown = cell
        default:
          if let excluded, let last = nest.last {
            ledger.sum(last, of: [excluded, cell])
            if let unknown { ledger.sum(excluded, of: [unknown]) }
          }
          nest.append(cell)
        }
      }
      let out = steps.filter { $0.row.statistic == .excluded }.compactMap(\.counts.value)
      let duration = rows.first {
        $0.row.analysis == .survival && $0.row.stratum == steps[0].row.stratum
      }
      for cell in out.dropFirst(eligibilitySteps) {
        for account in duration?.counts.accounts ?? []
        where ledger.values[account] == ledger.values[cell] {
          ledger.sum(cell, of: [account])
        }
      }
      // The number analysed is worth more than those on the way to it.
      if let last = nest.popLast() { nest.insert(last, at: min(1, nest.count)) }
      ledger.nest(nest)
    }
  }

  /// A variable is known or missing, and known to be one of its levels.
  private func descriptions(_ ledger: inout CountLedger) {
    let key: (AnalysisResult) -> String? = {
      $0.analysis.isDescriptive && $0.variable != nil && $0.statistic != .standardizedMeanDifference
        ? "\($0.analysis) \($0.stratum) \($0.variable ?? "")" : nil
    }
    for own in grouped(key) {
      let missing = own.first { $0.row.statistic == .missing }
      guard let missing, let absent = missing.counts.value,
        let known = own.first(where: { $0.row.statistic != .missing })?.counts.n
      else { continue }
      ledger.sum(missing.counts.n, of: [known, absent])
      ledger.sum(known, of: own.filter { $0.row.statistic == .count }.compactMap(\.counts.value))
    }
  }

  /// Classes that make up those they are of: of response, of endings, of who was seen.
  private func levels(_ ledger: inout CountLedger) {
    let key: (AnalysisResult) -> String? = {
      $0.countKind != nil && $0.countedGroup == nil && $0.analysis != .population
        ? "\($0.analysis) \($0.name ?? "") \($0.stratum) \($0.variable ?? "") \($0.timeMonths ?? -1)"
        : nil
    }
    for own in grouped(key) {
      let classes = own.filter { $0.row.statistic == .count && $0.row.countKind != .size }
      let cells = classes.compactMap { entry in
        entry.row.level == "below_floor" || entry.row.level == "ended_before_response"
          ? nil : entry.counts.value
      }
      if let whole = classes.first?.counts.n { exactSum(whole, cells, &ledger) }
      let seen = own.filter { $0.row.analysis == .scores }
      if let treated = seen.first?.counts.treated {
        exactSum(treated, seen.compactMap(\.counts.value), &ledger)
      }
    }
    for rate in rows where rate.row.statistic == .responderRate && !rate.row.isContrast {
      let own = rows.filter {
        $0.row.analysis == rate.row.analysis && $0.row.statistic == .count
          && $0.row.name == rate.row.name && $0.row.stratum == rate.row.stratum
          && $0.row.timeMonths == rate.row.timeMonths
      }
      func cells(_ levels: [String]) -> [CountLedger.Cell] {
        own.filter { levels.contains($0.row.level ?? "") }.compactMap(\.counts.value)
      }
      exactSum(rate.counts.n, cells(["clear", "partial", "none", "failed"]), &ledger)
      if let treated = rate.counts.treated, rate.row.analysis == .response {
        exactSum(treated, [rate.counts.n] + cells(["unclassed", "missing"]), &ledger)
      }
      let noBaseline = Self.noBaseline(rate)
      if let unclassed = cells(["unclassed"]).first {
        exactSum(unclassed, cells(["below_floor"]) + [noBaseline].compactMap { $0 }, &ledger)
      }
    }
  }

  /// Those of a row who have no baseline.
  private static func noBaseline(
    _ entry: (row: AnalysisResult, counts: RowCounts)
  ) -> CountLedger.Cell? {
    zip(entry.row.denominators.accounts, entry.counts.accounts)
      .first { $0.0.reason == "no baseline" }?.1
  }

  private func exactSum(
    _ whole: CountLedger.Cell, _ parts: [CountLedger.Cell], _ ledger: inout CountLedger
  ) {
    guard ledger.values[whole] == parts.reduce(0, { $0 + ledger.values[$1] }) else { return }
    ledger.sum(whole, of: parts)
  }

  /// Competing events add up to those who had any, and those with none to the rest.
  private func causes(_ ledger: inout CountLedger) {
    let key: (AnalysisResult) -> String? = {
      $0.analysis == .competingEvents ? "\($0.name ?? "") \($0.stratum)" : nil
    }
    for own in grouped(key) {
      let causes = own.filter { $0.row.statistic == .events }
      let cells = causes.compactMap(\.counts.value)
      if let n = causes.first?.counts.n { ledger.sum(n, of: cells) }
      if let any = own.first(where: { $0.row.statistic == .atRisk })?.counts.events {
        exactSum(any, cells, &ledger)
      }
    }
  }

  /// Who is at risk was at risk before.
  private func timesAtRisk(_ ledger: inout CountLedger) {
    let key: (AnalysisResult) -> String? = {
      $0.statistic == .atRisk ? "\($0.analysis) \($0.name ?? "") \($0.stratum)" : nil
    }
    for own in grouped(key) {
      let later = own.sorted { ($0.row.timeMonths ?? 0) < ($1.row.timeMonths ?? 0) }
      ledger.nest([own[0].counts.n] + later.compactMap(\.counts.value))
    }
  }

  /// Other choices count nearly the same units: the thresholds of response, the sensitivity analyses.
  private func alternatives(_ ledger: inout CountLedger) {
    let key: (AnalysisResult) -> String? = {
      $0.analysis == .responseThreshold || $0.analysis == .sensitivity
        ? "\($0.analysis) \($0.statistic) \($0.stratum) \($0.timeMonths ?? -1)" : nil
    }
    for own in grouped(key) {
      guard
        let base = own.first(where: { $0.row.level == SensitivityResults.preSpecified })?.counts
          ?? own.first?.counts
      else { continue }
      ledger.nest([base.events].compactMap { $0 } + own.compactMap(\.counts.events))
      for other in own { ledger.nest([base.n, other.counts.n]) }
    }
  }

  /// What differs from the number of responses told by few: those whose change of score is told, by
  /// those who failed; those of whom no response can be told, by those who were never assessed.
  private func responses(_ ledger: inout CountLedger) {
    for rate in rows
    where rate.row.analysis == .response && rate.row.statistic == .responderRate
      && !rate.row.isContrast
    {
      for other in rows where other.row.stratum == rate.row.stratum {
        if other.row.analysis == .scoreChanges, other.row.statistic == .meanChange,
          other.row.timeMonths == rate.row.timeMonths,
          other.row.context?.instrument == rate.row.context?.instrument
        {
          ledger.nest([rate.counts.n, other.counts.n])
        }
        if other.row.analysis == .responseStatus, other.row.level == "indeterminate",
          let untold = other.counts.value, let noBaseline = Self.noBaseline(rate)
        {
          ledger.nest([noBaseline, untold])
        }
      }
    }
  }

  /// What rests on part of the units or events of the group's own analysis.
  private func parts(_ ledger: inout CountLedger) {
    let whole = (
      n: ledger.quantities["n " + AnalysisResult.event()] ?? [:],
      events: ledger.quantities["events " + AnalysisResult.event()] ?? [:]
    )
    for entry in rows {
      let group = Set(entry.row.countedGroup ?? entry.row.stratum)
      if entry.row.isUpToTau, !entry.row.isContrast, let all = whole.events[group],
        let events = entry.counts.events
      {
        ledger.nest([all, events])
      }
      if entry.row.analysis == .analysed, entry.row.name?.hasPrefix("Model") ?? false,
        let all = whole.n[group], let value = entry.counts.value
      {
        ledger.nest([all, value])
      }
    }
  }
}
