import Documents
import Statistics

/// The coefficients of a model and their standard errors with as many digits as asked for, to be held
/// against certified or published values.
struct CoefficientDigits {
  let terms: CoefficientTerms
  /// The number of significant digits; 17 tell every double from its neighbours.
  let digits: Int

  func text(_ value: Double) -> String { NumberStyle.point.text(value, significant: digits) }

  /// The table of the page.
  var table: Block {
    .table(
      TableBlock(
        id: "tbl-coefficients", title: RichText("Coefficients, to \(digits) significant digits"),
        columns: [
          TableColumn(header: "Term"), TableColumn(header: "Estimate", alignment: .trailing),
          TableColumn(header: "SE", alignment: .trailing),
        ],
        rows: terms.estimates.map { estimate in
          TableRow(cells: [
            Cell(estimate.name), Cell(text(estimate.value)), Cell(text(estimate.standardError)),
          ])
        },
        notes: [TableNote(.abbreviations, "SE, standard error.")]))
  }
}
