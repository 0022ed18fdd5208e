import Tables

extension VisitPlan.Score {
  /// The values of the score by row of the table of visits, NaN where missing: as given, or
  /// computed from its items by the rules of its instrument.
  ///
  /// Values outside the range, mixed units and the like are reported with their first line.
  func values(in table: Table, log: inout FindingLog) -> [Double] {
    guard let items else { return given(in: table, log: &log) }
    let missing = [Double](repeating: .nan, count: table.rowCount)
    let columns = items.compactMap { name -> [Double]? in
      guard case .numbers(let numbers)? = table.column(named: name)?.values else { return nil }
      return numbers
    }
    guard columns.count == items.count else { return missing }
    do throws(ScaleProblem) {
      let scored = try ItemScoring(scale).scores(columns: columns)
      for problem in scored.problems { log.add(problem, column: name, lines: table.lines) }
      if scored.tooFewAnswers > 0 || scored.imputed > 0 {
        log.add(
          .note, "items", column: name,
          "\(name) is computed from \(items.count) items: \(scored.imputed) scores stand for some "
            + "unanswered item, \(scored.tooFewAnswers) assessments have too few answers")
      }
      return scored.values
    } catch {
      log.add(error, column: name, lines: table.lines)
      return missing
    }
  }

  private func given(in table: Table, log: inout FindingLog) -> [Double] {
    guard case .numbers(let numbers)? = table.column(named: name)?.values else {
      return [Double](repeating: .nan, count: table.rowCount)
    }
    for problem in Instrument.problems(ofValues: numbers, scale: scale) {
      log.add(problem, column: name, lines: table.lines)
    }
    return numbers
  }
}
