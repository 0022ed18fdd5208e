import Analyses
import Cohorts
import Documents
import Statistics
import Tables

/// Each model: hazard ratios of every covariate alone and adjusted, what the tests of proportional
/// hazards say, and the curves of its splines; then the arms within subgroups.
struct ModelSection: ReportSection {
  let context: ReportContext
  let models: [(name: String, formula: String)]
  let splines: [SplineFigure]
  let subgroups: SubgroupSection

  init(
    context: ReportContext, models: [(name: String, formula: String)], pictures: ModelPictures
  ) {
    self.context = context
    self.models = models
    splines = pictures.splines.map { SplineFigure(context: context, curve: $0) }
    subgroups = SubgroupSection(context: context)
  }

  var blocks: [Block] {
    let blocks = models.flatMap(blocks)
    guard !blocks.isEmpty else { return [] }
    return [.heading(level: 2, "Models")] + blocks + subgroups.blocks
  }

  var files: [StudyReport.File] { splines.flatMap(\.files) + subgroups.files }

  private func blocks(of model: (name: String, formula: String)) -> [Block] {
    let table = ModelTable(context: context, model: model)
    guard let rows = table.adjusted.first else { return [] }
    var blocks: [Block] = [.heading(level: 3, RichText("Model “\(model.name)”"))]
    if let table = table.block { blocks.append(.table(table)) }
    // Of a model without a ratio there is none to be far from the truth.
    blocks += context.remarks(
      ([rows] + table.adjusted.dropFirst()).flatMap(\.diagnostics)
        .filter { table.hasRatio || $0.code != .fewEvents })
    if !table.hasRatio {
      blocks.append(
        .paragraph(
          "No ratio of this model could be estimated, so its proportional hazards are not tested."))
    } else if let text = ProportionalHazardsText(context: context, model: model.name).text {
      blocks.append(.paragraph(text))
    }
    return blocks + splines.filter { $0.curve.model == model.name }.flatMap(\.blocks)
  }
}

/// What the tests of proportional hazards say of a model.
struct ProportionalHazardsText {
  let context: ReportContext
  let model: String

  /// Whether the model's own tests allow for units of one patient being alike; these do not.
  private var isRobust: Bool {
    context.rows(.cox).contains { $0.name == model && $0.isRobust }
  }

  /// The P value of the test over all covariates where it is below 0.05: `P = 0.03`.
  var doubt: String? {
    let global = context.rows(.proportionalHazards).first { $0.name == model && $0.variable == nil }
    guard let p = global?.pValue, p < 0.05 else { return nil }
    return PValueStyle(numbers: context.numbers).equation(p)
  }

  /// The tests in sentences; nil where there are none.
  var text: RichText? {
    let rows = context.rows(.proportionalHazards).filter { $0.name == model }
    guard let global = rows.first(where: { $0.variable == nil }), let p = global.pValue,
      !p.isNaN
    else { return nil }
    let style = PValueStyle(numbers: context.numbers)
    let terms = rows.filter { $0.variable != nil && !($0.pValue ?? .nan).isNaN }
    func list(_ rows: [AnalysisResult]) -> String {
      rows.map {
        "\(context.termLabel($0.variable ?? "")) \(style.equation($0.pValue ?? .nan))"
      }.joined(separator: "; ")
    }
    let doubtful = terms.filter { ($0.pValue ?? 1) < 0.05 }
    var text =
      "Proportional hazards (score test of each effect against 1 − Kaplan-Meier time): "
      + "over all covariates \(style.equation(p))"
    if terms.count > 1 { text += "; \(list(terms))" }
    text += isRobust ? "; \(context.unitName)s of one patient taken as independent." : "."
    if !doubtful.isEmpty {
      let names = doubtful.map { context.termLabel($0.variable ?? "") }
      let isOne = names.count == 1
      text +=
        " The \(isOne ? "effect" : "effects") of \(names.joined(separator: ", ")) "
        + "\(isOne ? "changes" : "change") over time, so \(isOne ? "its hazard ratio is an average" : "their hazard ratios are averages") "
        + "over follow-up, early and late alike."
    } else if p < 0.05 {
      text +=
        " No single covariate stands out, but together their effects change over time, so the "
        + "hazard ratios are averages over follow-up."
    } else {
      text += " No covariate shows a clear change of its effect over time."
    }
    return RichText(text)
  }
}

extension ReportContext {
  /// What a reader should see for a term of a formula: a column's label, `BMI (spline)`,
  /// `Graft × Disease`.
  func termLabel(_ term: String) -> String {
    if study.units.columns.contains(where: { $0.name == term })
      || study.strata.contains(where: { $0.column == term })
    {
      return label(term)
    }
    if let open = term.firstIndex(of: "("), term.hasSuffix(")"), !term.contains(":") {
      let inside = term[term.index(after: open)...].dropLast().split(separator: ",")
      guard let source = inside.first.map(String.init) else { return term }
      switch term[..<open] {
      case "rcs", "ns": return label(source) + ", as a spline"
      case "poly": return label(source) + ", as a polynomial"
      case "log": return "log " + label(source)
      default: return term
      }
    }
    guard term.contains(":") else { return label(term) }
    return term.split(separator: ":").map { termLabel(String($0)) }.joined(separator: " × ")
  }

  /// The unit a column was declared with; nil where its label says it already.
  func unit(_ column: String) -> String? {
    let unit = study.units.columns.first { $0.name == column }?.declaration.unit
    return unit.flatMap { label(column).contains($0) ? nil : $0 }
  }

  /// The unit a column was declared with, for one of them: `point` for `points`.
  func singleUnit(_ column: String) -> String? {
    let unit = study.units.columns.first { $0.name == column }?.declaration.unit
    return unit.map { $0.hasSuffix("s") && !$0.contains("/") ? String($0.dropLast()) : $0 }
  }
}
