package import LinearAlgebra

/// The cross product X'WX of a design, rows taken in blocks so that no second n × p array exists.
///
/// Columns are multiplied by powers of two given in `scale`, which costs no digit and keeps squares
/// of very large or small columns in range.
package enum WeightedGram {
  /// The rows handled at a time: a block of twenty columns stays in the second-level cache.
  static let blockLength = 1024

  /// The powers of two that bring the largest element of each column to [1, 2).
  package static func columnScale(_ matrix: Matrix) -> [Double] {
    (0..<matrix.columnCount).map { j in
      let elements = matrix.elements.span
      var largest = 0.0
      for i in j * matrix.rowCount..<(j + 1) * matrix.rowCount {
        largest = max(largest, abs(elements[i]))
      }
      guard largest > 0, largest.isFinite else { return 1 }
      let scale = Double(
        sign: .plus, exponent: -max(-1000, min(1000, largest.exponent)), significand: 1)
      return scale
    }
  }

  /// The p × p matrix S X'WX S, both triangles filled, in working precision.
  package static func product(_ matrix: Matrix, weights: [Double]?, scale: [Double]) -> Matrix {
    let n = matrix.rowCount
    let p = matrix.columnCount
    var result = Matrix(rowCount: p, columnCount: p)
    for start in stride(from: 0, to: n, by: blockLength) {
      let count = min(blockLength, n - start)
      let roots = weights.map { w in (start..<start + count).map { w[$0].squareRoot() } }
      var block = [Double](repeating: 0, count: count * p)
      copyBlock(matrix, start, count, scale, roots, into: &block)
      let part = Matrix(rowCount: count, columnCount: p, elements: block).crossProduct()
      for i in part.elements.indices { result.elements[i] += part.elements[i] }
    }
    return result
  }

  private static func copyBlock(
    _ matrix: Matrix, _ start: Int, _ count: Int, _ scale: [Double], _ roots: [Double]?,
    into block: inout [Double]
  ) {
    let source = matrix.elements.span
    var target = block.mutableSpan
    for j in scale.indices {
      let from = start + j * matrix.rowCount
      let to = j * count
      let factor = scale[j]
      if let roots {
        for k in 0..<count { target[to + k] = source[from + k] * factor * roots[k] }
      } else {
        for k in 0..<count { target[to + k] = source[from + k] * factor }
      }
    }
  }

  /// The same in double-double arithmetic, by columns, both triangles filled.
  package static func preciseProduct(
    _ matrix: Matrix, weights: [Double]?, scale: [Double]
  ) -> [DoubleDouble] {
    let n = matrix.rowCount
    let p = matrix.columnCount
    var result = [DoubleDouble](repeating: .zero, count: p * p)
    var block = [Double](repeating: 0, count: blockLength * p)
    var high = [Double](repeating: 0, count: blockLength)
    var low = high
    for start in stride(from: 0, to: n, by: blockLength) {
      let count = min(blockLength, n - start)
      copyBlock(matrix, start, count, scale, nil, into: &block)
      for j in 0..<p {
        for k in 0..<count {
          (high[k], low[k]) = DoubleDouble.exactProduct(
            block[j * count + k], weights.map { $0[start + k] } ?? 1)
        }
        for i in 0...j {
          result[i + j * p] =
            result[i + j * p]
            + innerProduct(block.span, from: i * count, high.span, low.span, count: count)
        }
      }
    }
    for j in 0..<p { for i in 0..<j { result[j + i * p] = result[i + j * p] } }
    return result
  }

  /// Σ xₖ (highₖ + lowₖ), in two interleaved sums that do not wait for each other.
  private static func innerProduct(
    _ x: Span<Double>, from offset: Int, _ high: Span<Double>, _ low: Span<Double>, count: Int
  ) -> DoubleDouble {
    var even = DoubleDouble.zero
    var odd = DoubleDouble.zero
    var k = 0
    while k + 1 < count {
      even.accumulate(x[offset + k], high[k], low[k])
      odd.accumulate(x[offset + k + 1], high[k + 1], low[k + 1])
      k += 2
    }
    if k < count { even.accumulate(x[offset + k], high[k], low[k]) }
    return even.normalised + odd.normalised
  }
}
