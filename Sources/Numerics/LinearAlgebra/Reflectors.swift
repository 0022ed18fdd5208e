/// An orthogonal matrix Q and the triangle R of a tall matrix X = Q R, columns in their own order.
///
/// Q is held as Householder reflectors, in the place of X.
struct Reflectors: Sendable {
  /// The reflectors, in the lower trapezoid.
  private var elements: [Double]
  private let block: Block
  private let tau: [Double]
  /// The upper trapezoid R, min(n, p) × p.
  let upper: Matrix

  var rowCount: Int { block.rowCount }

  /// Factors a matrix of finite numbers.
  init(_ x: Matrix) throws(LinearAlgebraError) {
    elements = x.elements
    block = Block(x)
    tau = try LAPACK.geqrf(&elements, block)
    upper = upperTrapezoid(of: elements, block)
  }

  /// Overwrites each column of a matrix of n rows with Q'c (`transpose` yes) or Q c.
  func apply(_ transpose: Transpose, to c: inout Matrix) {
    let cBlock = Block(c)
    LAPACK.ormqr(transpose, elements, block, tau: tau[...], &c.elements, cBlock)
  }
}

/// The upper trapezoid of a factored block, min(n, p) × p, zeros below its diagonal.
func upperTrapezoid(of elements: [Double], _ block: Block) -> Matrix {
  let height = min(block.rowCount, block.columnCount)
  var upper = Matrix(rowCount: height, columnCount: block.columnCount)
  for j in 0..<block.columnCount {
    let start = block.offset + j * block.stride
    for i in 0..<min(j + 1, height) { upper[i, j] = elements[start + i] }
  }
  return upper
}
