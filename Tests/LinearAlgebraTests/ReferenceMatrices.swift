import LinearAlgebra
import ReferenceTables
import Testing

extension ReferenceTable {
  /// The matrix whose elements stand under a quantity with terms `row:column`.
  func matrix(_ quantity: String) throws -> Matrix {
    let places = try rows(quantity).map { row in
      (row.term.split(separator: ":").compactMap { Int($0) }, row.value)
    }
    let rowCount = (places.map { $0.0[0] }.max() ?? -1) + 1
    let columnCount = (places.map { $0.0[1] }.max() ?? -1) + 1
    try #require(places.count == rowCount * columnCount)
    var matrix = Matrix(rowCount: rowCount, columnCount: columnCount, repeating: .nan)
    for (place, value) in places { matrix[place[0], place[1]] = value }
    return matrix
  }

  /// Compares a matrix with the elements under a quantity.
  func expect(
    _ actual: Matrix, _ quantity: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let expected = try matrix(quantity)
    try #require(actual.rowCount == expected.rowCount, sourceLocation: sourceLocation)
    try #require(actual.columnCount == expected.columnCount, sourceLocation: sourceLocation)
    for row in try rows(quantity) {
      let place = row.term.split(separator: ":").compactMap { Int($0) }
      expect(actual[place[0], place[1]], row, sourceLocation: sourceLocation)
    }
  }

  /// Compares numbers with those under a quantity, in file order.
  func expect(
    _ actual: [Double], _ quantity: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let expected = try rows(quantity)
    try #require(actual.count == expected.count, sourceLocation: sourceLocation)
    for (value, row) in zip(actual, expected) {
      expect(value, row, sourceLocation: sourceLocation)
    }
  }

  /// Compares a number with the one under a quantity.
  func expect(
    _ actual: Double, _ quantity: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    expect(actual, try row(quantity), sourceLocation: sourceLocation)
  }

  private func expect(_ actual: Double, _ row: Row, sourceLocation: SourceLocation) {
    #expect(
      isClose(
        actual, row.value, relative: row.relativeTolerance, absolute: row.absoluteTolerance),
      "\(difference(actual, row.value, row.description))", sourceLocation: sourceLocation)
  }
}

/// The reference tables of this room.
func reference(_ name: String) throws -> ReferenceTable {
  try ReferenceTable.load("linearAlgebra/\(name)")
}

/// The largest absolute difference of two matrices of one size; NaN if an element is.
func largestDifference(_ left: Matrix, _ right: Matrix) -> Double {
  (left - right).elements.reduce(0) { $1.isNaN || $0.isNaN ? .nan : max($0, abs($1)) }
}

/// Numbers between minus one and one that look random and are the same on every run.
func scatteredMatrix(rowCount: Int, columnCount: Int, seed: UInt64 = 1) -> Matrix {
  var state = seed &* 0x9E37_79B9_7F4A_7C15
  let elements = (0..<rowCount * columnCount).map { _ -> Double in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) * 0x1p-52 - 1
  }
  return Matrix(rowCount: rowCount, columnCount: columnCount, elements: elements)
}

/// A symmetric matrix whose diagonal outweighs each row: positive definite.
func dominantMatrix(order: Int, seed: UInt64 = 1) -> Matrix {
  let scattered = scatteredMatrix(rowCount: order, columnCount: order, seed: seed)
  var matrix = 0.5 * (scattered + scattered.transposed())
  for j in 0..<order { matrix[j, j] += Double(order) }
  return matrix
}

/// What all parts of the library must agree about: sizes at the edge.
let edgeOrders = [0, 1, 2, 33]
