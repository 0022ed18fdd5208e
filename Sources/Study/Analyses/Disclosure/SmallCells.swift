import Cohorts
import Statistics

/// The protocol's `min_cell` on finished results: no count from 1 to one below it is told, nor can be
/// worked out, nor is an estimate that rests on one.
///
/// It is the last step of a run, so that the page, the figures, the tables and the results file all
/// read the same rows and know nothing of it.
struct SmallCells {
  /// The least count that is shown.
  let least: Int
  private let study: StudyProtocol

  /// The rule of a study; nil where the protocol asks for none.
  init?(_ study: StudyProtocol) {
    guard let least = study.minCell, least > 1 else { return nil }
    self.least = least
    self.study = study
  }

  /// The results as their protocol lets them be shown.
  static func applied(to results: StudyResults) -> StudyResults {
    SmallCells(results.study)?.applied(to: results) ?? results
  }

  /// The results as they may be shown.
  func applied(to results: StudyResults) -> StudyResults {
    var ledger = CountLedger()
    let arms = study.comparison?.arms.column
    let counts = results.results.map { RowCounts($0, in: &ledger, arms: arms) }
    let curves = CurveCounts(results, in: &ledger)
    let lines = RowLines(
      results.results, counts, eligibilitySteps: study.eligibility.count)
    lines.enter(in: &ledger)
    let suppression = CountSuppression(ledger, least: least)
    let estimates = EstimateDisclosure(
      results.results, counts, ledger, suppression, least: least, study: study,
      events: StepEvents(results))
    let words = DisclosedWords()
    var shown = results
    shown.results = zip(results.results.indices, counts).map { place, counts in
      self.row(
        results.results[place], counts, suppression, estimates.verdicts[place], words)
    }
    curves.hide(in: &shown, suppression, least: least)
    shown.publishedRanges = shown.publishedRanges.map { $0.told(with: shown.results) }
    shown.sensitivity = shown.sensitivity?.told(words)
    for place in shown.provenance.inputs.indices {
      if let rows = shown.provenance.inputs[place].rows, (1..<least).contains(rows) {
        shown.provenance.inputs[place].rows = nil
      }
    }
    shown.diagnostics = words.told(results.diagnostics)
    return shown
  }

  private func row(
    _ row: AnalysisResult, _ counts: RowCounts, _ suppression: CountSuppression,
    _ verdict: EstimateDisclosure.Verdict, _ words: DisclosedWords
  ) -> AnalysisResult {
    let given = row.denominators
    let concealed = concealment(of: row, counts, suppression, verdict)
    func count(_ cell: CountLedger.Cell?, _ count: Count?) -> Count? {
      guard let cell, let number = count?.number else { return count }
      return concealed.map(Count.hidden) ?? suppression.count(cell, number)
    }
    let denominators = Denominators(
      n: count(counts.n, given.n) ?? given.n, events: count(counts.events, given.events),
      treated: count(counts.treated, given.treated),
      missing: missing(given, counts, suppression),
      accounts: zip(given.accounts, counts.accounts).map {
        .init($0.reason, count($1, $0.count) ?? $0.count, $0.role)
      })
    let diagnostics = words.told(row.diagnostics)
    let method = row.method.map { words.told(method: $0) }
    if let cell = counts.value {
      guard case .hidden(let reason) = suppression.count(cell, 0) else {
        return row.told(row.value, row.interval, row.pValue, method, denominators, diagnostics)
      }
      return row.told(.hidden(reason), nil, nil, method, denominators, diagnostics)
    }
    if row.statistic == .patients {
      let isTold = row.stratum.isEmpty && !denominators.n.isHidden && isFarFrom(row)
      return row.told(
        isTold ? row.value : .hidden(.revealing), nil, nil, method, denominators, diagnostics)
    }
    switch verdict {
    case .shown:
      return row.told(row.value, row.interval, row.pValue, method, denominators, diagnostics)
    case .rounded:
      return row.told(
        row.value.rounded(for: row.unit), row.interval?.mapped { $0.rounded(for: row.unit) },
        row.pValue, method, denominators, diagnostics)
    case .hidden(let reason):
      return row.told(.hidden(reason), nil, nil, method, denominators, diagnostics)
    }
  }
}

extension SmallCells {
  /// Why none of a row's counts is told: those of a contrast are of both groups together and in no sum
  /// of the report, so that they are told all or not at all.
  private func concealment(
    of row: AnalysisResult, _ counts: RowCounts, _ suppression: CountSuppression,
    _ verdict: EstimateDisclosure.Verdict
  ) -> Count.Hidden? {
    guard row.isContrast else { return nil }
    if case .hidden(let reason) = verdict { return reason }
    let cells = [counts.n, counts.events, counts.treated] + counts.accounts
    return cells.contains { $0.map { suppression.hidden[$0] != nil } ?? false } ? .revealing : nil
  }

  /// Those missing in all, where a reader has them anyway: from their reasons, or from who is left.
  private func missing(
    _ given: Denominators, _ counts: RowCounts, _ suppression: CountSuppression
  ) -> Count? {
    guard let missing = given.missing, let number = missing.number, number > 0 else {
      return given.missing
    }
    if number < least { return .hidden(.small(below: least)) }
    let accounts = zip(given.accounts, counts.accounts)
    func areTold(_ role: (Denominators.Account.Role) -> Bool) -> Bool {
      accounts.allSatisfy { !role($0.0.role) || suppression.hidden[$0.1] == nil }
    }
    let isTold = [counts.n, counts.treated].allSatisfy {
      $0.map { suppression.hidden[$0] == nil } ?? false
    }
    return areTold { $0 == .missing } || isTold && areTold { $0 == .notOfTheGroup }
      ? missing : .hidden(.revealing)
  }

  /// Whether so many of the units of a row are second ones of a patient, or none, that their number
  /// may be told.
  private func isFarFrom(_ row: AnalysisResult) -> Bool {
    let second = row.denominators.n.counted - row.value.tally.counted
    return second == 0 || second >= least
  }
}

extension AnalysisResult {
  /// The same number as it may be told.
  fileprivate func told(
    _ value: ResultValue, _ interval: ConfidenceInterval?, _ pValue: Double?, _ method: String?,
    _ denominators: Denominators, _ diagnostics: [Diagnostic]
  ) -> AnalysisResult {
    AnalysisResult(
      analysis, name: name, population: population, stratum: stratum, variable: variable,
      level: analysis == .publishedRanges && value.isHidden ? nil : level, statistic: statistic,
      value: value, interval: interval, pValue: pValue,
      degreesOfFreedom: value.isHidden ? nil : degreesOfFreedom, timeMonths: timeMonths, unit: unit,
      method: method, denominators: denominators, context: context, diagnostics: diagnostics)
  }
}

extension ResultValue {
  /// The value with as many decimals as the page gives it: from a share with all its digits the
  /// number it is of can be worked out.
  fileprivate func rounded(for unit: String?) -> ResultValue {
    if case .number(let value) = self { .number(value.rounded(for: unit)) } else { self }
  }
}

extension Double {
  fileprivate func rounded(for unit: String?) -> Double {
    let scale: Double = unit == "probability" || unit == nil ? 100 : 10
    return (self * scale).rounded() / scale
  }
}
