package import Analyses
package import Cohorts
package import Documents
import Statistics

/// A rate, a median or a probability with everything it takes to judge it, as sentences.
///
/// This is the one template of captions and key findings. A statement can only be made of a row that
/// names its instrument, threshold, time point or origin and population, and says how many were
/// treated; of any other row there is none, and so no number on the page:
///
/// ```swift
/// if let statement = HonestStatement(row, in: study, numbers: numbers) {
///   statement.sentence   // everything, for a caption
///   statement.finding    // what was found, with how many were treated, for a list of findings
///   statement.estimate   // "57/96 (59%; 95% CI 49% to 69%, Wilson)"
/// }
/// ```
///
/// A whole sentence reads: *Clear response at 6 months (day 138 to 274): 57/96 (59%; 95% CI 49% to
/// 69%, Wilson). WOMAC-LK pain 0–20, lower is better; improvement over baseline of at least 30 %;
/// single visit; time from index injection. Treated 118, analysed 96, missing 22 (missing baseline
/// 6, not seen in the window 16); among those analysed hip replaced or patient dead before 5. Hip
/// replacement counts as no response; ... Population: hips with KL II–III. Uncontrolled.*
package struct HonestStatement {
  package let row: AnalysisResult
  package let context: OutcomeContext
  private let study: StudyProtocol
  private let numbers: NumberStyle
  /// Event-free probabilities of the same group, told where a median is not reached.
  private let landmarks: [AnalysisResult]
  /// How many are still at risk at the time points of the same group.
  private let atRisk: [AnalysisResult]

  /// Makes the statement of a row; nil where the row is no rate, median or probability, or lacks
  /// what it takes to judge one.
  ///
  /// - Parameter landmarks: rows among which a median that is not reached, or whose interval has no
  ///   end, finds the probabilities told in its place, and a probability how many are still at risk;
  ///   those of other groups are passed over.
  package init?(
    _ row: AnalysisResult, landmarks: [AnalysisResult] = [], in study: StudyProtocol,
    numbers: NumberStyle = .point
  ) {
    guard HonestRows.isRateOrDuration(row), let context = row.context,
      row.denominators.treated != nil
    else { return nil }
    self.row = row
    self.context = context
    self.study = study
    self.numbers = numbers
    let own = landmarks.filter { $0.analysis == row.analysis && $0.stratum == row.stratum }
    self.landmarks = own.filter { $0.statistic == .eventFree && !$0.value.double.isNaN }
    atRisk = own.filter { $0.statistic == .atRisk }
  }

  /// The number, what it is of, its denominators, the strategies, the population: a caption.
  package var sentence: String {
    [
      "\(finding).", "\(definition).", "\(account).", strategies, population,
      study.hasComparator ? nil : "Uncontrolled.",
    ].compactMap { $0 }.joined(separator: " ")
  }

  /// What was found: `Clear response at 6 months (day 138 to 274): 57/96 (59%; ...)`.
  package var finding: String {
    "\(subject): \(estimate)" + (instead.map { "; \($0)" } ?? "")
  }

  /// What the number is: `Clear response at 6 months (day 138 to 274)`, with the group.
  package var subject: String {
    let at = row.timeMonths.map { " at \(months($0))" } ?? ""
    let text: String
    switch row.statistic {
    case .responderRate:
      text = context.label + at + (row.name.map { " (\($0))" } ?? "")
    case .probabilityInResponse: text = "in response\(at)"
    case .eventFree: text = "free of \(context.label)\(at)"
    case .meanMonthsInResponse:
      text = "mean months in response" + (row.timeMonths.map { " up to \(months($0))" } ?? "")
    case .followUpMedian: text = "median follow-up"
    case .onsetProbability: text = context.label + (row.name.map { " by \($0)" } ?? at)
    case .restrictedMean:
      text =
        "mean time from \(context.origin) to \(context.label)"
        + (row.timeMonths.map { " up to \(months($0))" } ?? "")
    default: text = "median time from \(context.origin) to \(context.label)"
    }
    let groups = row.stratum.map { ", \(study.label(of: $0.variable)) \($0.level)" }
    return text.capitalisedFirst + groups.joined()
  }

  /// The number with its interval and how that was computed.
  package var estimate: String {
    if row.value.isHidden { return "not shown" }
    let method = row.method.map { ", \($0.split(separator: ";")[0])" } ?? ""
    switch row.statistic {
    case .responderRate:
      let percent = PercentStyle(numbers: numbers)
      guard let interval = row.interval, row.denominators.n != 0 else { return "not estimable" }
      let decimals = percent.decimals(denominator: row.denominators.n)
      let share = percent.text(row.denominators.events ?? 0, of: row.denominators.n)
      return
        "\(count(row.denominators.events ?? 0))/\(count(row.denominators.n)) (\(share); \(level) "
        + "\(percent.interval(interval.lower, interval.upper, decimals: decimals))\(method))"
    case .eventFree, .probabilityInResponse, .onsetProbability:
      return text(decimals: 2, none: .missing) + method + ")" + events
        + (row.statistic == .eventFree ? fewLeft(row) : "")
    default:
      let unit = row.value.double.isNaN ? "" : "\u{00A0}months"
      return text(decimals: 1, none: .notReached, unit: unit) + method + ")" + events
    }
  }

  /// Instrument, threshold, the visits it takes and where time starts.
  package var definition: String {
    var parts = [context.instrument, context.threshold, context.measure.reading.rawValue]
    parts.append("time from \(context.origin)")
    if context.measure.version != OutcomeMeasure.undeclared {
      parts.insert("version \(context.measure.version)", at: 1)
    }
    return parts.joined(separator: "; ")
  }

  /// Treated, analysed, missing and why, and what became of the others.
  package var account: String { row.denominators.account(numbers) }

  /// What is done about the events that come between; nil where the words of the threshold say it.
  private var strategies: String? {
    let measure = context.measure
    if measure.strategies.isEmpty { return "Strategies for intercurrent events: none declared." }
    let unsaid = measure.strategies.filter {
      !context.threshold.contains("\($0.event) \($0.action)")
    }
    guard !unsaid.isEmpty else { return nil }
    let text = unsaid.map { "\($0.event) \($0.action)" }.joined(separator: "; ")
    return text.capitalisedFirst + "."
  }

  private var population: String { "Population: \(context.population)." }

  /// The probabilities told where a median is not reached or has no upper limit.
  package var instead: String? {
    guard row.statistic == .timeToEventMedian, !row.value.isHidden,
      row.value == .state(.notReached) || !(row.interval?.upper.isFinite ?? false),
      !landmarks.isEmpty
    else { return nil }
    // At one and two years, as in the table of durations.
    let years = landmarks.filter { $0.timeMonths == 12 || $0.timeMonths == 24 }
    let parts = (years.isEmpty ? landmarks.suffix(2) : years[...]).compactMap { landmark in
      landmark.timeMonths.map { month in
        SurvivalCell(landmark, numbers, decimals: 2).text + " at \(months(month))"
          + fewLeft(landmark)
      }
    }
    return "free of \(context.label) " + parts.joined(separator: " and ")
  }

  /// Rule H11: that few are still at risk at the time of a probability.
  private func fewLeft(_ landmark: AnalysisResult) -> String {
    let left = atRisk.first { $0.timeMonths == landmark.timeMonths }
    return left.map {
      FewLeftWords(least: FewLeft.least(study), numbers: numbers)
        .words(landmark, atRisk: $0.value.tally)
    } ?? ""
  }

  private var level: String {
    numbers.percentage(row.interval?.level ?? study.survival.confidenceLevel) + " CI"
  }

  private var events: String {
    row.denominators.events.map {
      ", \(count($0)) \($0 == 1 ? "event" : "events") in \(count(row.denominators.n))"
    } ?? ""
  }

  /// `0.55 (95% CI 0.50 to 0.60`, or the state in place of the number; the bracket stays open.
  private func text(decimals: Int, none: UndefinedValue, unit: String = "") -> String {
    let style = IntervalStyle(numbers: numbers, decimals: decimals)
    let value = row.value.printable.text(numbers, decimals: decimals) + unit
    guard let interval = row.interval, !interval.lower.isNaN || !interval.upper.isNaN,
      interval.lower != interval.upper
    else { return "\(value) (no interval" }
    return "\(value) (\(level) "
      + style.text(
        PrintableValue(interval.lower, otherwise: none),
        PrintableValue(interval.upper, otherwise: none))
  }

  private func months(_ time: Double) -> String {
    TimeStyle(numbers: numbers, unit: "").point(time) + "\u{00A0}months"
  }

  private func count(_ count: Count) -> String { numbers.text(count) }
}

extension StudyProtocol {
  /// Whether the groups compared may hold one that was not treated: a table of units with a
  /// declared comparison.
  ///
  /// Hips followed from an injection all had it.
  package var hasComparator: Bool { endpoints == nil && comparison != nil }
}
