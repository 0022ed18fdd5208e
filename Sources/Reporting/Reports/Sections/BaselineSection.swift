import Analyses
import Documents

/// The baseline table: each variable overall and by group, with missing counts and standardised
/// differences; no tests.
struct BaselineSection {
  let rows: [AnalysisResult]
  let numbers: NumberStyle
  let label: (String) -> String
  let unit: (String) -> String?
  let population: TableNote?

  /// The groups: everybody, then each level that somebody has; everybody alone where that is one.
  private var strata: [[GroupLevel]] {
    var seen: Set<[GroupLevel]> = []
    let sizes = rows.filter { $0.variable == nil && $0.statistic == .count }
      .filter { seen.insert($0.stratum).inserted }
    let groups = sizes.filter { !$0.stratum.isEmpty && $0.value.double > 0 }.map(\.stratum)
    return sizes.filter(\.stratum.isEmpty).map(\.stratum) + (groups.count > 1 ? groups : [])
  }

  func table(id: String, title: RichText) -> TableBlock {
    let strata = strata
    let hasGroups = strata.count > 1
    let columns =
      [TableColumn(header: "Characteristic")]
      + strata.map { stratum in
        var header = RichText(stratum.first?.level ?? "Everybody")
        header += [.lineBreak]
        header += RichText("n = \(count(stratum))")
        return TableColumn(header: header, alignment: .trailing)
      }
      + (hasGroups
        ? [
          TableColumn(
            header: "SMD", alignment: .trailing,
            footnotes: strata.count > 3
              ? ["The largest between two groups."] : [])
        ] : []) + (hasTests ? [TableColumn(header: "P", alignment: .trailing)] : [])
    return TableBlock(
      id: id, title: title, columns: columns,
      rows: variables.flatMap { body(of: $0, strata, hasGroups) }, notes: notes(hasGroups)
    ).explaining(.none("nobody has a value"))
  }

  private var hasTests: Bool { rows.contains { $0.statistic == .groupTest } }

  /// The p-value of a variable, where tests were asked for.
  private func testCell(_ own: [AnalysisResult]) -> [Cell] {
    guard hasTests else { return [] }
    guard let test = own.first(where: { $0.statistic == .groupTest }) else { return [.empty] }
    return [
      Cell(
        PValueStyle(numbers: numbers).text(test.value.printable),
        footnotes: test.method.map { [RichText($0 + ".")] } ?? [])
    ]
  }

  /// Whether a difference has no end.
  private var hasInfinite: Bool {
    rows.contains {
      $0.statistic == .standardizedMeanDifference && $0.value == .state(.infinite)
    }
  }

  private func notes(_ hasGroups: Bool) -> [TableNote] {
    var notes = [
      TableNote(
        .statistics,
        "Numbers: mean (SD), then median (lower – upper quartile). Categories: n (%), percentages "
          + "of those not missing."),
      TableNote(.missingData, "Missing values are counted and left out of the other statistics."),
    ]
    if hasGroups {
      notes += [
        TableNote(.abbreviations, "SD, standard deviation; SMD, standardised mean difference."),
        TableNote(
          .weighting,
          "SMD: absolute difference over the root mean of the two variances, unweighted; over all "
            + "levels of a category together (Mahalanobis)."
            + (hasInfinite ? " ∞: the groups have no value in common." : "")),
      ]
    }
    if hasTests {
      notes.append(
        TableNote(
          .tests,
          "P is of the rows that have both a group and a value. Nobody was assigned at random, so a "
            + "small P says that the groups differ and a large one does not say that they are alike: "
            + "read the SMD."))
    }
    return notes + (population.map { [$0] } ?? [])
  }

  private var variables: [String] {
    var seen: Set<String> = []
    return rows.compactMap(\.variable).filter { seen.insert($0).inserted }
  }

  private func count(_ stratum: [GroupLevel]) -> String {
    rows.first { $0.variable == nil && $0.statistic == .count && $0.stratum == stratum }
      .map { numbers.text($0.value.tally) } ?? ""
  }

