import Analyses
import Cohorts
import Documents
import Statistics

/// How the report was made, in sentences built from what was done: nothing here is written by hand.
struct MethodsSection: ReportSection {
  let study: StudyResults
  let context: ReportContext
  /// What stands on the page before, so that the checklist can say where each item is.
  let before: [Block]

  private var plan: EndpointPlan? { study.study.endpoints }

  var blocks: [Block] {
    [.heading(level: 2, "Methods, conventions and provenance")]
      + [
        design, eligibility, response, loss, lossToFollowUp, confounders, statistics,
        context.smallCounts?.method,
      ].compactMap {
        $0
      }.map(Block.paragraph)
      + StatedMethods(results: study.results, isRounded: context.smallCounts != nil).blocks
      + provenance
      + [
        .heading(level: 3, "STROBE checklist"),
        .table(StrobeChecklist(before, context: context).table),
      ]
  }

  private var design: RichText {
    let units = study.study.units
    let patients: RichText =
      units.patient.flatMap { $0 == units.id ? nil : $0 }.map {
        "; rows of one patient (\(code: $0)) are one cluster wherever they are not independent"
      } ?? ""
    let files =
      plan.map {
        "units from \(units.file), visits from \($0.visits.file)"
          + ($0.events.map { ", events from \($0.file)" } ?? "")
      } ?? "one row per \(context.unitName) from \(units.file)"
    return
      "Cohort of \(study.study.population), without allocation at random: \(files)\(patients). "
      + "Everybody in the files was considered; no size was planned by this program. A month is "
      + "\(context.daysOfMonth) days."
  }

  private var eligibility: RichText? {
    let steps = study.study.eligibility
    guard !steps.isEmpty else { return nil }
    var text: RichText = "Eligibility, in this order: "
    for (place, step) in steps.enumerated() {
      if place > 0 { text += "; " }
      text += "\(step.name) (\(code: step.condition.text))"
    }
    return text + ". A condition that a missing value leaves open is not met."
  }

  private var response: RichText? {
    guard let plan else { return nil }
    let rule = plan.response
    let days = rule.baselineDays
    let windows = rule.windows.map {
      "\(context.plain($0.month)) months (\($0.days.dayWords))"
    }
    let floor =
      rule.floor > 0
      ? "; a deficit at baseline below \(context.plain(rule.floor)) of 100 cannot be classed" : ""
    let late =
      rule.deadlineMonths.map {
        " A first response after \(context.plain($0)) months counts as late."
      } ?? ""
    return
      "Response: \(rule.words), in \(plan.score?.scale.description ?? rule.score). Baseline is "
      + "the \(rule.baseline == .last ? "last score" : "mean of the last two scores") from "
      + "\(days.dayWords)\(floor). Time points: "
      + "\(windows.joined(separator: ", ")). Clear from \(rule.clear.description), partial from "
      + "\(rule.partial.description).\(late) Conflicting scores of one day: "
      + "\(plan.duplicates.words)."
  }

  private var loss: RichText? {
    guard let plan else { return nil }
    let rule = plan.loss
    return "Loss of benefit: \(plan.wordsOfLoss(rule.confirmation)), counted from the "
      + "\(rule.origin == .injection ? "index injection" : "first response"); for methods that need "
      + "a day it is \(plan.wordsOfDating). Intercurrent events: \(plan.wordsOfEvents)."
  }

  /// What is done about those no longer seen.
  private var lossToFollowUp: RichText {
    guard let plan else {
      return
        "Loss to follow-up: those without the event are followed to the time in the table, and "
        + "are taken to be like the others after it, which nobody knows."
    }
    let leaving: RichText =
      plan.records(.withdrawal)
      ? RichText(
        plan.intercurrent.withdrawal == .ignore
          ? " Leaving the study changes nothing by itself." : " Leaving the study counts as loss.")
      : " The files do not record who left the study."
    return RichText(
      "Loss to follow-up: those no longer seen count for the loss of benefit up to their last "
        + "assessment in response, and are taken to be like the others after it, which nobody knows. "
        + "Those not seen in the window of a time point are left out of its rate, and shown beside it."
    ) + leaving
  }

  /// What the comparison of the arms is adjusted for, as the protocol says.
  private var confounders: RichText {
    guard let comparison = study.study.comparison else {
      return "The protocol declares no comparison of arms, and names no confounders."
    }
    let exposure = context.label(comparison.arms.column)
    guard !comparison.adjustFor.isEmpty else {
      return RichText(
        "Exposure: \(exposure), against \(comparison.reference). The protocol names no confounders, "
          + "and so the comparison is not adjusted.")
    }
    return RichText(
      "Exposure: \(exposure), against \(comparison.reference). Confounders named by the protocol: "
        + "\(comparison.adjustFor.map(context.label).joined(separator: ", ")). Which of them a model "
        + "holds stands with its ratios.")
  }

  /// What holds for all numbers, as far as there are such.
  private var statistics: RichText {
    let settings = study.study.survival
    let told = study.results.filter { $0.value.printable.value != nil }
    let tests = told.count { !($0.pValue ?? .nan).isNaN }
    let hasCurves = told.contains { $0.statistic == .eventFree && $0.interval != nil }
    let curves =
      hasCurves ? "; those of survival curves on the scale \(settings.intervalKind.rawValue)" : ""
    let unadjusted =
      tests > 0
      ? " P values are two-sided and not adjusted for their number: "
        + "\(context.count(tests, "test")) among \(context.numbers.text(told.count)) numbers." : ""
    return RichText(
      "Intervals are at \(context.percent(settings.confidenceLevel))\(curves).\(unadjusted) Missing "
        + "values are counted and left out; nothing is imputed.")
  }

  /// Whether any number rests on random ones.
  private var isRandom: Bool {
    study.results.contains {
      $0.value.printable.value != nil && $0.method?.contains("seed") ?? false
    }
  }

  private var provenance: [Block] {
    var blocks: [Block] = [
      .heading(level: 3, "Where the numbers come from"),
      InputsBlock(provenance: study.provenance, numbers: context.numbers).block,
      .paragraph(
        RichText(
          (isRandom ? "Random numbers start from the seed \(study.study.seed). " : "")
            + "The same files give the same report, byte for byte, on any number of processors.")),
    ]
    if let text = study.provenance.protocolText {
      blocks += [
        .heading(level: 3, "The protocol as it was read"), .code(text, language: "yaml"),
      ]
    }
    return blocks
  }
}
