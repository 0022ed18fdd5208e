import LinearAlgebra
import Statistics
import Survival

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

  /// The diagnostics of a fit with the words of this report for those coefficients; how few the
  /// events are is said by ``EventsPerCoefficient``.
  func mending(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.filter { found in
      // Levels without a unit are those eligibility leaves out; the flow tells of them.
      ![.infiniteCoefficient, .groupWithoutEvents, .fewEvents].contains(found.code)
        && !(found.code == .notEstimable && found.severity == .note)
    }
      + messages.map(Self.diagnostic)
  }

  private static func message(
    _ column: Design.Column, _ separation: CoxModel.Separation, _ design: Design
  ) -> String {
    let place = design.columns.firstIndex(of: column) ?? 0
    let indicator = IndicatorRows(design, column: place)
    let rows = 0..<design.matrix.rowCount
    let name = column.level == nil ? "\(column.name) = 1" : column.name
    let none =
      column.level == nil ? "\(column.name) = 0" : "the reference level of \(column.variable)"
    let cause =
      switch separation.cause {
      case .noEventWithLevel:
        "none of the \(rows.count(where: indicator.isAtLevel)) units with \(name) has the event"
      case .noEventWithoutLevel:
        "none of the \(rows.count(where: indicator.isAtReference)) units with \(none) has the event"
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
