import Analyses
import Cohorts
import Documents

/// The flow of a study as a diagram: the picture, its numbers, and its place on the page.
struct FlowFigure {
  private let study: StudyResults
  private let context: ReportContext
  private let picture = "figures/flow.svg"
  private let data = "figures/flow.csv"

  init(_ study: StudyResults, _ context: ReportContext) {
    self.study = study
    self.context = context
  }

  private var flow: FlowCounts { study.flowCounts }

  /// The result in words, for those who cannot see the picture.
  private var altText: String {
    let total = context.numbers.text(flow.total)
    let out = flow.steps.map { "\($0.name): \(context.numbers.text($0.overall.excluded)) left out" }
    let arms = zip(flow.armNames, flow.armsRemaining).map { "\($0) \(context.numbers.text($1))" }
    return "Rows in the file: \(total); analysed: \(context.numbers.text(flow.remaining))"
      + (arms.isEmpty ? "" : " (\(arms.joined(separator: ", ")))") + ". "
      + out.joined(separator: "; ") + (out.isEmpty ? "" : ".")
  }

  /// Whether the arms are followed side by side, below the step at which they part.
  private var isSplit: Bool { (2...4).contains(flow.armNames.count) && armsStep < flow.steps.count }

  /// The place of the step that asks for an arm.
  private var armsStep: Int { study.study.eligibility.count }

  private var diagram: FlowDiagram {
    let main = isSplit ? flow.steps.prefix(armsStep + 1) : flow.steps[...]
    return FlowDiagram(
      id: "flow", title: "Who was analysed", description: altText,
      start: box("Rows in the file", flow.total),
      steps: main.map { step in
        .init(
          leftOut: box("Left out", step.overall.excluded, lines: reasons(step)),
          remaining: box(step.name, step.overall.remaining))
      },
      arms: isSplit
        ? flow.armNames.indices.map(column)
        : zip(flow.armNames, flow.armsRemaining).map { name, count in
          .init(box: box(name, count, lines: ["analysed"]))
        })
  }

  private func box(_ title: String, _ count: Count, lines: [String] = []) -> FlowDiagram.Box {
    FlowDiagram.Box(
      title: title, count: count.number, lines: lines, hiddenMark: context.numbers.text(count))
  }

  /// An arm from where the arms part: at each step those who go on, and those left out there.
  private func column(_ arm: Int) -> FlowDiagram.Arm {
    let start = flow.steps[armsStep].arms[arm].remaining
    let steps = flow.steps.dropFirst(armsStep + 1).map { step in
      let counts = step.arms[arm]
      var lines = ["left out here: \(context.numbers.text(counts.excluded))"]
      if counts.unknown != 0 {
        lines.append("of these, not known: \(context.numbers.text(counts.unknown))")
      }
      return box(step.name, counts.remaining, lines: lines)
    }
    var boxes = [box(flow.armNames[arm], start)] + steps
    boxes[boxes.count - 1].lines.append("analysed")
    return .init(box: boxes[0], followUp: Array(boxes.dropFirst()))
  }

  /// Who was left out at a step: how many are unknown, and how many of each arm.
  private func reasons(_ step: FlowCounts.Step) -> [String] {
    guard step.overall.excluded != 0 else { return [] }
    // Those in question are in an arm too, so their line stands apart, after the sum.
    let unknown =
      step.overall.unknown != 0
      ? ["of these, not known: \(context.numbers.text(step.overall.unknown))"] : []
    guard !flow.armNames.isEmpty else { return unknown }
    let arms = zip(flow.armNames, step.arms).map { "\($0): \(context.numbers.text($1.excluded))" }
    let outside = step.outsideArms.excluded
    return arms + (outside != 0 ? ["in no arm: \(context.numbers.text(outside))"] : []) + unknown
  }

  /// The counts at each step, overall, in each arm and, where there are arms, outside them.
  private var counts: CSVTable {
    func rows(
      _ step: String, _ counts: FlowCounts.Counts, _ arms: [FlowCounts.Counts],
      _ outside: FlowCounts.Counts
    ) -> [[CSVValue]] {
      var parts: [(CSVValue, FlowCounts.Counts)] = [(.missing, counts)]
      parts += zip(flow.armNames, arms).map { (.text($0), $1) }
      if !flow.armNames.isEmpty { parts.append(("in no arm", outside)) }
      return parts.map { arm, counts in
        [
          .text(step), arm, .optional(counts.excluded.number), .optional(counts.unknown.number),
          .optional(counts.remaining.number),
        ]
      }
    }
    func all(_ count: Count) -> FlowCounts.Counts {
      .init(excluded: 0, unknown: 0, remaining: count)
    }
    return CSVTable(
      header: ["step", "arm", "left_out", "unknown", "remaining"],
      rows: rows(
        "Rows in the file", all(flow.total), flow.armTotals.map(all), all(flow.totalOutsideArms))
        + flow.steps.flatMap { rows($0.name, $0.overall, $0.arms, $0.outsideArms) })
  }

  /// The figure on the page.
  var block: Block {
    .figure(
      FigureBlock(
        id: "fig-flow", title: "Flow of the study", path: picture, altText: altText,
        caption: RichText(
          "Each box holds those who met the condition it names; beside the arrow, or below the count, "
            + "stand those left out there. Population: \(study.study.population)."),
        dataPath: data))
  }

  /// The picture and its numbers.
  var files: [StudyReport.File] {
    let style = SVGStyle(width: 640, numbers: context.numbers)
    return [
      .init(path: picture, text: FlowDiagramRenderer(style: style).render(diagram)),
      .init(path: data, text: CSVRenderer().render(counts)),
    ]
  }
}
