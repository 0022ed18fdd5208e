import LinearAlgebra
import Statistics
import Survival

/// What is said of coefficients without a number, in a report that prints none for them: those that
/// run to infinity, and those that the data cannot tell from others.
///
/// Columns stand in backticks, so that a page can put its own names in their place.
struct SeparatedCoefficients {
  private let separations: [Diagnostic]
  /// What is said of coefficients that have no estimate at all.
  private let absences: [Diagnostic]

  /// - Parameter design: the design the model was fitted to, all of its rows: those no event time
  ///   finds at risk are units too.
  init(_ fit: CoxModel, _ design: Design) {
    separations = zip(fit.columns, fit.separations).compactMap { column, separation in
      separation.map { Self.diagnostic(of: column, $0, design) }
    }
    let collinear = CollinearColumns(fit, design)
    absences = fit.diagnostics.compactMap { found in
      switch found.code {
      case .collinear: collinear.diagnostic(of: found)
      case .constantCovariate: found.saying(found.quotingTerm)
      default: nil
      }
    }
  }

  /// Why coefficients of one variable have no number.
  func reasons(of variable: String) -> [Diagnostic] {
    (separations + absences).filter {
      $0.term == variable || $0.term?.hasPrefix(variable + "=") ?? false
    }
  }

  /// The diagnostics of a fit with the words of this report for those coefficients; how few the
  /// events are is said by ``EventsPerCoefficient``.
  func mending(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.compactMap { found in
      // Levels without a unit are those eligibility leaves out; the flow tells of them.
      switch (found.code, found.severity) {
      case (.infiniteCoefficient, _), (.groupWithoutEvents, _), (.fewEvents, _),
        (.notEstimable, .note):
        nil
      case (.collinear, _), (.constantCovariate, _):
        absences.first { $0.code == found.code && $0.term == found.term } ?? found
      default: found
      }
    } + separations
  }

  private static func diagnostic(
    of column: Design.Column, _ separation: CoxModel.Separation, _ design: Design
  ) -> Diagnostic {
    let place = design.columns.firstIndex(of: column) ?? 0
    let indicator = IndicatorRows(design, column: place)
    let rows = 0..<design.matrix.rowCount
    let name = "`\(column.name)`" + (column.level == nil ? " = 1" : "")
    let none =
      column.level == nil
      ? "`\(column.name)` = 0" : "the reference level of `\(column.variable)`"
    func message(_ units: (Int) -> String) -> String {
      let cause =
        switch separation.cause {
        case .noEventWithLevel:
          "none of \(units(rows.count(where: indicator.isAtLevel))) with \(name) has the event"
        case .noEventWithoutLevel:
          "none of \(units(rows.count(where: indicator.isAtReference))) "
            + "with \(none) has the event"
        case .orderedByValue:
          "at every event time the event befell the \(separation.isPositive ? "greatest" : "least") "
            + "`\(column.name)` of those at risk"
        case .combination:
          "together with other covariates it tells at every event time who has the event"
        }
      return "The hazard ratio of `\(column.name)` is not estimable: \(cause), so that it runs to "
        + (separation.isPositive ? "infinity." : "zero.")
    }
    return Diagnostic(
      .infiniteCoefficient, .warning, term: column.name,
      message: message { "the \($0) unit\($0 == 1 ? "" : "s")" },
      withoutCounts: message { _ in "the units" })
  }
}

extension Diagnostic {
  /// The message with the column it begins with in backticks.
  fileprivate var quotingTerm: String {
    guard let term, message.hasPrefix(term) else { return message }
    return "`\(term)`" + message.dropFirst(term.count)
  }
}
