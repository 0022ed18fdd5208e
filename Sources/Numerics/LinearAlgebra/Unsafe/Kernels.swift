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

  /// The least and greatest value of a column and the weighted sum of its distances from `origin`,
  /// over the rows that have a position.
  static func summary(
    _ matrix: Matrix, column: Int, positions: [Int32], weights: [Double]?, origin: Double
  ) -> (low: Double, high: Double, sum: Double) {
    let height = matrix.rowCount
    precondition(positions.count == height && (weights?.count ?? height) == height)
    precondition(column >= 0 && column < matrix.columnCount)
    let weights = weights ?? []
    var result = [0.0, 0.0, 0.0]
    unsafe matrix.elements.withUnsafeBufferPointer { values in
      unsafe positions.withUnsafeBufferPointer { positions in
        unsafe weights.withUnsafeBufferPointer { weights in
          unsafe result.withUnsafeMutableBufferPointer { result in
            guard let values = values.baseAddress, let positions = positions.baseAddress,
              let result = result.baseAddress
            else { return }
            unsafe ck_summarise_column(
              height, values + column * height, positions,
              weights.isEmpty ? nil : weights.baseAddress, origin, result)
          }
        }
      }
    }
    return (result[0], result[1], result[2])
  }

  /// Packs the rows of a column-major matrix that have a position, pieces of rows in parallel.
  static func pack(
    _ matrix: Matrix, positions: [Int32], centers: [Double], factors: [Double],
    _ shape: PackedShape
  ) -> [Double] {
    let height = matrix.rowCount
    precondition(positions.count == height && centers.count == matrix.columnCount)
    precondition(factors.count == matrix.columnCount && shape.stride >= matrix.columnCount)
    var isTaken = [Bool](repeating: false, count: shape.rowCount)
    for position in positions where position >= 0 {
      precondition(!isTaken[Int(position)], "two rows at one position")
      isTaken[Int(position)] = true
    }
    precondition(!isTaken.contains(false), "a position without a row")
    let columns = matrix.columnCount
    let pieces = Parallel.pieces(of: 0..<height, length: 32_768)
    return unsafe matrix.elements.withUnsafeBufferPointer { values in
      unsafe positions.withUnsafeBufferPointer { positions in
        unsafe [Double](unsafeUninitializedCapacity: shape.count) { packed, initialized in
          initialized = shape.count
          unsafe LargePages.advise(UnsafeMutableRawBufferPointer(packed))
          guard let values = values.baseAddress, let positions = positions.baseAddress,
            let packed = packed.baseAddress
          else { return }
          // Every piece writes the places of its own rows.
          nonisolated(unsafe) let (from, places, to) = unsafe (values, positions, packed)
          Parallel.forEach(pieces.count) { piece in
            unsafe centers.withUnsafeBufferPointer { centers in
              unsafe factors.withUnsafeBufferPointer { factors in
                guard let centers = centers.baseAddress, let factors = factors.baseAddress else {
                  return
                }
                unsafe ck_pack_rows(
                  pieces[piece].lowerBound, pieces[piece].count, columns, height, shape.stride,
                  from, places, centers, factors, to)
              }
            }
          }
        }
      }
    }
  }

  /// Linear predictors, weighted risks and the sum of risk · row over each piece of rows, pieces in
  /// parallel.
  ///
  /// - Returns: `stride` numbers for each piece, and its least and greatest linear predictor.
  static func risks(
    _ x: [Double], _ shape: PackedShape, _ coefficients: [Double], base: [Double]?,
    weights: [Double]?, pieces: [Range<Int>], eta: inout [Double], risks: inout [Double]
  ) -> (sums: [Double], ranges: [Double]) {
    precondition(x.count == shape.count && coefficients.count == shape.stride)
    precondition(eta.count == shape.rowCount && risks.count == shape.rowCount)
    precondition((base?.count ?? eta.count) == eta.count)
    precondition((weights?.count ?? eta.count) == eta.count)
    for piece in pieces { shape.check(piece, within: x.count) }
    for (piece, next) in zip(pieces, pieces.dropFirst()) {
      precondition(piece.upperBound <= next.lowerBound, "pieces overlap")
    }
    let (base, weights) = (base ?? [], weights ?? [])
    var sums = [Double](repeating: 0, count: pieces.count * shape.stride)
    var ranges = [Double](repeating: 0, count: pieces.count * 2)
    unsafe x.withUnsafeBufferPointer { x in
      unsafe coefficients.withUnsafeBufferPointer { coefficients in
        unsafe base.withUnsafeBufferPointer { base in
          unsafe weights.withUnsafeBufferPointer { weights in
            unsafe eta.withUnsafeMutableBufferPointer { eta in
              unsafe risks.withUnsafeMutableBufferPointer { risks in
                unsafe sums.withUnsafeMutableBufferPointer { sums in
                  unsafe ranges.withUnsafeMutableBufferPointer { ranges in
                    guard let x = x.baseAddress, let beta = coefficients.baseAddress,
                      let eta = eta.baseAddress, let risks = risks.baseAddress,
                      let sums = sums.baseAddress, let ranges = ranges.baseAddress
                    else { return }
                    // Every piece writes the places of its own rows and its own sum.
                    nonisolated(unsafe) let (rows, slopes) = unsafe (x, beta)
                    nonisolated(unsafe) let offset = base.isEmpty ? nil : base.baseAddress
                    nonisolated(unsafe) let weight =
                      weights.isEmpty ? nil : weights.baseAddress
                    nonisolated(unsafe) let (etas, risk) = unsafe (eta, risks)
                    nonisolated(unsafe) let (sum, range) = unsafe (sums, ranges)
                    Parallel.forEach(pieces.count) { piece in
                      let first = pieces[piece].lowerBound
                      unsafe ck_row_risks(
                        pieces[piece].count, shape.stride, rows + first * shape.stride, slopes,
                        offset.map { unsafe $0 + first }, weight.map { unsafe $0 + first },
                        etas + first, risk + first, sum + piece * shape.stride, range + 2 * piece)
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
    return (sums, ranges)
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
