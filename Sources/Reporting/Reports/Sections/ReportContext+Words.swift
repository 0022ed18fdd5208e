import Analyses
import Cohorts
import Documents
import Statistics

/// The words that every section takes for the same things.
extension ReportContext {
  /// The column that tells the arms of the comparison apart; nil without a comparison.
  var arms: String? { study.comparison?.arms.column }

  /// A rate or duration with all it takes to judge it; nil of any other row.
  func statement(_ row: AnalysisResult) -> HonestStatement? {
    HonestStatement(row, landmarks: rows(row.analysis), in: study, numbers: numbers)
  }

  /// Diagnostics as remarks, with columns by the names the tables give them.
  func remarks(_ diagnostics: [Diagnostic]) -> [Block] {
    EstimatorHeading.remarks(
      diagnostics.map { $0.saying(study.naming(columnsIn: $0.message, keepsColumns: false)) })
  }

  /// Instrument and threshold; what is done about other events stands apart.
  func definition(_ outcome: OutcomeContext) -> String {
    "\(outcome.instrument); \(outcome.thresholdAlone)"
  }

  /// What is doubtful in the values behind a number, by the instruments the number names, so that it
  /// stands wherever the number does; begins with a space unless it is empty.
  func doubts(about instrument: String) -> String {
    let scores = study.endpoints?.visits.scores ?? []
    var seen: Set<String> = []
    return scores.filter { instrument.contains($0.scale.description) }
      .flatMap { warnings[$0.name] ?? [] }.filter { seen.insert($0).inserted }
      .map { " Caution: \(within($0))." }.joined()
  }

  /// Of whom the durations and their ratios are, where that is a part of those analysed; begins with a
  /// space unless it is empty.
  var amongResponders: String { study.endpoints == nil ? "" : " among responders" }

  /// A remark as the rest of a sentence, with columns by the names the tables give them.
  private func within(_ remark: String) -> String {
    let named = study.naming(columnsIn: remark, keepsColumns: false)
    let text = named.hasSuffix(".") ? String(named.dropLast()) : named
    return text.hasPrefix("Column ") || text.hasPrefix("On ")
      ? text.prefix(1).lowercased() + text.dropFirst() : text
  }

  /// The p-value of a test for a cell: the word for one that is not shown, or that the data do not
  /// tell.
  func pValue(of test: AnalysisResult) -> String {
    if test.value.isHidden { return test.value.printable.text(numbers, decimals: 0) }
    return PValueStyle(numbers: numbers).text(PrintableValue(test.pValue, otherwise: .notEstimable))
  }

  /// The outcome with its instrument, threshold and population, for a caption.
  func caption(of outcome: OutcomeContext) -> String {
    "Outcome: \(outcome.label); instrument: \(outcome.instrument); threshold: "
      + "\(outcome.thresholdAlone). Population: \(outcome.population).\(otherEvents)"
  }

  /// A group by its name where that says what it is, and by its variable too where it is a number or
  /// a class of numbers: `autologous`, `Kellgren-Lawrence grade 2`, `BMI <25`.
  func name(of group: GroupLevel) -> String {
    let isNumber = group.level.unicodeScalars.first.map {
      "0123456789<≥≤>-−".unicodeScalars.contains($0)
    }
    return isNumber ?? true ? "\(label(group.variable)) \(group.level)" : group.level
  }

  /// A count with its noun: `1 event`, `12 events`.
  func count(_ number: Int, _ noun: String) -> String {
    "\(numbers.text(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// A count that may be hidden with its noun: `12 events`, `<5 events`.
  func count(_ number: Count, _ noun: String) -> String {
    number.number.map { count($0, noun) } ?? "\(numbers.text(number)) \(noun)s"
  }

  /// Some rows with their noun, where they may be told.
  func units(_ number: Count) -> String { count(number, unitName) }

  /// What a row of the analyses is: a hip, a patient where each has one row, a unit otherwise.
  var unitName: String {
    if study.endpoints != nil { return "hip" }
    return study.units.id != nil && study.units.id == study.units.patient ? "patient" : "unit"
  }

  /// Some rows with their noun: `1 hip`, `384 hips`.
  func units(_ number: Int) -> String { count(number, unitName) }

  /// A probability as a percentage with its interval: `12.3% (9.4% to 15.6%)`.
  func share(_ row: AnalysisResult) -> String {
    let percent = PercentStyle(numbers: numbers)
    let decimals = percent.decimals(denominator: row.denominators.treated ?? row.denominators.n)
    let value = percent.text(proportion: row.value.double, decimals: decimals)
    guard let limits = row.limits else { return value }
    return "\(value) (\(percent.interval(limits.lower, limits.upper, decimals: decimals)))"
  }

  /// Where what is done about other events is said, for a caption; nothing where nothing is.
  var otherEvents: String {
    study.outcome.context.measure.strategies.isEmpty
      ? "" : " Other events: as under Flow of the study."
  }

  /// The events that compete with the outcome, in words; nil where none is declared.
  var competingNames: [String]? {
    guard let plan = study.endpoints else {
      let names = study.outcome.competing.map(\.name)
      return names.isEmpty ? nil : names
    }
    let names = plan.strategies.filter { $0.action.hasSuffix("is a competing event") }.map(\.event)
    return names.isEmpty ? nil : names
  }

  /// What is assumed of the hips whose follow-up an event of the protocol ends; nil without any.
  var censoringWords: String? {
    let events = study.endpoints?.strategies.filter { $0.action.contains("ends follow-up") }
      .map(\.event)
    guard let events, !events.isEmpty else { return nil }
    let label = study.outcome.context.label
    return "Follow-up that ends at \(events.joined(separator: ", ")) is taken to say nothing about "
      + "the \(label) to come: those concerned are taken to be like the others, which nobody knows."
  }
}
