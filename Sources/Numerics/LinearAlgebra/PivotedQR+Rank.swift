extension PivotedQR {
  /// The tolerance of rank decisions: 1024 rounding units, 2.3e-13.
  ///
  /// A column that is the sum of others shows a distance of a few units, whatever the units of
  /// measurement; the degree-ten polynomial of NIST's Filip data, which a tolerance of 1e-7 takes
  /// for deficient, one of 6e-10.
  public static let defaultTolerance = 0x1p-42

  /// The columns to keep so that none depends on earlier ones: of collinear columns the first stay.
  ///
  /// All columns are brought to length one. Column j is regressed on the columns kept so far, which
  /// leaves a remainder r with coefficients c, and is dependent when |r| ≤ tolerance · √(1 + |c|²).
  /// The distance |r| / √(1 + |c|²) says how far the columns must move, in units of their lengths,
  /// for exact dependence, and the least distance is within a factor √p of the smallest singular
  /// value. Rounding moves it by a few units, also where a column is the small difference of large
  /// ones.
  public func independentColumns(tolerance: Double = defaultTolerance) -> [Int] {
    var kept = KeptColumns(height: ordered.rowCount, capacity: ordered.columnCount)
    return (0..<ordered.columnCount).filter { j in
      kept.append(Array(ordered.column(j)), unlessWithin: tolerance)
    }
  }

  /// The number of independent columns.
  public func rank(tolerance: Double = defaultTolerance) -> Int {
    independentColumns(tolerance: tolerance).count
  }

  /// An estimate of the reciprocal condition number, in the 1-norm, of R with its columns brought
  /// to similar lengths: near one for a well, near 2e-16 for a badly conditioned matrix.
  ///
  /// Zero when n < p. The condition number of X as it stands is that of `SingularValues`.
  public var reciprocalConditionNumber: Double {
    guard rowCount >= columnCount else { return 0 }
    return LAPACK.trcon(.upper, columnCount, upperTrapezoid(of: small, smallBlock).elements)
  }
}

/// Columns of length one of which none depends on earlier ones, with their triangle's inverse.
private struct KeptColumns {
  private let height: Int
  private let capacity: Int
  private var count = 0
  /// The orthonormal basis of the columns, column by column.
  private var basis: [Double]
  /// The inverse of the triangle of the columns in that basis.
  private var inverse: [Double]

  init(height: Int, capacity: Int) {
    self.height = height
    self.capacity = capacity
    basis = [Double](repeating: 0, count: height * capacity)
    inverse = [Double](repeating: 0, count: capacity * capacity)
  }

  /// Takes the column in unless its distance from dependence is within the tolerance.
  mutating func append(_ column: [Double], unlessWithin tolerance: Double) -> Bool {
    guard count < height, let unit = direction(column) else { return false }
    let (remainder, coordinates) = project(unit)
    var inverseColumn = [Double](repeating: 0, count: count + 1)
    BLAS.gemv(
      inverse, Block(offset: 0, rowCount: count, columnCount: count, stride: capacity), alpha: -1,
      coordinates, into: &inverseColumn)
    inverseColumn[count] = 1
    let length = euclideanLength(remainder)
    guard length > tolerance * euclideanLength(inverseColumn), let next = direction(remainder)
    else { return false }
    for i in 0..<height { basis[count * height + i] = next[i] }
    for i in 0...count { inverse[count * capacity + i] = inverseColumn[i] / length }
    count += 1
    return true
  }

  /// What the basis leaves of a vector, and the coordinates of what it takes; twice, because one
  /// pass of Gram and Schmidt leaves rounding errors inside the basis.
  private func project(_ vector: [Double]) -> (remainder: [Double], coordinates: [Double]) {
    let block = Block(rowCount: height, columnCount: count)
    var remainder = vector
    var coordinates = [Double](repeating: 0, count: count)
    for _ in 0..<2 {
      var step = [Double](repeating: 0, count: count)
      BLAS.gemv(basis, block, .yes, remainder, into: &step)
      BLAS.gemv(basis, block, alpha: -1, step, beta: 1, into: &remainder)
      for k in 0..<count { coordinates[k] += step[k] }
    }
    return (remainder, coordinates)
  }

  /// The vector brought to length one; nil for zeros.
  private func direction(_ vector: [Double]) -> [Double]? {
    let largest = vector.reduce(0) { max($0, abs($1)) }
    guard largest > 0 else { return nil }
    let moderate = vector.map { $0 / largest }
    let length = euclideanLength(moderate)
    return moderate.map { $0 / length }
  }

  private func euclideanLength(_ vector: [Double]) -> Double {
    vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
  }
}
