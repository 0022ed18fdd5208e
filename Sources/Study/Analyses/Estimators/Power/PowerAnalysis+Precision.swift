import Statistics
import StudyDesign

extension PowerAnalysis {
  /// A single proportion, landmark or median: solves for the size or the half-width of its interval.
  ///
  /// - Throws: `DesignProblem` or `FitError` for a question without an answer.
  public static func precision(_ grid: DesignGrid, terms: Terms) throws -> PowerAnalysis {
    try check(grid)
    guard grid.has(.n) != grid.has(.halfWidth) else {
      throw DesignProblem(
        message: grid.has(.n)
          ? "nothing is unknown: leave out --n or --half-width, and it is solved for"
          : "give --half-width to find how many are needed, or --n to find how precise they make it"
      )
    }
    let unknown: Unknown = grid.has(.n) ? .width : .size
    let design: Design
    if grid.has(.proportion) {
      if grid.has(.median) || grid.has(.survival) || grid.has(.accrual) || grid.has(.followUp) {
        throw DesignProblem(
          message:
            "--proportion stands alone: --median and --survival are of curves, with --accrual "
            + "and --follow-up")
      }
      design = .proportionWidth
    } else {
      guard grid.has(.median) || grid.has(.survival) else {
        throw DesignProblem(
          message: "give --proportion, or a curve: --median, or --survival with --at")
      }
      try checkCurve(grid)
      design = grid.has(.median) ? .medianWidth : .landmarkWidth
      if grid.has(.assurance) {
        throw DesignProblem(message: "--assurance goes with --proportion")
      }
    }
    if grid.has(.assurance), unknown == .width {
      throw DesignProblem(message: "--assurance goes with --half-width; leave out --n")
    }
    let rows = try grid.plans().map { values in
      design == .proportionWidth
        ? try proportionWidth(values) : try curveWidth(values, design)
    }
    return PowerAnalysis(
      design, unknown, terms: terms, grid: grid, rows: rows, diagnostics: [])
  }

  private static func proportionWidth(_ values: DesignGrid.Plan) throws -> Row {
    let plan = ProportionPrecision(
      proportion: try values.needed(.proportion), level: values.value(.level, orElse: 0.95))
    let enrolment = values.enrolment
    var row = Row(items: [])
    row.add(.proportion, plan.proportion)
    row.addDesign(values)
    guard let asked = values[.halfWidth] else {
      let enrolled = try values.needed(.n)
      let n = enrolment.independent(enrolled)
      row.addSize(independent: n, enrolled: Int(enrolled), enrolment)
      row.add(.halfWidth, plan.halfWidth(n))
      row.addInterval(plan.interval(n))
      return row
    }
    let n =
      try values[.assurance] == nil
      ? plan.leastSize(halfWidth: asked)
      : plan.leastSize(halfWidth: asked, assurance: values.needed(.assurance))
    row.add(.halfWidth, asked)
    row.addSize(
      independent: n.map(Double.init), enrolled: n.flatMap { enrolment.enrolled(Double($0)) },
      enrolment)
    row.addInterval(n.map { plan.interval(Double($0)) })
    row.add(.chance, n.map { plan.chance(of: asked, n: $0) })
    return row
  }

  private static func curveWidth(_ values: DesignGrid.Plan, _ design: Design) throws -> Row {
    let plan = CurvePrecision(
      curve: try curve(values), plan: try values.followUp,
      level: values.value(.level, orElse: 0.95))
    let enrolment = values.enrolment
    var row = Row(items: [])
    if design == .medianWidth {
      row.add(.median, plan.curve.median)
    } else {
      row.add(.survival, try values.needed(.survival))
      row.add(.time, try values.needed(.time))
    }
    row.addDesign(values)
    func interval(_ n: Double) throws -> ConfidenceInterval {
      design == .medianWidth
        ? plan.median(n: n) : plan.landmark(at: try values.needed(.time), n: n)
    }
    guard let asked = values[.halfWidth] else {
      let enrolled = try values.needed(.n)
      let n = enrolment.independent(enrolled)
      let found = try interval(n)
      row.addSize(independent: n, enrolled: Int(enrolled), enrolment)
      row.add(.halfWidth, (found.upper - found.lower) / 2)
      row.addInterval(found)
      return row
    }
    let n =
      design == .medianWidth
      ? plan.leastSize(medianHalfWidth: asked)
      : plan.leastSize(landmark: try values.needed(.time), halfWidth: asked)
    row.add(.halfWidth, asked)
    row.addSize(
      independent: n.map(Double.init), enrolled: n.flatMap { enrolment.enrolled(Double($0)) },
      enrolment)
    row.addInterval(try n.map { try interval(Double($0)) })
    return row
  }
}

extension PowerAnalysis.Row {
  fileprivate mutating func addInterval(_ interval: ConfidenceInterval?) {
    add(.intervalLower, interval?.lower)
    add(.intervalUpper, interval?.upper)
  }
}
