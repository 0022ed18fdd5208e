import LinearAlgebra
import ReferenceTables
import Testing

@Suite("Pivoted QR: rank")
struct PivotedQRRankTests {
  @Test("keeps the first of dependent columns; the kept are as if factored alone")
  func dependent() throws {
    let x = scatteredMatrix(rowCount: 30, columnCount: 4)
    let sum = zip(x.column(0), x.column(1)).map { $0 + 1e6 * $1 }
    let all = Matrix(
      rowCount: 30,
      columns: [
        Array(x.column(0)), Array(x.column(1)), sum, Array(x.column(2)), Array(x.column(0)),
        Array(x.column(3)), [Double](repeating: 0, count: 30),
      ])
    let qr = try PivotedQR(all)
    #expect(qr.independentColumns() == [0, 1, 3, 5])
    #expect(qr.rank() == 4)
    let kept = try qr.keeping(columns: [0, 1, 3, 5])
    let alone = try PivotedQR(x)
    #expect(kept.columnCount == 4)
    #expect(largestDifference(try kept.inverseGram(), try alone.inverseGram()) < 1e-14)
    let y = scatteredMatrix(rowCount: 30, columnCount: 1, seed: 4).elements
    let (fit, other) = (try kept.leastSquares(y), try alone.leastSquares(y))
    #expect(zip(fit.coefficients, other.coefficients).allSatisfy { isClose($0, $1) })
    #expect(zip(fit.residuals, other.residuals).allSatisfy { abs($0 - $1) < 1e-14 })
    #expect(zip(kept.leverages(), alone.leverages()).allSatisfy { isClose($0, $1) })
  }

  /// Intercept, year of surgery, year of birth, and age: their rounded difference.
  private func years(count: Int) -> Matrix {
    let scattered = scatteredMatrix(rowCount: count, columnCount: 3)
    let surgery = scattered.column(0).map { 2015 + (500 * $0).rounded() / 100 }
    let birth = scattered.column(1).map { 1950 + (1500 * $0).rounded() / 100 }
    let age = zip(surgery, birth).map { (100 * ($0 - $1)).rounded() / 100 }
    return Matrix(
      rowCount: count,
      columns: [[Double](repeating: 1, count: count), surgery, birth, age])
  }

  @Test("a small difference of large columns is dependent", arguments: [10, 200, 50_000])
  func difference(count: Int) throws {
    var x = years(count: count)
    #expect(try PivotedQR(x).independentColumns() == [0, 1, 2])
    // One age off by a hundredth is a column of its own.
    x[7, 3] += 0.01
    #expect(try PivotedQR(x).independentColumns() == [0, 1, 2, 3])
  }

  @Test("indicators of all levels depend on the intercept, whatever the number of columns")
  func indicators() throws {
    let levels = 40
    let count = 37 * levels
    var x = Matrix(rowCount: count, columnCount: levels + 1)
    for i in 0..<count {
      x[i, 0] = 1
      x[i, 1 + (i * i + 3 * i) % levels] = 1
    }
    let used = Set((0..<count).map { 1 + ($0 * $0 + 3 * $0) % levels })
    let expected = [0] + used.sorted().dropLast()
    #expect(try PivotedQR(x).independentColumns() == expected)
  }

  private func filipPowers(_ table: ReferenceTable) throws -> [[Double]] {
    let predictor = try table.rows("predictor").map(\.value)
    var columns = [[Double](repeating: 1, count: predictor.count)]
    for k in 0..<10 { columns.append(zip(columns[k], predictor).map { $0 * $1 }) }
    return columns
  }

  @Test("the powers of Filip are independent, and their distances are those of 60 digits")
  func filip() throws {
    let table = try reference("filip")
    let columns = try filipPowers(table)
    let qr = try PivotedQR(Matrix(rowCount: 82, columns: columns))
    #expect(qr.rank() == 11)
    for (j, row) in try table.rows("distance").enumerated() {
      let margin = row.relativeTolerance
      #expect(qr.independentColumns(tolerance: row.value * (1 - margin)).contains(j))
      #expect(!qr.independentColumns(tolerance: row.value * (1 + margin)).contains(j))
    }
    #expect(qr.rank(tolerance: 1e-7) == 8)
  }

  @Test("copies and sums of nearly dependent columns are found among them")
  func nearlyDependentCopies() throws {
    let powers = try filipPowers(try reference("filip"))
    // 1, 1, x, x, …, x¹⁰, x¹⁰, then sums of each power and the next.
    var columns = powers.flatMap { [$0, $0] }
    for k in 0..<10 { columns.append(zip(powers[k], powers[k + 1]).map { $0 + $1 }) }
    let qr = try PivotedQR(Matrix(rowCount: 82, columns: columns))
    #expect(qr.independentColumns() == Array(stride(from: 0, through: 20, by: 2)))
  }

  @Test("Läuchli's matrix has full rank, and its inverse cross product is had without squaring")
  func lauchli() throws {
    let table = try reference("lauchli")
    let qr = try PivotedQR(try table.matrix("element"))
    #expect(qr.rank() == 3)
    try table.expect(try qr.inverseGram(), "inverseGram")
  }

  @Test("finds the one dependence that no diagonal element of R betrays")
  func kahan() throws {
    // Kahan's matrix: R with diagonal sⁱ and −c sⁱ right of it; the least singular value is far
    // below the least diagonal element, s⁸⁹ = 0.017.
    let order = 90
    let (s, c) = (0.955, 0.296_605_8)
    var x = Matrix(rowCount: order, columnCount: order)
    var power = 1.0
    for i in 0..<order {
      x[i, i] = power
      for j in i + 1..<max(i + 1, order) { x[i, j] = -c * power }
      power *= s
    }
    let values = try SingularValues(x).values
    let smallest = try #require(values.last)
    #expect(smallest < 1e-9)
    let qr = try PivotedQR(x)
    #expect(qr.rank(tolerance: 1e-7) < order)
    #expect(qr.rank(tolerance: smallest / 2) == order)
  }

  @Test("the reciprocal condition number is that of the columns brought to similar lengths")
  func condition() throws {
    let orthogonal = Matrix(rows: [[1e-8, 0], [0, 3e9], [0, 0]])
    #expect(try PivotedQR(orthogonal).reciprocalConditionNumber > 0.5)
    let close = Matrix(rows: [[1, 1], [0, 1e-10], [0, 0]])
    let estimate = try PivotedQR(close).reciprocalConditionNumber
    #expect(estimate > 1e-11 && estimate < 1e-10)
  }
}
