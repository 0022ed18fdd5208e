import Statistics
public import StudyDesign

extension PowerAnalysis {
  /// Means: solves for the size, the power or the difference.
  ///
  /// - Throws: `DesignProblem` or `FitError` for a question without an answer.
  public static func means(
    _ grid: DesignGrid, kind: MeanComparison.Kind, terms: Terms
  ) throws -> PowerAnalysis {
    let unknown = try unknown(grid, effect: .difference)
    try check(grid)
    if kind == .ancova || kind == .change, !grid.has(.correlation) {
      throw DesignProblem(
        message:
          "--analysis \(kind.rawValue) needs --correlation, that of the score at baseline with "
          + "the score at the end")
    }
    if !kind.hasTwoArms, grid.has(.ratio) {
      throw DesignProblem(message: "--analysis \(kind.rawValue) has one group and no --ratio")
    }
    if kind == .oneSample || kind == .followUp, grid.has(.correlation) {
      throw DesignProblem(
        message:
          "--analysis \(kind.rawValue) makes no use of --correlation; leave it out, or choose "
          + "ancova, change or paired")
    }
    var rows: [Row] = []
    for values in try grid.plans() {
      var plan = MeanComparison(
        difference: values.value(.difference, orElse: 0),
        standardDeviation: try values.needed(.deviation), correlation: values[.correlation],
        margin: values.value(.margin, orElse: 0), level: values.level(terms.sides), kind: kind)
      if unknown != .effect { try refuseNoEffect(plan) }
      var sized = Row(items: [])
      if kind.hasTwoArms {
        switch unknown {
        case .size, .width:
          sized.addSizes(of: plan, values, power: try values.needed(.power))
        case .power:
          sized.add(.achievedPower, plan.power(try sized.addSizes(values)))
        case .effect:
          let sizes = try sized.addSizes(values)
          plan = try found(plan, sizes, values)
          sized.add(.achievedPower, plan.difference.isNaN ? nil : plan.power(sizes))
        }
      } else {
        plan = try addOneGroup(plan, values, unknown, to: &sized)
      }
      var row = Row(items: [])
      row.add(.difference, plan.difference)
      row.add(.deviation, plan.standardDeviation)
      if let correlation = plan.correlation { row.add(.correlation, correlation) }
      row.add(.testedDeviation, plan.comparedDeviation)
      if plan.margin > 0 { row.add(.margin, plan.margin) }
      row.addDesign(values)
      row.items += sized.items
      rows.append(row)
    }
    return PowerAnalysis(
      .means(kind), unknown, terms: terms, grid: grid, rows: rows, diagnostics: [])
  }

  private static func found(
    _ plan: MeanComparison, _ sizes: ArmSizes, _ values: DesignGrid.Plan
  ) throws -> MeanComparison {
    plan.replacing(
      difference: plan.detectableDifference(power: try values.needed(.power), sizes: sizes) ?? .nan)
  }

  private static func addOneGroup(
    _ plan: MeanComparison, _ values: DesignGrid.Plan, _ unknown: Unknown, to row: inout Row
  ) throws -> MeanComparison {
    let enrolment = values.enrolment
    if unknown == .size {
      let n = plan.leastControls(power: try values.needed(.power), allocation: Allocation())
        .map(Double.init)
      row.addSize(independent: n, enrolled: n.flatMap(enrolment.enrolled), enrolment)
      row.add(.achievedPower, n.map { plan.power($0) })
      return plan
    }
    let enrolled = try values.needed(.n)
    let n = enrolment.independent(enrolled)
    row.addSize(independent: n, enrolled: Int(enrolled), enrolment)
    guard unknown == .effect else {
      row.add(.achievedPower, plan.power(n))
      return plan
    }
    let solved = try found(plan, ArmSizes(control: n, treated: 0), values)
    row.add(.achievedPower, solved.difference.isNaN ? nil : solved.power(n))
    return solved
  }

  private static func refuseNoEffect(_ plan: MeanComparison) throws {
    guard plan.effect <= 0 else { return }
    throw DesignProblem(
      message: plan.margin > 0
        ? "--difference \(DesignGrid.text(plan.difference)) is no better than the margin of "
          + "\(DesignGrid.text(plan.margin)): no size can show that it is"
        : "--difference is 0: no size finds a difference that is not there; to show that one is not "
          + "worse, give --margin")
  }
}
