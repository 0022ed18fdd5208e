import Statistics
public import StudyDesign

extension PowerAnalysis {
  /// Two proportions: solves for the size, the power or the rate of the treated.
  ///
  /// - Throws: `DesignProblem` or `FitError` for a question without an answer.
  public static func proportions(
    _ grid: DesignGrid, method: TwoProportions.Method, terms: Terms
  ) throws -> PowerAnalysis {
    let unknown = try unknown(grid, effect: .treated)
    try check(grid)
    if grid.has(.margin), method == .corrected || method == .fisher {
      throw DesignProblem(
        message:
          "--margin goes with --method normal, unpooled or exact: neither the correction nor "
          + "Fisher's test is made for a margin")
    }
    var diagnostics: [Diagnostic] = []
    var isSmall = false
    var rows: [Row] = []
    for values in try grid.plans() {
      let plan = TwoProportions(
        control: try values.needed(.control), treated: values.value(.treated, orElse: 0),
        margin: values.value(.margin, orElse: 0), level: values.level(terms.sides), method: method)
      switch unknown {
      case .size, .width:
        try refuseNoEffect(plan)
        var row = start(plan, values)
        let sizes = row.addSizes(of: plan, values, power: try values.needed(.power))
        row.addFalseAlarms(plan, sizes)
        isSmall = isSmall || sizes.map { hasFewExpected(plan, $0) } ?? false
        rows.append(row)
      case .power:
        try refuseNoEffect(plan)
        var row = start(plan, values)
        let sizes = try row.addSizes(values)
        row.add(.achievedPower, power(plan, sizes))
        row.addFalseAlarms(plan, sizes)
        isSmall = isSmall || hasFewExpected(plan, sizes)
        rows.append(row)
      case .effect:
        let asked = try values.needed(.power)
        for isHigher in plan.margin > 0 ? [true] : [true, false] {
          var sized = Row(items: [])
          let sizes = try sized.addSizes(values)
          let rate = plan.detectableRate(power: asked, sizes: sizes, isHigher: isHigher)
          // Below (or above) there may be no room; one row without a number is enough.
          if rate == nil, !isHigher, !rows.isEmpty { continue }
          let found = plan.replacing(treated: rate ?? .nan)
          var row = start(found, values)
          row.items += sized.items
          row.add(.achievedPower, rate.map { _ in power(found, sizes) })
          row.addFalseAlarms(found, rate.map { _ in sizes })
          rows.append(row)
        }
      }
    }
    if method.isEnumeration, unknown == .size {
      diagnostics.append(
        Diagnostic(
          .honesty, .note,
          message: "The power of a test of counts falls now and then as a hip more is added. The "
            + "number given is the first from which on it does not fall below what was asked for the "
            + "next twenty sizes."))
    }
    if isSmall {
      diagnostics.append(
        Diagnostic(
          .fewEvents, .warning,
          message: "Fewer than 5 hips with or without response are expected in an arm, where the "
            + "normal approximation is poor; --method exact or fisher counts every outcome."))
    }
    return PowerAnalysis(
      .proportions(method), unknown, terms: terms, grid: grid, rows: rows, diagnostics: diagnostics)
  }

  private static func start(_ plan: TwoProportions, _ values: DesignGrid.Plan) -> Row {
    var row = Row(items: [])
    row.add(.control, plan.control)
    row.add(.treated, plan.treated)
    row.add(.difference, plan.treated - plan.control)
    if plan.margin > 0 { row.add(.margin, plan.margin) }
    row.addDesign(values)
    return row
  }

  /// The power; NaN where there is none because too many outcomes would have to be enumerated.
  private static func power(_ plan: TwoProportions, _ sizes: ArmSizes) -> Double {
    plan.method.isEnumeration && plan.region(sizes) == nil ? .nan : plan.power(sizes)
  }

  private static func refuseNoEffect(_ plan: TwoProportions) throws {
    guard plan.effect <= 0 else { return }
    if plan.margin > 0 {
      throw DesignProblem(
        message: "--treated \(plan.treated) lies at or below --control \(plan.control) less the "
          + "margin of \(plan.margin): no size can show that it does not")
    }
    throw DesignProblem(
      message:
        "--control and --treated are both \(plan.control): no size finds a difference that is "
        + "not there; to show that one is not worse, give --margin")
  }

  private static func hasFewExpected(_ plan: TwoProportions, _ sizes: ArmSizes) -> Bool {
    guard !plan.method.isEnumeration else { return false }
    func expectsFew(_ n: Double, _ rate: Double) -> Bool { min(n * rate, n * (1 - rate)) < 5 }
    return expectsFew(sizes.control, plan.control) || expectsFew(sizes.treated, plan.treated)
  }
}

extension PowerAnalysis.Row {
  /// Adds how often an enumerated test rejects where both arms have the pooled rate.
  fileprivate mutating func addFalseAlarms(_ plan: TwoProportions, _ sizes: ArmSizes?) {
    guard plan.method.isEnumeration, plan.margin == 0, let sizes,
      let region = plan.region(sizes)
    else { return }
    let rate =
      (plan.control * sizes.control + plan.treated * sizes.treated) / sizes.total
    let (lower, upper) = region.probabilities(control: rate, treated: rate)
    let isHigher = plan.treated >= plan.control
    add(.falseAlarms, plan.level.sides == .two ? lower + upper : isHigher ? upper : lower)
  }

  /// Adds what was assumed of the study.
  mutating func addDesign(_ values: DesignGrid.Plan) {
    let all: [DesignQuantity] = [
      .power, .alpha, .ratio, .hipCorrelation, .hipsPerPatient, .loss, .accrual, .followUp,
      .shape, .dropOutRate, .otherEventRate, .rSquared, .level, .assurance,
    ]
    for quantity in all { if let value = values[quantity] { add(quantity, value) } }
  }
}