  private func body(of variable: String, _ strata: [[GroupLevel]], _ hasGroups: Bool) -> [TableRow]
  {
    let own = rows.filter { $0.variable == variable }
    let difference = own.first { $0.statistic == .standardizedMeanDifference }
    let smd: [Cell] =
      hasGroups
      ? [Cell(difference.map { $0.value.printable.text(numbers, decimals: 2) } ?? "")] : []
    let tested = smd + testCell(own)
    let name = label(variable) + (unit(variable).map { ", \($0)" } ?? "")
    let levels = self.levels(own)
    var body: [TableRow]
    if levels.isEmpty {
      body = [
        TableRow(cells: [Cell(name)] + strata.map { Cell(mean(own, $0)) } + tested),
        TableRow(cells: [Cell("median")] + strata.map { Cell(median(own, $0)) }, indent: 1),
      ]
    } else {
      body = [TableRow(cells: [Cell(name)] + strata.map { _ in Cell.empty } + tested)]
      body += levels.map { level in
        TableRow(cells: [Cell(level)] + strata.map { Cell(share(own, level, $0)) }, indent: 1)
      }
    }
    let missing = strata.map { value(own, .missing, $0) }
    if missing.contains(where: { ($0?.tally ?? 0) != 0 }) {
      body.append(
        TableRow(
          cells: [Cell("missing")] + missing.map { Cell(numbers.text($0?.tally ?? 0)) },
          indent: 1))
    }
    return body
  }

  private func levels(_ own: [AnalysisResult]) -> [String] {
    var seen: Set<String> = []
    return own.compactMap(\.level).filter { seen.insert($0).inserted }
  }

  private func value(
    _ own: [AnalysisResult], _ statistic: AnalysisResult.Statistic, _ stratum: [GroupLevel]
  ) -> ResultValue? {
    own.first { $0.statistic == statistic && $0.stratum == stratum && $0.level == nil }?.value
  }

  /// Decimals that suit the spread: about three significant digits of the standard deviation.
  private func decimals(_ own: [AnalysisResult]) -> Int {
    let spread = value(own, .standardDeviation, [])?.double ?? .nan
    guard spread.isFinite, spread > 0 else { return 1 }
    return spread >= 10 ? 1 : spread >= 1 ? 1 : spread >= 0.1 ? 2 : 3
  }

  private func mean(_ own: [AnalysisResult], _ stratum: [GroupLevel]) -> String {
    let mean = value(own, .mean, stratum)?.printable ?? .undefined(.missing)
    let spread = value(own, .standardDeviation, stratum)?.printable ?? .undefined(.missing)
    // One value has no spread.
    guard spread != .undefined(.notEstimable) else {
      return mean.text(numbers, decimals: decimals(own))
    }
    return SummaryStyle(numbers: numbers, decimals: decimals(own)).mean(
      mean, standardDeviation: spread)
  }

  private func median(_ own: [AnalysisResult], _ stratum: [GroupLevel]) -> String {
    SummaryStyle(numbers: numbers, decimals: decimals(own)).median(
      value(own, .median, stratum)?.printable ?? .undefined(.missing),
      lowerQuartile: value(own, .lowerQuartile, stratum)?.printable ?? .undefined(.missing),
      upperQuartile: value(own, .upperQuartile, stratum)?.printable ?? .undefined(.missing))
  }

  private func share(_ own: [AnalysisResult], _ level: String, _ stratum: [GroupLevel]) -> String {
    guard
      let row = own.first(where: {
        $0.statistic == .count && $0.level == level && $0.stratum == stratum
      })
    else { return "" }
    let count = row.value.tally
    let style = PercentStyle(numbers: numbers)
    guard let number = count.number, let known = row.denominators.n.number else {
      return numbers.text(count)
    }
    guard known > 0 else { return style.countText(number, of: 0) }
    // One number of decimals throughout the table: what the whole cohort deserves.
    let percent = style.text(
      proportion: Double(number) / Double(known),
      decimals: style.decimals(denominator: rows.first?.denominators.n ?? 0))
    return "\(numbers.text(number)) (\(percent))"
  }
}
