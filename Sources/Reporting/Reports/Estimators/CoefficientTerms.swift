import Analyses
import Documents
import Glibc
import Statistics

/// The coefficients of a model, in the three forms.
struct CoefficientTerms {
  let columns: [Design.Column]
  let estimates: [Estimate]
  let measure: EffectMeasure
  /// The model-based standard errors, where `estimates` uses robust ones.
  let modelStandardErrors: [Double]?
  /// What a model tells of its coefficients beside the Wald tests; empty, or one for each.
  let additions: [CoefficientAddition]

  init(
    _ model: some StatisticalModel, columns: [Design.Column], level: Double,
    modelStandardErrors: [Double]? = nil, additions: [CoefficientAddition] = []
  ) {
    self.columns = columns
    self.additions = additions
    let estimates = model.coefficientTable(level: level)
    self.estimates = estimates.indices.map { index in
      let interval = additions.isEmpty ? nil : additions[index].interval
      return interval.map { estimates[index].replacing(interval: $0) } ?? estimates[index]
    }
    measure = model.effectMeasure
    self.modelStandardErrors = modelStandardErrors
  }

  /// The name of the exponential of a coefficient in the JSON.
  var ratioKey: String? {
    switch measure {
    case .oddsRatio: "odds_ratio"
    case .rateRatio: "rate_ratio"
    case .meanRatio: "mean_ratio"
    case .hazardRatio: "hazard_ratio"
    case .subdistributionHazardRatio: "subdistribution_hazard_ratio"
    case .timeRatio: "time_ratio"
    case .meanDifference, .linkDifference: nil
    }
  }

  /// The name of the effect in a table's header.
  var ratioTitle: String? {
    ratioKey.map { $0.prefix(1).uppercased() + $0.dropFirst().replacing("_", with: " ") }
  }

  private static func isIntercept(_ estimate: Estimate) -> Bool { estimate.name == "(Intercept)" }

  /// The P value of the page.
  func pValue(_ index: Int) -> Double {
    (additions.isEmpty ? nil : additions[index].pValue) ?? estimates[index].test.pValue
  }

  /// One object per coefficient, with the keys of broom.
  var json: JSONValue {
    .array(
      estimates.indices.map { index in
        let estimate = estimates[index]
        let column = columns[index]
        var members: [JSONValue.Member] = [
          .init("term", .string(estimate.name)), .init("variable", .string(column.variable)),
          .init("level", .optional(column.level)), .init("estimate", .number(estimate.value)),
          .init(
            "std_error",
            .number(modelStandardErrors?[index] ?? estimate.standardError)),
        ]
        if modelStandardErrors != nil {
          members.append(.init("robust_std_error", .number(estimate.standardError)))
        } else if measure == .hazardRatio || measure == .timeRatio {
          members.append(.init("robust_std_error", .null))
        }
        members += [
          .init("statistic", .number(estimate.test.statistic)),
          .init("p_value", .number(estimate.test.pValue)),
          .init("conf_low", .number(estimate.interval.lower)),
          .init("conf_high", .number(estimate.interval.upper)),
        ]
        if let key = ratioKey {
          let ratio = estimate.interval.mapped { exp($0) }
          members += [
            .init(key, .number(exp(estimate.value))),
            .init(key + "_low", .number(ratio.lower)), .init(key + "_high", .number(ratio.upper)),
          ]
        }
        return .object(members + (additions.isEmpty ? [] : additions[index].members))
      })
  }

