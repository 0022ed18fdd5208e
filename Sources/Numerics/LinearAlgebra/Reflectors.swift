/// An orthogonal matrix Q and the triangle R of a matrix X = Q R, columns in their own order.
///
/// Q is held as Householder reflectors, in the place of X. A tall matrix is cut into blocks of rows
/// that stay in cache: each block is factored by itself, and the triangles of all blocks, one below
/// the other, are factored once more. The blocks depend on n and p only, so the digits do not
/// depend on the machine's load.
///
/// Reference: Demmel, Grigori, Hoemmen and Langou (2012), Communication-optimal parallel and
/// sequential QR and LU factorizations, SIAM Journal on Scientific Computing 34.
struct Reflectors: Sendable {
  /// A factored block of rows: where its reflectors lie, their scalars, and its first row in X.
  private struct Part {
    let block: Block
    let tau: [Double]
    let firstRow: Int
  }

  let rowCount: Int
  /// The upper trapezoid R, min(n, p) × p.
  let upper: Matrix
  private var elements: [Double]
  private var parts: [Part] = []
  /// The factors of the parts' triangles, one below the other, where there are several.
  private var stack: (elements: [Double], block: Block, tau: [Double])?

  /// Factors a matrix of finite numbers.
  init(_ x: Matrix) throws(LinearAlgebraError) {
    rowCount = x.rowCount
    let starts = Reflectors.starts(x)
    elements = starts.count == 1 ? x.elements : Reflectors.arranged(x, starts)
    for (k, start) in starts.enumerated() {
      let height = (k + 1 < starts.count ? starts[k + 1] : x.rowCount) - start
      let block = Block(
        offset: start * x.columnCount, rowCount: height, columnCount: x.columnCount,
        stride: height)
      let tau = try LAPACK.geqrf(&elements, block)
      parts.append(Part(block: block, tau: tau, firstRow: start))
    }
    guard parts.count > 1 else {
      upper = upperTrapezoid(of: elements, parts[0].block)
      return
    }
    var triangles = Matrix(rowCount: parts.count * x.columnCount, columnCount: x.columnCount)
    for (k, part) in parts.enumerated() {
      let triangle = upperTrapezoid(of: elements, part.block)
      for j in 0..<x.columnCount {
        for i in 0...j { triangles[k * x.columnCount + i, j] = triangle[i, j] }
      }
    }
    let block = Block(triangles)
    let tau = try LAPACK.geqrf(&triangles.elements, block)
    upper = upperTrapezoid(of: triangles.elements, block)
    stack = (triangles.elements, block, tau)
  }

  /// Overwrites each column of a matrix of n rows with Q'c (`transpose` yes) or Q c.
  func apply(_ transpose: Transpose, to c: inout Matrix) {
    precondition(c.rowCount == rowCount, "\(c.rowCount) rows against \(rowCount)")
    if transpose == .no { applyStack(.no, to: &c) }
    for part in parts {
      let rows = Block(
        offset: part.firstRow, rowCount: part.block.rowCount, columnCount: c.columnCount,
        stride: rowCount)
      LAPACK.ormqr(transpose, elements, part.block, tau: part.tau, &c.elements, rows)
    }
    if transpose == .yes { applyStack(.yes, to: &c) }
  }

  /// Applies the factors of the triangles to the rows of `c` at the head of each block.
  private func applyStack(_ transpose: Transpose, to c: inout Matrix) {
    guard let stack else { return }
    let width = stack.block.columnCount
    let heads = parts.flatMap { Array($0.firstRow..<$0.firstRow + width) }
    var gathered = c.selecting(rows: heads)
    let block = Block(gathered)
    LAPACK.ormqr(
      transpose, stack.elements, stack.block, tau: stack.tau, &gathered.elements, block)
    for j in 0..<c.columnCount {
      for (i, row) in heads.enumerated() { c[row, j] = gathered[i, j] }
    }
  }

  /// The first row of each block: all rows in one unless there are several blocks' worth.
  private static func starts(_ x: Matrix) -> [Int] {
    let height = rowsInCache(x.columnCount)
    guard x.columnCount > 0, x.rowCount >= 2 * height else { return [0] }
    // The last block takes the rows left over, so that none has fewer rows than columns.
    return (0..<x.rowCount / height).map { $0 * height }
  }

  /// The rows of a block that stays in the second-level cache, never fewer than eight a column.
  private static func rowsInCache(_ columnCount: Int) -> Int {
    max(65_536 / max(1, columnCount), 8 * columnCount)
  }

  /// The elements with each block's columns side by side.
  private static func arranged(_ x: Matrix, _ starts: [Int]) -> [Double] {
    var elements: [Double] = []
    elements.reserveCapacity(x.elements.count)
    for (k, start) in starts.enumerated() {
      let end = k + 1 < starts.count ? starts[k + 1] : x.rowCount
      for j in 0..<x.columnCount {
        elements += x.elements[j * x.rowCount + start..<j * x.rowCount + end]
      }
    }
    return elements
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
