import Analyses
import Cohorts
import Documents
import Statistics

/// The table of one model: for each covariate units and events, the ratio of the covariate alone, and
/// the ratio adjusted for the others.
struct ModelTable {
  let context: ReportContext
  let model: (name: String, formula: String)
  /// The rows of the adjusted model.
  let adjusted: [AnalysisResult]
  /// Those of each covariate alone.
  private let alone: [AnalysisResult]

  init(context: ReportContext, model: (name: String, formula: String)) {
    self.context = context
    self.model = model
    adjusted = context.rows(.cox).filter { $0.name == model.name }
    alone = context.rows(.unadjustedCox).filter { $0.name == model.name }
  }

  /// Whether any adjusted ratio has a number.
  var hasRatio: Bool {
    adjusted.contains {
      !$0.isReference && $0.statistic == .hazardRatio && !$0.value.double.isNaN
        || $0.statistic == .chiSquared && !($0.pValue ?? .nan).isNaN
    }
  }

  /// The table; nil where the model could not be fitted.
  var block: TableBlock? {
    let effects = adjusted.filter {
      ($0.statistic == .hazardRatio && $0.variable != nil)
        || ($0.statistic == .chiSquared && $0.level == "association")
    }
    guard let first = effects.first else { return nil }
    var body: [TableRow] = []
    var open: String?
    for row in effects {
      let variable = row.variable ?? ""
      let counterpart = alone.first {
        $0.variable == variable && $0.level == row.level && $0.statistic == row.statistic
      }
      let numbers =
        sizes(of: row) + (alone.isEmpty ? [] : cells(counterpart)) + cells(row)
      guard row.statistic == .hazardRatio, let level = row.level else {
        open = nil
        body.append(TableRow(cells: [Cell(name(of: variable))] + numbers))
        continue
      }
      if open != variable {
        open = variable
        body.append(TableRow(cells: [Cell(context.termLabel(variable))]))
      }
      body.append(TableRow(cells: [Cell(level)] + numbers, indent: 1))
    }
    let outcome = context.study.outcome.context.label
    return TableBlock(
      id: "tbl-model-\(model.name)",
      title: RichText(
        "Hazard ratios of \(outcome), model “\(model.name)”: \(context.units(first.denominators.n)), "
          + "\(context.count(first.denominators.events ?? 0, "event"))"),
      columns: columns, rows: body, notes: notes(effects))
  }

  private var columns: [TableColumn] {
    let ratio = "hazard ratio (\(context.level) CI)"
    let pairs =
      alone.isEmpty
      ? ["Hazard ratio (\(context.level) CI)", "P"]
      : ["Unadjusted \(ratio)", "P", "Adjusted \(ratio)", "P"]
    return [TableColumn(header: "Covariate")]
      + (["n", "Events"] + pairs).map { TableColumn(header: RichText($0), alignment: .trailing) }
  }

  /// Units and events: of the level, or of the model.
  private func sizes(of row: AnalysisResult) -> [Cell] {
    let level = row.level.flatMap { level in
      adjusted.first {
        $0.statistic == .events && $0.variable == row.variable && $0.level == level
      }
    }
    let isLevel = row.statistic == .hazardRatio && row.level != nil
    guard let counts = isLevel ? level?.denominators : row.denominators else { return ["", ""] }
    return [Cell(context.numbers.text(counts.n)), Cell(context.numbers.text(counts.events ?? 0))]
  }

  /// A ratio with its interval, and its P.
  private func cells(_ row: AnalysisResult?) -> [Cell] {
    guard let row else { return ["", ""] }
    let p = Cell(context.pValue(of: row))
    if row.statistic == .chiSquared {
      if row.isOfTooFewEvents { return ["too few events", ""] }
      return [Cell(row.value.printable.value == nil ? "not estimable" : "curve"), p]
    }
    if row.isReference { return ["1 (reference)", ""] }
    return [Cell(context.ratio(row)), row.interval == nil ? "" : p]
  }

  /// The name of a number with the unit a ratio is per.
  private func name(of variable: String) -> String {
    context.termLabel(variable) + (context.singleUnit(variable).map { ", per \($0)" } ?? "")
  }

  private func notes(_ effects: [AnalysisResult]) -> [TableNote] {
    var method =
      "Cox model \(code: model.formula), Efron's method for ties; ratios of numbers are per unit. "
      as RichText
    if !alone.isEmpty {
      method +=
        "Unadjusted: one covariate at a time, on the same \(context.unitName)s as the adjusted model. "
    }
    if effects.contains(where: \.isRobust) {
      method +=
        "Intervals and tests allow for \(context.unitName)s of one patient being alike (robust variance)."
      method += RichText(context.robustNote(effects + alone) + " ")
    }
    let curves = effects.filter { $0.statistic == .chiSquared }
    if !curves.isEmpty {
      method += "A covariate that enters as a curve has one test of all its columns"
      method += curves.contains { $0.pValue != nil } ? "; its ratios stand below. " : ". "
    }
    method +=
      "Above 1 the event comes sooner. These are associations: nobody was assigned at random."
    return [
      TableNote(.abbreviations, "CI, confidence interval."), TableNote(.statistics, method),
      context.outcomeNote, context.atRiskNote,
    ]
  }
}