  /// One row per coefficient.
  var csv: CSVTable {
    let header =
      ["term", "estimate", "std_error"] + (modelStandardErrors == nil ? [] : ["robust_std_error"])
      + ["statistic", "p_value", "conf_low", "conf_high"]
      + (ratioKey.map { [$0, $0 + "_low", $0 + "_high"] } ?? [])
    let rows = estimates.indices.map { index -> [CSVValue] in
      let estimate = estimates[index]
      var row: [CSVValue] = [.text(estimate.name), .number(estimate.value)]
      if let model = modelStandardErrors { row.append(.number(model[index])) }
      row += [
        .number(estimate.standardError), .number(estimate.test.statistic),
        .number(estimate.test.pValue), .number(estimate.interval.lower),
        .number(estimate.interval.upper),
      ]
      if ratioKey != nil {
        row += [estimate.value, estimate.interval.lower, estimate.interval.upper].map {
          .number(exp($0))
        }
      }
      return row
    }
    return CSVTable(header: header, rows: rows)
  }

  /// The table of the page: coefficient, standard error, ratio with its interval, p.
  func table(id: String, title: RichText, notes: [TableNote]) -> Block {
    let level = estimates.first.map { Self.percent($0.interval.level) } ?? ""
    var headers = [
      "Estimate", modelStandardErrors == nil ? "SE" : "Robust SE",
      "\(ratioTitle ?? "Estimate") (\(level) CI)", "P",
    ]
    // Without a ratio the interval stands beside the estimate itself, which is not printed twice.
    if ratioKey == nil { headers.removeFirst() }
    let columns =
      [TableColumn(header: "Term")]
      + headers.map { TableColumn(header: RichText($0), alignment: .trailing) }
    let rows = estimates.indices.map { index -> TableRow in
      let estimate = estimates[index]
      let value = PrintableValue(estimate.value, otherwise: .notEstimable)
      let interval = estimate.interval
      let effect: String
      if ratioKey != nil {
        let ratio = interval.mapped { exp($0) }
        effect =
          Self.isIntercept(estimate)
          ? "" : RatioStyle().text(exp(estimate.value), ratio.lower, ratio.upper)
      } else {
        effect =
          estimate.value.isNaN
          ? "not estimable"
          : "\(Self.significant(estimate.value)) "
            + "(\(Self.significant(interval.lower)) to \(Self.significant(interval.upper)))"
      }
      let coefficient = Cell(value.value.map(Self.significant) ?? "not estimable")
      return TableRow(
        cells: [Cell(estimate.name)] + (ratioKey == nil ? [] : [coefficient]) + [
          Cell(Self.significant(estimate.standardError)), Cell(effect),
          Cell(PValueStyle().text(PrintableValue(pValue(index)))),
        ])
    }
    return .table(TableBlock(id: id, title: title, columns: columns, rows: rows, notes: notes))
  }

  /// Four significant digits and every digit before the point, or the sign of what is undefined.
  static func significant(_ value: Double) -> String {
    if abs(value) >= 1e4 && abs(value) < 1e15 { return NumberStyle.point.text(value, decimals: 0) }
    return value.isFinite
      ? NumberStyle.point.text(value, significant: 4) : PrintableValue(value).text(decimals: 0)
  }

  /// A whole number as it is, any other with four significant digits.
  static func plain(_ value: Double) -> String {
    Int(exactly: value).map { NumberStyle.point.text($0) } ?? significant(value)
  }

  /// A confidence level as a percentage: `95%`, `99.9%`.
  static func percent(_ level: Double) -> String {
    NumberStyle.point.percentage(level)
  }
}

extension Rendition {
  /// A regression in the three forms: its table of coefficients, and a sentence on the fit.
  init(
    _ heading: EstimatorHeading, members: [JSONValue.Member], terms: CoefficientTerms,
    table other: Block? = nil, fit: String
  ) {
    let table =
      other
      ?? terms.table(
        id: "tbl-coefficients", title: "Coefficients",
        notes: [TableNote(.abbreviations, "SE, standard error; CI, confidence interval.")])
    self.init(
      json: .object(heading.members + members),
      document: Document(
        blocks: heading.opening + [table, .paragraph(RichText(fit))] + heading.closing),
      table: terms.csv, diagnostics: heading.facts.diagnostics)
  }
}
