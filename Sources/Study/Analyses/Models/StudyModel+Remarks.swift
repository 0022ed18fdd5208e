import Cohorts
import Formulas
import LinearAlgebra
import Statistics
import Survival
import Tables

extension StudyModel {
  /// The events a coefficient should rest on (Peduzzi and others 1995); between 5 and 10 a model is
  /// less sure than its intervals say (Vittinghoff and McCulloch 2007), below 5 it is not to be
  /// trusted.
  static let eventsPerCoefficient = 10.0

  /// Too few events for the coefficients.
  func crowding(_ fit: CoxModel) -> [Diagnostic] {
    let perCoefficient = Double(fit.eventCount) / Double(max(fit.rank, 1))
    guard fit.rank > 0, fit.rank <= fit.eventCount, perCoefficient < Self.eventsPerCoefficient
    else { return [] }
    let isBad = perCoefficient < 5
    return [
      Diagnostic(
        .fewEvents, isBad ? .warning : .note,
        message: "The model “\(model.name)” has \(fit.eventCount) "
          + "\(fit.eventCount == 1 ? "event" : "events") for \(fit.rank) "
          + "\(fit.rank == 1 ? "coefficient" : "coefficients"), where 10 events or more are "
          + "wanted for each: "
          + (isBad
            ? "its ratios may lie far from the truth and its intervals are too narrow."
            : "its ratios may be too far from 1 and its intervals too narrow."))
    ]
  }

  /// The units a missing covariate keeps out of the model, as a note.
  func leftOut(_ analysis: CoxAnalysis) -> [Diagnostic] {
    let lost = cohort.table.rowCount - analysis.facts.n
    guard lost > 0 else { return [] }
    let columns = analysis.facts.exclusions.map {
      "\(cohort.study.label(of: $0.column)) (\($0.count))"
    }
    return [
      Diagnostic(
        .rowsExcluded, .note,
        message: "\(lost) of \(cohort.table.rowCount) units are left out of this model, missing "
          + "\(columns.joined(separator: ", ")).")
    ]
  }

  /// That the ratio of an arm is not shown.
  func withholding(_ frame: ModelFrame) -> [Diagnostic] {
    guard let comparison = cohort.study.comparison, frame.design.terms.count > 1,
      let levels = frame.levels(of: comparison.arms.column)
    else { return [] }
    let hidden = levels.filter(withheldArms.contains)
    guard !hidden.isEmpty else { return [] }
    return [
      Diagnostic(
        .notEstimable, .note, term: comparison.arms.column,
        message: "The adjusted hazard ratio of \(hidden.joined(separator: ", ")) against "
          + "\(comparison.reference) is withheld, because the arms do not overlap: see the "
          + "comparison of the arms.")
    ]
  }
}

/// What is said of coefficients that run to infinity where no number is printed for them.
struct SeparatedCoefficients {
  private let messages: [(column: Design.Column, message: String)]
  /// What the fit says of coefficients that have no estimate at all.
  private let absences: [Diagnostic]

  /// - Parameter design: the design the model was fitted to, all of its rows: those no event time
  ///   finds at risk are units too.
  init(_ fit: CoxModel, _ design: Design) {
    messages = zip(fit.columns, fit.separations).compactMap { column, separation in
      separation.map { (column, Self.message(column, $0, design)) }
    }
    absences = fit.diagnostics.filter { [.collinear, .constantCovariate].contains($0.code) }
  }

  /// Why coefficients of one variable have no number.
  func reasons(of variable: String) -> [Diagnostic] {
    messages.filter { $0.column.variable == variable }.map(Self.diagnostic)
      + absences.filter { $0.term == variable || $0.term?.hasPrefix(variable + "=") ?? false }
  }

  private static func diagnostic(
    _ found: (column: Design.Column, message: String)
  ) -> Diagnostic {
    Diagnostic(.infiniteCoefficient, .warning, term: found.column.name, message: found.message)
  }

  /// The diagnostics of a fit with the words of this report for those coefficients.
  func mending(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.filter { found in
      // Levels without a unit are those eligibility leaves out; the flow tells of them.
      found.code != .infiniteCoefficient && found.code != .groupWithoutEvents
        && !(found.code == .notEstimable && found.severity == .note)
    }
      + messages.map(Self.diagnostic)
  }

  private static func message(
    _ column: Design.Column, _ separation: CoxModel.Separation, _ design: Design
  ) -> String {
    let place = design.columns.firstIndex(of: column) ?? 0
    let term = design.terms.first { $0.columns.contains(place) }?.columns ?? place..<place + 1
    let rows = 0..<design.matrix.rowCount
    let name = column.level == nil ? "\(column.name) = 1" : column.name
    let none =
      column.level == nil ? "\(column.name) = 0" : "the reference level of \(column.variable)"
    let cause =
      switch separation.cause {
      case .noEventWithLevel:
        "none of the \(rows.count { design.matrix[$0, place] != 0 }) units with \(name) has the event"
      case .noEventWithoutLevel:
        "none of the \(rows.count { row in term.allSatisfy { design.matrix[row, $0] == 0 } }) units "
          + "with \(none) has the event"
      case .orderedByValue:
        "at every event time the event befell the \(separation.isPositive ? "greatest" : "least") "
          + "\(column.name) of those at risk"
      case .combination:
        "together with other covariates it tells at every event time who has the event"
      }
    return "The hazard ratio of \(column.name) is not estimable: \(cause), so that it runs to "
      + (separation.isPositive ? "infinity." : "zero.")
  }
}
