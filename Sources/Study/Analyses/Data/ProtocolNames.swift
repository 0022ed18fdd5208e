import Cohorts
import Formulas
import Tables

/// What a protocol names and its tables lack: columns and levels, each with its place in the
/// protocol.
struct ProtocolNames {
  private let study: StudyProtocol
  /// Columns that will stand beside those of the units; they have no rows yet.
  private let derived: [Column]
  private var problems: [ProtocolError.Problem] = []

  private init(_ study: StudyProtocol, derived: [Column] = []) {
    self.study = study
    self.derived = derived
  }

  /// Everything the analyses ask of the table of units that it cannot answer.
  ///
  /// - Parameters:
  ///   - table: the units, with the derived columns once they are there.
  ///   - derived: the derived columns while they have no rows; their levels are not yet known.
  static func problems(
    of study: StudyProtocol, in table: Table, derived: [Column] = []
  ) -> [ProtocolError.Problem] {
    var names = ProtocolNames(study, derived: derived)
    names.checkUnits(table)
    if study.endpoints == nil {
      names.require(study.outcome.time, "outcome.time", in: table)
    }
    for stratifier in study.strata {
      let path = "strata.\(stratifier.column)"
      if names.require(stratifier.column, path, in: table) {
        names.check(stratifier, "\(path).groups", path, in: table)
      }
    }
    names.checkComparison(table)
    names.checkEligibility(table)
    names.checkModels(table)
    return names.problems
  }

  /// The columns of visits and events that their tables lack; nil for a table that was not read.
  static func problems(
    of study: StudyProtocol, plan: EndpointPlan, visits: Table?, events: Table?
  ) -> [ProtocolError.Problem] {
    var names = ProtocolNames(study)
    if let visits { names.check(plan.visits, visits) }
    if let events, let plan = plan.events {
      names.require(plan.unit, "events.unit", in: events)
      names.require(plan.time, "events", in: events)
      names.require(plan.kind, "events.kind", in: events)
    }
    return names.problems
  }

  private mutating func checkUnits(_ table: Table) {
    let units = study.units
    let named = [
      ("id", units.id), ("patient", units.patient), ("side", units.side),
      ("index_date", units.indexDate),
    ]
    for (key, column) in named { if let column { require(column, "units.\(key)", in: table) } }
    for column in units.columns { require(column.name, "units.columns.\(column.name)", in: table) }
  }

  private mutating func check(_ plan: VisitPlan, _ table: Table) {
    require(plan.unit, "visits.unit", in: table)
    require(plan.time, "visits", in: table)
    for score in plan.scores {
      let path = "visits.scores.\(score.name)"
      guard let items = score.items else {
        require(score.name, path, in: table)
        continue
      }
      for (place, item) in items.enumerated() {
        require(item, "\(path).items[\(place + 1)]", in: table)
      }
    }
    let named = [
      ("rescue", plan.rescue), ("preoperative", plan.preoperative),
      ("planned_month", plan.plannedMonth),
    ]
    for (key, column) in named { if let column { require(column, "visits.\(key)", in: table) } }
    for column in plan.columns { require(column.name, "visits.columns.\(column.name)", in: table) }
  }

  private mutating func checkComparison(_ table: Table) {
    guard let comparison = study.comparison else { return }
    let exposure = comparison.arms.column
    if require(exposure, "comparison.exposure", in: table) {
      check(comparison.arms, "comparison.arms", "comparison.arms", in: table)
    }
    for (place, column) in comparison.adjustFor.enumerated() {
      require(column, "comparison.adjust_for[\(place + 1)]", in: table)
    }
  }

