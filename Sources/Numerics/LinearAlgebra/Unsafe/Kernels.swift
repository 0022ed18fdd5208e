internal import CKernels

/// The C kernels on packed rows: one checked wrapper each, on arrays.
///
/// Offsets and counts are checked against the arrays before any pointer is formed.
enum Kernels {
  /// x = exp(x), element by element.
  static func exponentiate(_ x: inout [Double]) {
    unsafe x.withUnsafeMutableBufferPointer { x in
      guard let values = x.baseAddress else { return }
      unsafe ck_exponential(x.count, values, values)
    }
  }

  static func linearPredictor(
    _ x: [Double], _ shape: PackedShape, _ coefficients: [Double], base: [Double]?,
    into y: inout [Double]
  ) {
    precondition(x.count == shape.count && coefficients.count == shape.stride)
    precondition(y.count == shape.rowCount && (base?.count ?? y.count) == y.count)
    let base = base ?? []
    unsafe x.withUnsafeBufferPointer { x in
      unsafe coefficients.withUnsafeBufferPointer { coefficients in
        unsafe base.withUnsafeBufferPointer { base in
          unsafe y.withUnsafeMutableBufferPointer { y in
            guard let x = x.baseAddress, let beta = coefficients.baseAddress,
              let y = y.baseAddress
            else { return }
            unsafe ck_linear_predictor(
              shape.rowCount, shape.stride, x, beta, base.isEmpty ? nil : base.baseAddress, y)
          }
        }
      }
    }
  }

  static func crossProduct(
    _ x: [Double], _ shape: PackedShape, rows: Range<Int>, weights: [Double]?,
    into product: inout [Double]
  ) {
    shape.check(rows, within: x.count)
    precondition(product.count == shape.stride * shape.stride)
    precondition(rows.upperBound <= weights?.count ?? shape.rowCount)
    guard !rows.isEmpty, shape.stride > 0 else { return }
    let weights = weights ?? []
    unsafe x.withUnsafeBufferPointer { x in
      unsafe weights.withUnsafeBufferPointer { weights in
        unsafe product.withUnsafeMutableBufferPointer { product in
          guard let x = x.baseAddress, let product = product.baseAddress else { return }
          let weight =
            unsafe weights.isEmpty ? nil : weights.baseAddress.map { unsafe $0 + rows.lowerBound }
          unsafe ck_cross_product(
            rows.count, shape.stride, x + rows.lowerBound * shape.stride, weight, product)
        }
      }
    }
  }

  static func rowSum(
    _ x: [Double], _ shape: PackedShape, rows: Range<Int>, weights: [Double],
    into sum: inout [Double]
  ) {
    shape.check(rows, within: x.count)
    precondition(sum.count == shape.stride && rows.upperBound <= weights.count)
    unsafe x.withUnsafeBufferPointer { x in
      unsafe weights.withUnsafeBufferPointer { weights in
        unsafe sum.withUnsafeMutableBufferPointer { sum in
          guard let x = x.baseAddress, let weights = weights.baseAddress,
            let sum = sum.baseAddress
          else { return }
          unsafe ck_row_sum(
            rows.count, shape.stride, x + rows.lowerBound * shape.stride,
            weights + rows.lowerBound, sum)
        }
      }
    }
  }

  static func ranges(
    _ x: [Double], _ shape: PackedShape, rows: Range<Int>, low: inout [Double],
    high: inout [Double]
  ) {
    shape.check(rows, within: x.count)
    precondition(low.count == shape.stride && high.count == shape.stride)
    unsafe x.withUnsafeBufferPointer { x in
      unsafe low.withUnsafeMutableBufferPointer { low in
        unsafe high.withUnsafeMutableBufferPointer { high in
          guard let x = x.baseAddress, let low = low.baseAddress, let high = high.baseAddress
          else { return }
          unsafe ck_ranges(
            rows.count, shape.stride, x + rows.lowerBound * shape.stride, low, high)
        }
      }
    }
  }

  static func rescale(
    _ x: inout [Double], _ shape: PackedShape, rows: Range<Int>, centers: [Double],
    factors: [Double]
  ) {
    shape.check(rows, within: x.count)
    precondition(centers.count == shape.stride && factors.count == shape.stride)
    unsafe centers.withUnsafeBufferPointer { centers in
      unsafe factors.withUnsafeBufferPointer { factors in
        unsafe x.withUnsafeMutableBufferPointer { x in
          guard let x = x.baseAddress, let centers = centers.baseAddress,
            let factors = factors.baseAddress
          else { return }
          unsafe ck_rescale(
            rows.count, shape.stride, centers, factors, x + rows.lowerBound * shape.stride)
        }
      }
    }
  }

  /// Packs columns of a column-major matrix, a block of rows at a time so that the rows written
  /// stay in cache.
  static func pack(
    _ matrix: Matrix, order: [Int32], centers: [Double], factors: [Double], _ shape: PackedShape
  ) -> [Double] {
    precondition(order.count == shape.rowCount && centers.count == matrix.columnCount)
    precondition(factors.count == matrix.columnCount && shape.stride >= matrix.columnCount)
    precondition(order.allSatisfy { $0 >= 0 && $0 < matrix.rowCount }, "a row is out of range")
    let height = 256
    return unsafe matrix.elements.withUnsafeBufferPointer { values in
      unsafe order.withUnsafeBufferPointer { order in
        unsafe [Double](unsafeUninitializedCapacity: shape.count) { packed, initialized in
          initialized = shape.count
          guard let values = values.baseAddress, let rows = order.baseAddress,
            let packed = packed.baseAddress
          else { return }
          for first in stride(from: 0, to: shape.rowCount, by: height) {
            let count = min(height, shape.rowCount - first)
            unsafe (packed + first * shape.stride).initialize(
              repeating: 0, count: count * shape.stride)
            for j in 0..<matrix.columnCount {
              unsafe ck_pack_column(
                count, shape.stride, values + j * matrix.rowCount,
                rows + first, centers[j], factors[j], j, packed + first * shape.stride)
            }
          }
        }
      }
    }
  }
}
