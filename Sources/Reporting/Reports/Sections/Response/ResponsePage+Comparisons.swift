import Analyses
import Cohorts
import Documents
import Statistics

/// What the tables that compare rates begin with and leave out alike.
extension ResponsePage {
  /// The table of some rows; where it would have no line, a sentence that says why.
  func blocks(_ rows: [AnalysisResult], _ table: ([AnalysisResult]) -> TableBlock) -> [Block] {
    guard !rows.isEmpty else { return [] }
    let block = table(rows)
    guard block.rows.isEmpty else { return [.table(block)] }
    let reasons = reasons(for: rows)
    return [
      .paragraph(
        RichText("\(block.title.plainText): nothing to tell, since \(reasons)."))
    ]
  }

  /// The lines of the time points under a heading; those at which nothing can be told are left out,
  /// and the heading with them where none is left.
  func lines(
    _ title: String, of rows: [AnalysisResult],
    _ line: (_ rows: [AnalysisResult], _ month: Double) -> TableRow
  ) -> [TableRow] {
    let lines = plan.response.windows.compactMap { window -> TableRow? in
      let own = rows.filter { $0.timeMonths == window.month }
      return own.contains(where: \.saysHowSure) ? line(own, window.month) : nil
    }
    return lines.isEmpty ? [] : [heading(title)] + lines
  }

  /// Why time points are not in a table; empty where all of them are.
  func leftOut(_ rows: [AnalysisResult]) -> String {
    var left: [AnalysisResult] = []
    for window in plan.response.windows {
      let own = rows.filter { $0.timeMonths == window.month }
      // In the order of the rows: the sentence must not change from run to run.
      var lines: [(group: [String], rows: [AnalysisResult])] = []
      for row in own {
        let group = [row.name ?? ""] + row.stratum.map(\.level)
        if let place = lines.firstIndex(where: { $0.group == group }) {
          lines[place].rows.append(row)
        } else {
          lines.append((group, [row]))
        }
      }
      for line in lines where !line.rows.contains(where: \.saysHowSure) { left += line.rows }
    }
    return left.isEmpty ? "" : " Left out: \(reasons(for: left))."
  }

  /// What a reader must know of a number that compares groups: that many are not known, which of the
  /// strata or classes it uses have no rate of their own, and that it rests on few.
  ///
  /// - Parameters:
  ///   - counts: how many hips are analysed in each of the groups that must not be small.
  ///   - whose: what those groups are, as `in an arm`.
  func remarks(on row: AnalysisResult?, counts: [Count], _ whose: String) -> [RichText] {
    flagsOfContrast(row) + (row?.diagnostics ?? []).map { RichText($0.message) }
      + few(counts, "Fewer than ten hips \(whose): the limits and tests suppose many")
  }

  /// The flag of numbers that rest on fewer than ten, in words that go on.
  func few(_ counts: [Count], _ words: String) -> [RichText] {
    counts.contains(where: \.isFew)
      ? [RichText("\(words), and one more response would change the numbers.")] : []
  }

  /// Why nothing can be compared, time point by time point: `nobody was in clear response at 3
  /// months, 6 months; …`.
  private func reasons(for rows: [AnalysisResult]) -> String {
    var found: [(reason: String, months: [String])] = []
    for window in plan.response.windows {
      let own = rows.filter { $0.timeMonths == window.month }
      for reason in own.map(reason) {
        let month = months(window.month)
        guard let place = found.firstIndex(where: { $0.reason == reason }) else {
          found.append((reason, [month]))
          continue
        }
        if !found[place].months.contains(month) { found[place].months.append(month) }
      }
    }
    return found.map { "\($0.reason) at \($0.months.joined(separator: ", "))" }
      .joined(separator: "; ")
  }

  private func reason(_ row: AnalysisResult) -> String {
    let counts = row.denominators
    if row.value.isHidden || counts.n.isHidden || counts.events?.isHidden ?? true {
      return "the numbers may not be shown"
    }
    if row.isSuppressed { return "the class of more than 40 % of the hips is not known" }
    if counts.events == 0 { return "nobody seen was in clear response" }
    if counts.events == counts.n { return "everybody seen was in clear response" }
    return "the class of more than 40 % of a group is not known, or the hips of each are alike"
  }
}

extension AnalysisResult {
  /// Whether the row has an interval or a test, without which a number says nothing of others.
  fileprivate var saysHowSure: Bool {
    !(pValue ?? .nan).isNaN || interval.map { !$0.lower.isNaN || !$0.upper.isNaN } ?? false
  }
}

extension Count {
  /// Whether it is below ten, as far as it may be told; nobody is not few.
  fileprivate var isFew: Bool {
    switch self {
    case .shown(let number): (1..<FewLeft.few).contains(number)
    case .hidden(.small(let least)): least <= FewLeft.few
    case .hidden(.revealing): false
    }
  }
}

extension [AnalysisResult] {
  /// The first row of a statistic.
  func first(_ statistic: AnalysisResult.Statistic) -> AnalysisResult? {
    first { $0.statistic == statistic }
  }
}
