internal import CLAPACK

/// The BLAS routines that the room calls: one checked wrapper each, on arrays.
enum BLAS {
  /// Pins OpenBLAS to one thread, once, before the first call.
  ///
  /// One and two threads give different last digits; parallel work is split in Swift over fixed
  /// blocks instead.
  static let singleThreaded: Void = openblas_set_num_threads(1)

  private static let columnMajor: Int32 = 102

  /// c = a·b (or with either transposed), where `c` is overwritten.
  static func gemm(
    _ a: [Double], _ aBlock: Block, _ transposeA: Transpose = .no,
    _ b: [Double], _ bBlock: Block, _ transposeB: Transpose = .no,
    into c: inout [Double], _ cBlock: Block
  ) {
    _ = singleThreaded
    aBlock.check(within: a.count)
    bBlock.check(within: b.count)
    cBlock.check(within: c.count)
    let (m, k) =
      transposeA == .no
      ? (aBlock.rowCount, aBlock.columnCount) : (aBlock.columnCount, aBlock.rowCount)
    let (l, n) =
      transposeB == .no
      ? (bBlock.rowCount, bBlock.columnCount) : (bBlock.columnCount, bBlock.rowCount)
    precondition(k == l && m == cBlock.rowCount && n == cBlock.columnCount, "sizes disagree")
    guard m > 0, n > 0 else { return }
    unsafe a.withUnsafeBufferPointer { a in
      unsafe b.withUnsafeBufferPointer { b in
        unsafe c.withUnsafeMutableBufferPointer { c in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          unsafe cblas_dgemm(
            columnMajor, transposeA.cblas, transposeB.cblas, Int32(m), Int32(n), Int32(k), 1,
            a + aBlock.offset, aBlock.leading, b + bBlock.offset, bBlock.leading, 0,
            c + cBlock.offset, cBlock.leading)
        }
      }
    }
  }

  /// y = alpha·op(a)·x + beta·y on contiguous stretches of the arrays.
  static func gemv(
    _ a: [Double], _ block: Block, _ transpose: Transpose = .no, alpha: Double = 1,
    _ x: [Double], stride xStride: Int = 1, beta: Double = 0, into y: inout [Double],
    offset yOffset: Int = 0
  ) {
    _ = singleThreaded
    block.check(within: a.count)
    let (m, n) =
      transpose == .no
      ? (block.rowCount, block.columnCount) : (block.columnCount, block.rowCount)
    precondition(xStride > 0 && (n == 0 || (n - 1) * xStride < x.count), "x is too short")
    precondition(yOffset >= 0 && yOffset + m <= y.count, "y is too short")
    guard m > 0 else { return }
    guard n > 0 else {
      for i in 0..<m { y[yOffset + i] = beta == 0 ? 0 : beta * y[yOffset + i] }
      return
    }
    unsafe a.withUnsafeBufferPointer { a in
      unsafe x.withUnsafeBufferPointer { x in
        unsafe y.withUnsafeMutableBufferPointer { y in
          guard let a = a.baseAddress, let x = x.baseAddress, let y = y.baseAddress else { return }
          unsafe cblas_dgemv(
            columnMajor, transpose.cblas, block.rows, block.columns, alpha, a + block.offset,
            block.leading, x, Int32(xStride), beta, y + yOffset, 1)
        }
      }
    }
  }

  /// c = a'a (`transpose` yes) or aa' (no), in one triangle of `c`; the other is left alone.
  static func syrk(
    _ a: [Double], _ block: Block, _ transpose: Transpose, into c: inout [Double],
    _ triangle: Triangle
  ) {
    _ = singleThreaded
    block.check(within: a.count)
    let (n, k) =
      transpose == .yes
      ? (block.columnCount, block.rowCount) : (block.rowCount, block.columnCount)
    precondition(c.count == n * n, "the product does not fit")
    guard n > 0, k > 0 else { return }
    unsafe a.withUnsafeBufferPointer { a in
      unsafe c.withUnsafeMutableBufferPointer { c in
        guard let a = a.baseAddress, let c = c.baseAddress else { return }
        unsafe cblas_dsyrk(
          columnMajor, triangle.cblas, transpose.cblas, Int32(n), Int32(k), 1, a + block.offset,
          block.leading, 0, c, Int32(n))
      }
    }
  }
}
