import Analyses
import Cohorts
import Documents
import Statistics

/// What stands under every report: what the numbers cannot tell, whatever they are.
///
/// Rule H9 (no control), H12 (a median not reached), H16 (what the protocol names), H19 (what a
/// replacement is) and H20 (what the treatment is, where joints are treated), and the remarks of the
/// rules that let the data pass.
struct HonestyFooter: ReportSection {
  let context: ReportContext
  /// The remarks of the whole study.
  let diagnostics: [Diagnostic]

  init(_ study: StudyResults, context: ReportContext) {
    self.context = context
    diagnostics = study.diagnostics
  }

  /// Rule H20, letter for letter.
  static let investigational =
    "Stem cell injection into a joint is investigational, not standard first-line care; individual "
    + "results vary."

  /// Rule H9, letter for letter.
  static let noControl =
    "No control: natural course, placebo and regression to the mean are not separated from an "
    + "effect of treatment."

  var blocks: [Block] {
    let treatment = JointHonesty.treatsJoints(context.study) ? [Self.investigational] : []
    let lines =
      [control, planned, replacement].compactMap { $0 } + medians + flags + treatment
    return [.heading(level: 2, "What these numbers cannot tell")]
      + [.list(lines.map { RichText(message: $0) })]
  }

  /// H9: nobody was followed untreated; and, where arms are compared, what a difference is.
  private var control: String? {
    let study = context.study
    let association =
      study.comparison == nil
      ? "" : " A difference between the groups compared is an association: nobody was randomised."
    return study.hasComparator ? association.dropFirst().description : Self.noControl + association
  }

  /// H16: every threshold and time point the protocol names; when it was written is not known here.
  private var planned: String? {
    let study = context.study
    let style = TimeStyle(numbers: context.numbers, unit: "")
    func list(_ months: [Double]) -> String { months.map(style.point).joined(separator: ", ") }
    var decided: [String] = []
    if let plan = study.endpoints {
      decided.append("the response (\(plan.response.words) in \(study.outcome.context.instrument))")
      if !plan.response.windows.isEmpty {
        decided.append("its time points (\(list(plan.response.windows.map(\.month))) months)")
      }
    } else {
      decided.append("the event (\(study.outcome.context.thresholdAlone))")
    }
    if !study.survival.landmarkMonths.isEmpty {
      decided.append("the landmarks (\(list(study.survival.landmarkMonths)) months)")
    }
    return "The protocol names \(decided.joined(separator: ", ")); all of them are shown, and no "
      + "other threshold or time point leads. That it was written before the data were seen is for "
      + "its authors to say."
  }

  /// H19: a replacement is not the disease alone.
  private var replacement: String? {
    guard context.study.endpoints?.records(.thr) ?? false else { return nil }
    return "Hip replacement is a decision of patient and surgeon, and not of the disease alone; "
      + "death competes with it."
  }

  /// H12: where a median is not reached or has no upper limit, the probabilities at the landmarks,
  /// of everybody and of the groups that the key findings name.
  private var medians: [String] {
    let named = [context.arms, context.groupings.first { $0 != context.arms }].compactMap { $0 }
    let rows = context.rows(.survival)
    return rows.compactMap { row in
      let isNamed = row.stratum.first.map { group in
        named.contains(group.variable)
          && (row.denominators.n.number ?? 0) >= GroupFindings.fewest
      }
      guard isNamed ?? true,
        let statement = HonestStatement(
          row, landmarks: rows, in: context.study, numbers: context.numbers),
        let instead = statement.instead
      else { return nil }
      let whom = row.stratum.first.map(context.name) ?? "everybody"
      let what = row.value == .state(.notReached) ? "not reached" : "without an upper limit"
      let outcome = statement.context
      return "Median \(what) in \(whom) (n = \(context.numbers.text(row.denominators.n))): "
        + "\(instead). Instrument: \(outcome.instrument). Threshold: \(outcome.thresholdAlone). Time "
        + "from \(outcome.origin). Population: \(outcome.population)."
    }
  }

  private var flags: [String] {
    diagnostics.filter { $0.code == .honesty }.map(\.message)
  }
}
