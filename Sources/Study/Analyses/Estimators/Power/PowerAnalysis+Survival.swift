import Statistics
public import StudyDesign

extension PowerAnalysis {
  /// Two survival curves: solves for the size, the power or the hazard ratio.
  ///
  /// - Throws: `DesignProblem` or `FitError` for a question without an answer.
  public static func survival(
    _ grid: DesignGrid, method: LogRankDesign.Method, terms: Terms
  ) throws -> PowerAnalysis {
    let unknown = try unknown(grid, effect: .hazardRatio)
    try check(grid)
    try checkCurve(grid)
    if method == .exponential || method == .lachinFoulkes, grid.has(.shape) {
      throw DesignProblem(
        message: "--method \(method.rawValue) is for exponential curves and has no --shape; "
          + "schoenfeld and freedman do")
    }
    var rows: [Row] = []
    for values in try grid.plans() {
      let design = LogRankDesign(
        control: try curve(values), hazardRatio: values.value(.hazardRatio, orElse: 1),
        plan: try values.followUp, level: values.level(terms.sides), method: method,
        rSquared: values.value(.rSquared, orElse: 0))
      guard design.plan.duration > 0 else {
        throw DesignProblem(
          message: "--accrual and --follow-up are both 0: nobody would be followed at all")
      }
      if unknown == .effect {
        let asked = try values.needed(.power)
        for isLower in [true, false] {
          var sized = Row(items: [])
          let sizes = try sized.addSizes(values)
          let ratio = design.detectableRatio(power: asked, sizes: sizes, isLower: isLower)
          if ratio == nil, !isLower, !rows.isEmpty { continue }
          let found = design.replacing(hazardRatio: ratio ?? .nan)
          var row = start(found, values)
          row.items += sized.items
          row.add(.achievedPower, ratio.map { _ in found.power(sizes) })
          try row.addEvents(found, values, ratio.map { _ in sizes }, terms)
          rows.append(row)
        }
        continue
      }
      guard design.hazardRatio != 1 else {
        throw DesignProblem(
          message: "--hazard-ratio is 1: no size finds a difference that is not there")
      }
      var row = start(design, values)
      let sizes: ArmSizes?
      if unknown == .power {
        let given = try row.addSizes(values)
        row.add(.achievedPower, design.power(given))
        sizes = given
      } else {
        sizes = row.addSizes(of: design, values, power: try values.needed(.power))
      }
      try row.addEvents(design, values, sizes, terms)
      rows.append(row)
    }
    return PowerAnalysis(
      .survival(method), unknown, terms: terms, grid: grid, rows: rows,
      diagnostics: remarks(grid, terms))
  }

  /// The curve of the controls.
  static func curve(_ values: DesignGrid.Plan) throws -> EventCurve {
    let shape = values.value(.shape, orElse: 1)
    if let median = values[.median] {
      return EventCurve(survival: 0.5, at: median, shape: shape)
    }
    return EventCurve(
      survival: try values.needed(.survival), at: try values.needed(.time), shape: shape)
  }

  /// Refuses anything but one way to give the curve.
  static func checkCurve(_ grid: DesignGrid) throws {
    guard grid.has(.median) != grid.has(.survival), grid.has(.survival) == grid.has(.time) else {
      throw DesignProblem(
        message: "give the curve of the controls as --median, or as --survival with --at")
    }
  }

  private static func start(_ design: LogRankDesign, _ values: DesignGrid.Plan) -> Row {
    var row = Row(items: [])
    row.add(.hazardRatio, design.hazardRatio)
    row.add(.median, design.control.median)
    row.add(.treatedMedian, design.hazardRatio.isNaN ? nil : design.treated.median)
    row.addDesign(values)
    return row
  }

  private static func remarks(_ grid: DesignGrid, _ terms: Terms) -> [Diagnostic] {
    var diagnostics = [
      Diagnostic(
        .nonProportionalHazards, .note,
        message:
          "All of this holds if the ratio of the hazards is the same at all times. A benefit "
          + "that differs late only, or curves that cross, take power from the log-rank test; "
          + "`cohort logrank --test max-combo` and `cohort rmst` are for those.")
    ]
    if grid.values(.loss).contains(where: { $0 > 0 }),
      grid.values(.dropOutRate).contains(where: { $0 > 0 })
    {
      diagnostics.append(
        Diagnostic(
          .honesty, .warning,
          message:
            "--dropout-rate already counts those who leave, each up to when they leave. With "
            + "--loss-to-follow-up besides, the same loss may be counted twice."))
    }
    if grid.values(.otherEventRate).contains(where: { $0 > 0 }) {
      diagnostics.append(
        Diagnostic(
          .honesty, .note,
          message:
            "Other events end follow-up and are taken to come at the same rate in both arms. "
            + "The test compares cause-specific hazards; if the treatment changes the rate of the "
            + "other event, plan for Gray's test or a composite instead."))
    }
    if terms.simulations > 0, grid.values(.hipCorrelation).contains(where: { $0 > 0 }) {
      diagnostics.append(
        Diagnostic(
          .honesty, .note,
          message: "The simulated trials have independent hips, as many as the enrolled are worth.")
      )
    }
    return diagnostics
  }
}

extension PowerAnalysis.Row {
  /// Adds the events, those needed and those expected, and what simulated trials found.
  fileprivate mutating func addEvents(
    _ design: LogRankDesign, _ values: DesignGrid.Plan, _ sizes: ArmSizes?,
    _ terms: PowerAnalysis.Terms
  ) throws {
    guard let sizes else { return }
    if let power = values[.power],
      let events = design.requiredEvents(power: power, allocation: values.allocation),
      events < 1e15
    {
      add(.requiredEvents, count: Int(events.rounded(.up)))
    }
    let expected = design.expectedEvents(sizes)
    add(.expectedEvents, expected.control + expected.treated)
    let share = design.eventProbabilities
    add(.controlEventShare, share.control)
    add(.treatedEventShare, share.treated)
    guard terms.simulations > 0 else { return }
    guard sizes.total * Double(terms.simulations) <= 2e8 else {
      throw DesignProblem(
        message:
          "--simulate \(terms.simulations): that many trials of \(Int(sizes.total)) hips take "
          + "too long; give fewer")
    }
    guard sizes.control >= 1, sizes.treated >= 1 else { return }
    let simulation = try LogRankSimulation.run(
      design, sizes: sizes, trials: terms.simulations, seed: terms.seed)
    guard let found = simulation.power() else { return }
    add(.simulatedPower, found.estimate)
    add(.simulatedLower, found.interval.lower)
    add(.simulatedUpper, found.interval.upper)
  }
}
