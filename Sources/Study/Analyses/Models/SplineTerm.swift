import Formulas
import LinearAlgebra
import Statistics
import Tables

/// A number that enters a model as a curve: a spline or a polynomial.
struct SplineTerm {
  /// The names of its tests in the results.
  static let association = "association"
  /// The test of a curve against a straight line.
  static let nonlinearity = "nonlinearity"

  /// The term, as the formula names it.
  let label: String
  /// The number behind it: `bmi`, or `log(bmi)`.
  let source: String
  /// How a value becomes columns.
  let variable: CodedVariable
  /// Its columns of the design.
  let columns: Range<Int>
  /// The number in every row used.
  let values: [Double]

  /// The curves of a frame: terms of one variable that no interaction shares.
  static func all(in frame: ModelFrame, of table: Table) -> [SplineTerm] {
    frame.design.terms.compactMap { SplineTerm($0, frame, table) }
  }

  private init?(_ term: Design.Term, _ frame: ModelFrame, _ table: Table) {
    let encoding = frame.encoding
    guard term.columns.count > 1,
      let coded = encoding.terms.first(where: { $0.label == term.label }),
      coded.variables.count == 1, let place = coded.variables.first,
      encoding.terms.count(where: { $0.variables.contains(place) }) == 1
    else { return nil }
    variable = encoding.variables[place]
    switch variable.coding {
    case .number, .levels: return nil
    case .restrictedCubicSpline, .powers:
      values = Array(frame.design.matrix.column(term.columns.lowerBound))
    case .naturalSpline, .orthogonalPolynomial:
      guard let name = variable.source.columnName,
        case .numbers(let numbers)? = table.column(named: name)?.values
      else { return nil }
      values = frame.rows.map { rows in rows.map { numbers[Int($0)] } } ?? numbers
    }
    label = term.label
    source = variable.source.label
    columns = term.columns
  }

  /// The design without the term, or with the number itself in its place.
  func smaller(_ design: Design, isLinear: Bool) -> Design {
    let others = design.columns.indices.filter { !columns.contains($0) }
    let kept = design.keeping(others)
    let line = Matrix(rowCount: values.count, columnCount: 1, elements: values)
    guard isLinear else {
      return Design(
        matrix: kept.matrix, columns: kept.columns, terms: kept.terms,
        hasIntercept: kept.hasIntercept, offset: design.offset)
    }
    return Design(
      matrix: kept.matrix.appending(columns: line),
      columns: kept.columns + [Design.Column(name: source, variable: source)],
      terms: kept.terms + [Design.Term(label: source, columns: others.count..<others.count + 1)],
      hasIntercept: kept.hasIntercept, offset: design.offset)
  }
}
