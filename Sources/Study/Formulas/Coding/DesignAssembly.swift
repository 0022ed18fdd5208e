import LinearAlgebra
import Statistics

/// Lays coded variables into the columns of a design.
struct DesignAssembly {
  let variables: [CodedVariable]
  let terms: [CodedTerm]
  let hasIntercept: Bool

  /// The most columns a design may have.
  static let mostColumns = 20_000
  /// The most elements a design may have: 8 GB of numbers.
  static let mostElements = 1_000_000_000

  /// What each column is, term by term.
  func columns(of term: CodedTerm) -> [Design.Column] {
    let pieces = zip(term.variables, term.isFull).map { variables[$0].pieces(isFull: $1) }
    return combinations(pieces.map(\.count)).map { choice in
      let chosen = choice.enumerated().map { pieces[$0][$1] }
      let levels = chosen.compactMap(\.level)
      return Design.Column(
        name: chosen.map(\.name).joined(separator: ":"), variable: term.label,
        level: levels.isEmpty ? nil : levels.joined(separator: ":"))
    }
  }

  /// The number of columns of the design, without building any.
  var columnCount: Int {
    var total = hasIntercept ? 1 : 0
    for term in terms {
      var count = 1
      for (variable, isFull) in zip(term.variables, term.isFull) {
        count *= variables[variable].pieceCount(isFull: isFull)
        if count > Self.mostColumns { return count }
      }
      total += count
      if total > Self.mostColumns { return total }
    }
    return total
  }

  /// The design over `rowCount` rows.
  func design(
    _ values: [CodedVariable.Values], rowCount: Int, offset: [Double]?
  ) -> Design {
    var elements: [Double] = []
    elements.reserveCapacity(rowCount * columnCount)
    var described: [Design.Column] = []
    var spans: [Design.Term] = []
    if hasIntercept {
      elements.append(contentsOf: repeatElement(1, count: rowCount))
      described.append(Design.Column(name: "(Intercept)", variable: "(Intercept)"))
    }
    for term in terms {
      let start = described.count
      described += columns(of: term)
      append(term, values, rowCount, to: &elements)
      if described.count > start {
        spans.append(Design.Term(label: term.label, columns: start..<described.count))
      }
    }
    return Design(
      matrix: Matrix(rowCount: rowCount, columnCount: described.count, elements: elements),
      columns: described, terms: spans, hasIntercept: hasIntercept, offset: offset)
  }

  // MARK: One term

  private func append(
    _ term: CodedTerm, _ values: [CodedVariable.Values], _ rowCount: Int,
    to elements: inout [Double]
  ) {
    let counts = zip(term.variables, term.isFull).map {
      variables[$0].pieceCount(isFull: $1)
    }
    for choice in combinations(counts) {
      for (position, piece) in choice.enumerated() {
        let skipped = term.isFull[position] ? 0 : 1
        let variable = values[term.variables[position]]
        if position == 0 {
          Self.append(variable, piece, skipped, rowCount, to: &elements)
        } else {
          Self.multiply(variable, piece, skipped, rowCount, into: &elements)
        }
      }
    }
  }

  private static func append(
    _ values: CodedVariable.Values, _ piece: Int, _ skipped: Int, _ rowCount: Int,
    to elements: inout [Double]
  ) {
    switch values {
    case .columns(let columns):
      if columns.count == rowCount {
        elements.append(contentsOf: columns)
      } else {
        elements.append(contentsOf: columns[piece * rowCount..<(piece + 1) * rowCount])
      }
    case .codes(let codes):
      let wanted = Int32(piece + skipped)
      elements.append(contentsOf: codes.lazy.map { $0 == wanted ? 1 : 0 })
    }
  }

  private static func multiply(
    _ values: CodedVariable.Values, _ piece: Int, _ skipped: Int, _ rowCount: Int,
    into elements: inout [Double]
  ) {
    let start = elements.count - rowCount
    switch values {
    case .columns(let columns):
      let offset = piece * rowCount
      for row in 0..<rowCount { elements[start + row] *= columns[offset + row] }
    case .codes(let codes):
      let wanted = Int32(piece + skipped)
      for row in 0..<rowCount where codes[row] != wanted { elements[start + row] = 0 }
    }
  }

  /// All choices of one piece from each count, the first varying fastest.
  private func combinations(_ counts: [Int]) -> [[Int]] {
    guard counts.allSatisfy({ $0 > 0 }) else { return [] }
    var choice = [Int](repeating: 0, count: counts.count)
    var all: [[Int]] = []
    while true {
      all.append(choice)
      var position = 0
      while position < counts.count {
        choice[position] += 1
        if choice[position] < counts[position] { break }
        choice[position] = 0
        position += 1
      }
      if position == counts.count { return all }
    }
  }
}

extension CodedVariable {
  /// How many columns the variable takes.
  func pieceCount(isFull: Bool) -> Int {
    switch coding {
    case .number: 1
    case .levels(let levels): max(0, levels.count - (isFull ? 0 : 1))
    case .restrictedCubicSpline(let spline): spline.columnCount
    case .naturalSpline(let spline): spline.columnCount
    case .orthogonalPolynomial(let polynomial): polynomial.columnCount
    case .powers(let degree): degree
    }
  }
}
