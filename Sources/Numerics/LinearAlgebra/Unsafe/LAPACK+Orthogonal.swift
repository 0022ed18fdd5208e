internal import CLAPACK

// Orthogonal factors as products of Householder reflectors, and triangles.
extension LAPACK {
  /// Overwrites a block with R above and the reflectors of Q below; returns their scalars.
  static func geqrf(
    _ a: inout [Double], _ block: Block
  ) throws(LinearAlgebraError) -> [Double] {
    _ = BLAS.singleThreaded
    try checkSize(block.stride, block.columnCount)
    block.check(within: a.count)
    var tau = [Double](repeating: 0, count: min(block.rowCount, block.columnCount))
    guard !block.isEmpty else { return tau }
    var best = [0.0]
    unsafe _ = checked(
      lapack_dgeqrf(block.rows, block.columns, &a, block.leading, &tau, &best, -1), "dgeqrf")
    var work = try workspace(best[0])
    let workCount = Int32(work.count)
    let info = unsafe a.withUnsafeMutableBufferPointer { a -> Int32 in
      guard let a = a.baseAddress else { return 0 }
      return unsafe lapack_dgeqrf(
        block.rows, block.columns, a + block.offset, block.leading, &tau, &work, workCount)
    }
    precondition(checked(info, "dgeqrf") == 0)
    return tau
  }

  /// As `geqrf`, taking at each step the column with the longest remainder; also returns the
  /// original column, counted from zero, that stands at each position.
  static func geqp(
    _ a: inout [Double], _ block: Block
  ) throws(LinearAlgebraError) -> (tau: [Double], pivot: [Int]) {
    _ = BLAS.singleThreaded
    try checkSize(block.stride, block.columnCount)
    precondition(block.offset == 0)
    block.check(within: a.count)
    var tau = [Double](repeating: 0, count: min(block.rowCount, block.columnCount))
    guard !block.isEmpty else { return (tau, Array(0..<block.columnCount)) }
    var pivot = [Int32](repeating: 0, count: block.columnCount)
    var best = [0.0]
    unsafe _ = checked(
      lapack_dgeqp3(block.rows, block.columns, &a, block.leading, &pivot, &tau, &best, -1),
      "dgeqp3")
    var work = try workspace(best[0])
    let info = unsafe lapack_dgeqp3(
      block.rows, block.columns, &a, block.leading, &pivot, &tau, &work, Int32(work.count))
    precondition(checked(info, "dgeqp3") == 0)
    return (tau, pivot.map { Int($0) - 1 })
  }

  /// Overwrites the block of `c` with Q c or Q' c, where Q is held as reflectors.
  static func ormqr(
    _ transpose: Transpose, _ reflectors: [Double], _ block: Block, tau: [Double],
    _ c: inout [Double], _ cBlock: Block
  ) {
    _ = BLAS.singleThreaded
    block.check(within: reflectors.count)
    cBlock.check(within: c.count)
    precondition(block.rowCount == cBlock.rowCount, "sizes disagree")
    precondition(tau.count <= min(block.rowCount, block.columnCount))
    guard !tau.isEmpty, !cBlock.isEmpty else { return }
    let count = Int32(tau.count)
    // One column at a time gains nothing from blocking, which would form a triangle of p² a call.
    let isVector = cBlock.columnCount == 1
    var work = isVector ? [0.0] : ormqrWorkspace(block, count, cBlock)
    let workCount = Int32(work.count)
    let info = unsafe reflectors.withUnsafeBufferPointer { reflectors -> Int32 in
      unsafe c.withUnsafeMutableBufferPointer { c -> Int32 in
        unsafe tau.withUnsafeBufferPointer { tau -> Int32 in
          guard let q = reflectors.baseAddress, let c = c.baseAddress, let tau = tau.baseAddress
          else { return 0 }
          return isVector
            ? unsafe lapack_dorm2r(
              Letter.left, transpose.letter, cBlock.rows, 1, count, q + block.offset, block.leading,
              tau,
              c + cBlock.offset, cBlock.leading, &work)
            : unsafe lapack_dormqr(
              Letter.left, transpose.letter, cBlock.rows, cBlock.columns, count, q + block.offset,
              block.leading, tau, c + cBlock.offset, cBlock.leading, &work, workCount)
        }
      }
    }
    precondition(checked(info, "dormqr") == 0)
  }

  private static func ormqrWorkspace(
    _ block: Block, _ count: Int32, _ cBlock: Block
  ) -> [Double] {
    var best = [0.0]
    var nothing = [0.0]
    let info = unsafe lapack_dormqr(
      Letter.left, Letter.plain, cBlock.rows, cBlock.columns, count, [0], block.leading, [0],
      &nothing,
      cBlock.leading, &best, -1)
    precondition(checked(info, "dormqr") == 0)
    precondition(best[0] < Double(Block.largest), "the workspace exceeds LAPACK's interface")
    return [Double](repeating: 0, count: max(1, Int(best[0])))
  }

  /// Overwrites each column of `b` with the solution of T x = b or T' x = b.
  static func trtrs(
    _ triangle: Triangle, _ transpose: Transpose, _ order: Int, _ a: [Double],
    _ b: inout [Double], columns: Int
  ) throws(LinearAlgebraError) {
    _ = BLAS.singleThreaded
    Block(rowCount: order, columnCount: order).check(within: a.count)
    Block(rowCount: order, columnCount: columns).check(within: b.count)
    guard order > 0, columns > 0 else { return }
    let info = unsafe lapack_dtrtrs(
      triangle.letter, transpose.letter, Letter.generalDiagonal, Int32(order), Int32(columns), a,
      Int32(order), &b,
      Int32(order))
    let pivot = checked(info, "dtrtrs")
    if pivot > 0 { throw .singular(pivot: pivot - 1) }
  }

  /// The reciprocal condition number of a triangle in the 1-norm, estimated.
  static func trcon(_ triangle: Triangle, _ order: Int, _ a: [Double]) -> Double {
    _ = BLAS.singleThreaded
    Block(rowCount: order, columnCount: order).check(within: a.count)
    guard order > 0 else { return 1 }
    var reciprocal = 0.0
    var work = [Double](repeating: 0, count: 3 * order)
    var integers = [Int32](repeating: 0, count: order)
    let info = unsafe lapack_dtrcon(
      Letter.oneNorm, triangle.letter, Letter.generalDiagonal, Int32(order), a, Int32(order),
      &reciprocal, &work, &integers)
    precondition(checked(info, "dtrcon") == 0)
    return reciprocal
  }
}
