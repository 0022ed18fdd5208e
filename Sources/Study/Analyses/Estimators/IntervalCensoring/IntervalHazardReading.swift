import Formulas
import Outcomes
import Statistics
import Survival
import Tables

/// Reads the left side of a model of interval-censored times, with delayed entry.
struct IntervalHazardReading {
  let frame: ModelFrame
  let table: Table

  /// The intervals, conditional on the entries.
  func data(entry name: String?) throws -> TruncatedIntervals {
    var entry: [Double]?
    if let name { entry = try entries(name) }
    let outcomes: IntervalCensoredOutcomes
    if let intervals = frame.intervals {
      outcomes = try IntervalRows.checked { () throws(IntervalCensoredProblem) in
        try .init(lower: intervals.lower, upper: intervals.upper)
      }
    } else {
      guard case .survival(let followUp, _, _) = frame.response else {
        throw refusal(
          "icph needs times on the left of the formula",
          help: "write Surv(lower, upper, type = \"interval2\") ~ ..., or Surv(time, event) ~ ...")
      }
      if let start = followUp.entry {
        guard name == nil else {
          throw refusal(
            "the entry is given twice", help: "leave out --entry, or write Surv(time, event)")
        }
        entry = start
      }
      outcomes = try IntervalRows.checked { () throws(IntervalCensoredProblem) in
        try .init(
          lower: followUp.time,
          upper: zip(followUp.time, followUp.isEvent).map { $1 ? $0 : .infinity })
      }
    }
    let truncated = Result { () throws(FitError) in
      try TruncatedIntervals(outcomes, entry: entry)
    }
    if case .failure(.responseOutOfRange(let expected, let row, let value)) = truncated {
      let line = table.lines[frame.rows.map { Int($0[row]) } ?? row]
      throw StudyError(reasons: ["the entry in line \(line) is \(value); expected \(expected)"])
    }
    return try truncated.get()
  }

  private func refusal(_ message: String, help: String) -> ModelFrameError {
    .formula(
      FormulaError(
        formula: frame.formula.text, issues: [.init(message, at: 0..<1, help: help)]))
  }

  /// The numbers of a column for the rows used, none of which may be missing.
  private func entries(_ name: String) throws -> [Double] {
    guard let column = table.column(named: name) else {
      throw refusal("there is no column `\(name)`", help: "name a column with --entry")
    }
    guard case .numbers(let numbers) = column.values else {
      throw refusal("the column `\(name)` does not hold numbers", help: "name another with --entry")
    }
    let used = frame.rows.map { $0.map { Int($0) } } ?? Array(numbers.indices)
    if let row = used.first(where: { numbers[$0].isNaN }) {
      throw StudyError(reasons: [
        "`\(name)` is missing in line \(table.lines[row]); every row used needs an entry, 0 where it "
          + "is followed from the origin"
      ])
    }
    return used.map { numbers[$0] }
  }
}
