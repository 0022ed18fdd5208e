import Analyses
import Documents
import Statistics
import Survival

/// What was made of a Cox model at the reader's request: standardised curves and their contrasts.
struct CoxFindingsPages {
  let analysis: CoxAnalysis
  let level: Double

  private var standardisations: [CoxStandardisation] { analysis.findings.standardisations }

  /// An estimate with its limits at one place of one level.
  private struct Line {
    let variable: String
    let level: String
    let place: JSONValue.Member
    let isMean: Bool
    let time: Double
    let estimate: Double
    let error: Double
    let limits: ConfidenceInterval
  }

  private func lines(_ standardised: CoxStandardisation, level index: Int) -> [Line] {
    readings(standardised.result).map { reading in
      let estimate = reading.estimates[index]
      let error = reading.standardErrors[index]
      let limits: ConfidenceInterval
      let place: JSONValue.Member
      let (time, isMean): (Double, Bool)
      switch reading.quantity {
      case .survival(let at):
        (time, isMean) = (at, false)
        place = .init("time", .number(time))
        limits = analysis.options.requests.interval.interval(
          survival: estimate, standardError: error, level: level)
      case .restrictedMean(let tau):
        (time, isMean) = (tau, true)
        place = .init("tau", .number(tau))
        limits = reading.symmetricInterval(of: index, level: level)
      }
      return Line(
        variable: standardised.variable, level: standardised.levels[index], place: place,
        isMean: isMean, time: time, estimate: estimate, error: error, limits: limits)
    }
  }

  private func readings(_ result: StandardisedSurvival) -> [StandardisedSurvival.Reading] {
    result.survival + (result.restrictedMean.map { [$0] } ?? [])
  }

  /// The contrasts of one pair, in order of place and measure.
  private func contrasts(
    _ standardised: CoxStandardisation, _ pair: (a: Int, b: Int)
  ) -> [(reading: StandardisedSurvival.Reading, contrast: StandardisedContrast)] {
    readings(standardised.result).flatMap { reading in
      var measures: [StandardisedContrast.Measure] = [.difference, .ratio]
      if case .survival = reading.quantity { measures.append(.riskRatio) }
      return measures.map { (reading, reading.contrast(pair.a, pair.b, $0, level: level)) }
    }
  }

  var members: [JSONValue.Member] {
    guard !standardisations.isEmpty else { return [] }
    return [
      .init(
        "standardised",
        .array(
          standardisations.flatMap { standardised in
            standardised.levels.indices.map { json(standardised, level: $0) }
          })),
      .init(
        "standardised_contrasts",
        .array(
          standardisations.flatMap { standardised in
            standardised.pairs.flatMap { pair in
              contrasts(standardised, pair).map { json(standardised, pair, $0, $1) }
            }
          })),
    ]
  }

  private func json(_ standardised: CoxStandardisation, level index: Int) -> JSONValue {
    let lines = lines(standardised, level: index)
    func json(_ line: Line) -> JSONValue {
      .object([
        line.place, .init("estimate", .number(line.estimate)),
        .init("std_error", .number(line.error)), .init("conf_low", .number(line.limits.lower)),
        .init("conf_high", .number(line.limits.upper)),
      ])
    }
    var members: [JSONValue.Member] = [
      .init("variable", .string(standardised.variable)),
      .init("level", .string(standardised.levels[index])),
      .init("at_times", .array(lines.filter { !$0.isMean }.map(json))),
    ]
    if let mean = lines.first(where: \.isMean) { members.append(.init("rmst", json(mean))) }
    return .object(members)
  }

  private func json(
    _ standardised: CoxStandardisation, _ pair: (a: Int, b: Int),
    _ reading: StandardisedSurvival.Reading, _ contrast: StandardisedContrast
  ) -> JSONValue {
    let place: JSONValue.Member =
      switch reading.quantity {
      case .survival(let time): .init("time", .number(time))
      case .restrictedMean(let tau): .init("tau", .number(tau))
      }
    return .object([
      .init("variable", .string(standardised.variable)),
      .init("a", .string(standardised.levels[pair.a])),
      .init("b", .string(standardised.levels[pair.b])),
      .init("measure", .string(contrast.measure.rawValue)), place,
      .init("estimate", .number(contrast.estimate)),
      .init("std_error", .number(contrast.standardError)),
      .init("conf_low", .number(contrast.interval.lower)),
      .init("conf_high", .number(contrast.interval.upper)),
      .init("p_value", .number(contrast.pValue)),
    ])
  }

  var blocks: [Block] {
    standardisations.flatMap { standardised -> [Block] in
      [.table(table(standardised))]
        + (standardised.pairs.isEmpty ? [] : [.table(contrastTable(standardised))])
    }
  }

  private func text(_ estimate: Double, _ limits: ConfidenceInterval) -> String {
    estimate.isNaN
      ? "NE" : IntervalStyle(decimals: 3).text(estimate, limits.lower, limits.upper)
  }

  private func place(_ isMean: Bool, _ time: Double) -> String {
    (isMean ? "mean to " : "") + CoefficientTerms.plain(time)
  }

  private func table(_ standardised: CoxStandardisation) -> TableBlock {
    TableBlock(
      id: "tbl-standardised-\(standardised.variable)",
      title: RichText("Standardised event-free probability by \(standardised.variable)"),
      columns: [
        TableColumn(header: RichText(standardised.variable)),
        TableColumn(header: "Time", alignment: .trailing),
        TableColumn(header: "Event-free, or mean time (CI)", alignment: .trailing),
      ],
      rows: standardised.levels.indices.flatMap { index in
        lines(standardised, level: index).map { line in
          TableRow(cells: [
            Cell(line.level), Cell(place(line.isMean, line.time)),
            Cell(text(line.estimate, line.limits)),
          ])
        }
      },
      notes: [
        TableNote(
          .statistics,
          "What the model expects had everybody this level, all other covariates as they are; "
            + "\"mean to\" is the mean time free of the event up to then.")
      ])
  }

  private func contrastTable(_ standardised: CoxStandardisation) -> TableBlock {
    TableBlock(
      id: "tbl-standardised-contrasts-\(standardised.variable)",
      title: RichText("Standardised comparisons by \(standardised.variable)"),
      columns: [
        TableColumn(header: "Comparison"), TableColumn(header: "Time", alignment: .trailing),
        TableColumn(header: "Measure"), TableColumn(header: "Estimate (CI)", alignment: .trailing),
        TableColumn(header: "P", alignment: .trailing),
      ],
      rows: standardised.pairs.flatMap { pair in
        contrasts(standardised, pair).map { reading, contrast in
          let (time, isMean): (Double, Bool) =
            switch reading.quantity {
            case .survival(let time): (time, false)
            case .restrictedMean(let tau): (tau, true)
            }
          return TableRow(cells: [
            Cell("\(standardised.levels[pair.a]) against \(standardised.levels[pair.b])"),
            Cell(place(isMean, time)),
            Cell(contrast.measure.rawValue.replacing("_", with: " ")),
            Cell(text(contrast.estimate, contrast.interval)),
            Cell(PValueStyle().text(PrintableValue(contrast.pValue))),
          ])
        }
      })
  }
}