  /// Conditions are asked of no row: what is wrong with a name or a kind of value shows all the same.
  private mutating func checkEligibility(_ table: Table) {
    let units = table.rows([])
    let empty = units.replacing(columns: units.columns + derived)
    var steps = study.eligibility.enumerated().map {
      (path: "eligibility[\($0 + 1)].where", words: "eligibility step `\($1.name)`", step: $1)
    }
    if let step = study.perProtocol {
      steps.append((path: "per_protocol.where", words: "`per_protocol`", step: step))
    }
    for (path, words, step) in steps {
      do throws(Condition.Problem) { _ = try step.condition.evaluate(on: empty) } catch {
        note(
          path, "\(words): \(error.message)",
          help: ProtocolDecoder.pointing(at: error.position, in: step.condition.text))
      }
    }
  }

  /// The columns of formulas; a formula that cannot be read is told when it is.
  private mutating func checkModels(_ table: Table) {
    for model in study.models {
      let path = "models.\(model.name)"
      let left = StudyCohort.leftSide(study) + " ~ "
      guard let formula = try? Formula.parse(left + model.formula) else { continue }
      for (name, range) in formula.rightSide.names where !has(name, table) {
        note(
          "\(path).formula", lack(name, "\(path).formula", table),
          help: ProtocolDecoder.pointing(at: range.lowerBound - left.count, in: model.formula))
      }
      // The word `patient` stands for the column of patients.
      if let cluster = model.cluster, cluster != "patient" || study.units.patient == nil {
        require(cluster, "\(path).cluster", in: table)
      }
    }
  }

  /// Groups that name levels the column does not have.
  private mutating func check(
    _ stratifier: Stratifier, _ groupPath: String, _ path: String, in table: Table
  ) {
    guard table.column(named: stratifier.column) != nil else { return }
    do throws(Stratifier.Problem) { _ = try stratifier.strata(of: table) } catch {
      switch error {
      case .noSuchLevels(_, let wanted, let levels):
        for level in wanted {
          let near = NameSuggestion.nearest(to: level, among: levels)
          note(
            place(of: level, stratifier, groupPath) ?? path,
            "\(StudyFolder.name(table.source)): \(error)",
            help: near.map { "did you mean `\($0)`?" })
        }
      case .cutsNeedNumbers: note(path, "\(StudyFolder.name(table.source)): \(error)")
      // What else may be wrong shows on the rows that are analysed.
      default: return
      }
    }
  }

  /// The path of a level among the groups.
  private func place(of level: String, _ stratifier: Stratifier, _ path: String) -> String? {
    guard case .groups(let groups) = stratifier.rule else { return nil }
    for group in groups {
      if let place = group.levels.firstIndex(of: level) {
        return "\(path).\(group.name)[\(place + 1)]"
      }
    }
    return nil
  }

  private mutating func require(_ time: EventTimeColumn, _ path: String, in table: Table) {
    switch time {
    case .date(let column): require(column, "\(path).date", in: table)
    case .month(let column): require(column, "\(path).month", in: table)
    }
  }

  private func has(_ column: String, _ table: Table) -> Bool {
    table.column(named: column) != nil || derived.contains { $0.name == column }
  }

  /// Notes a column that is absent; whether it is there.
  @discardableResult
  private mutating func require(_ column: String, _ path: String, in table: Table) -> Bool {
    guard !has(column, table) else { return true }
    let names = table.columnNames
    let shown = names.prefix(12).map { excerpt(of: $0) }.joined(separator: ", ")
    note(
      path, lack(column, path, table),
      help: "the columns are \(shown)\(names.count > 12 ? ", ..." : "")")
    return false
  }

  private func lack(_ column: String, _ path: String, _ table: Table) -> String {
    let near = NameSuggestion.nearest(
      to: column, among: table.columnNames + derived.map(\.name))
    return "`\(path)`: \(StudyFolder.name(table.source)) has no column `\(column)`"
      + (near.map { "; did you mean `\($0)`?" } ?? "")
  }

  /// Notes a problem at a path, or at the nearest one above it whose place is known.
  private mutating func note(_ path: String, _ message: String, help: String? = nil) {
    let place = study.place(of: path)
    problems.append(
      ProtocolError.Problem(
        source: study.source, line: place?.line, column: place?.column, message: message, help: help
      ))
  }
}
