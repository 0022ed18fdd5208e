internal import CKernels

extension Kernels {
  /// Running sums of weighted rows over the segments `segments`, last to first.
  static func suffixSums(
    _ x: [Double], _ shape: PackedShape, weights: [Double], starts: [Int32], heads: [Int32],
    decays: [Double], segments: Range<Int>, carry: inout [Double], sums: inout [Double],
    headSums: inout [Double]
  ) {
    guard !segments.isEmpty else { return }
    let rows = Int(starts[segments.lowerBound])..<Int(starts[segments.upperBound])
    shape.check(rows, within: x.count)
    precondition(rows.upperBound <= weights.count && segments.upperBound <= heads.count)
    precondition(segments.upperBound <= decays.count)
    for s in segments {
      precondition(
        heads[s] >= 0 && starts[s] >= rows.lowerBound && heads[s] <= starts[s + 1] - starts[s])
    }
    precondition(carry.count == shape.stride && sums.count >= segments.count * shape.stride)
    precondition(headSums.count >= segments.count * shape.stride)
    unsafe x.withUnsafeBufferPointer { x in
      unsafe weights.withUnsafeBufferPointer { weights in
        unsafe starts.withUnsafeBufferPointer { starts in
          unsafe heads.withUnsafeBufferPointer { heads in
            unsafe decays.withUnsafeBufferPointer { decays in
              unsafe carry.withUnsafeMutableBufferPointer { carry in
                unsafe sums.withUnsafeMutableBufferPointer { sums in
                  unsafe headSums.withUnsafeMutableBufferPointer { headSums in
                    guard let x = x.baseAddress, let weights = weights.baseAddress,
                      let starts = starts.baseAddress, let heads = heads.baseAddress,
                      let decays = decays.baseAddress, let carry = carry.baseAddress,
                      let sums = sums.baseAddress, let headSums = headSums.baseAddress
                    else { return }
                    unsafe ck_suffix_sums(
                      segments.count, shape.stride, x, weights, starts + segments.lowerBound,
                      heads + segments.lowerBound, decays + segments.lowerBound, carry, sums,
                      headSums)
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// Running sums of weighted rows along steps, added to the targets' rows of `sums`.
  static func stepSums(
    _ x: [Double], _ shape: PackedShape, _ steps: PackedRows.Steps, weights: [Double],
    decays: [Double], gains: [Double], sums: inout [Double]
  ) {
    let targetCount = shape.stride == 0 ? 0 : sums.count / shape.stride
    shape.check(0..<shape.rowCount, within: x.count)
    precondition(steps.rows.allSatisfy { $0 >= 0 && $0 < shape.rowCount })
    precondition(steps.targets.allSatisfy { $0 >= 0 && $0 < targetCount })
    precondition(steps.ends.count == steps.targets.count && weights.count == steps.rows.count)
    precondition(decays.count == steps.ends.count && gains.count == steps.ends.count)
    precondition(steps.ends.allSatisfy { $0 >= 0 && $0 <= steps.rows.count })
    var carry = [Double](repeating: 0, count: shape.stride)
    unsafe x.withUnsafeBufferPointer { x in
      unsafe steps.rows.withUnsafeBufferPointer { rows in
        unsafe weights.withUnsafeBufferPointer { weights in
          unsafe steps.ends.withUnsafeBufferPointer { ends in
            unsafe steps.targets.withUnsafeBufferPointer { targets in
              unsafe decays.withUnsafeBufferPointer { decays in
                unsafe gains.withUnsafeBufferPointer { gains in
                  unsafe carry.withUnsafeMutableBufferPointer { carry in
                    unsafe sums.withUnsafeMutableBufferPointer { sums in
                      guard let x = x.baseAddress, let rows = rows.baseAddress,
                        let weights = weights.baseAddress, let stepEnds = ends.baseAddress,
                        let targets = targets.baseAddress, let decays = decays.baseAddress,
                        let gains = gains.baseAddress, let carry = carry.baseAddress,
                        let sums = sums.baseAddress
                      else { return }
                      unsafe ck_step_sums(
                        ends.count, shape.stride, x, rows, weights, stepEnds, targets, decays,
                        gains, carry, sums)
                    }
                  }
                }
              }
            }
          }
        }
      }
    }
  }

  /// Rows combined two by two: `first · firstFactors + second · secondFactors`.
  static func combine(
    stride: Int, index: [Int32], first: [Double], firstFactors: [Double], second: [Double],
    secondFactors: [Double], into output: inout [Double]
  ) {
    let count = index.count
    let available = stride == 0 ? 0 : min(first.count, second.count) / stride
    precondition(index.allSatisfy { $0 >= 0 && $0 < available })
    precondition(firstFactors.count == count && secondFactors.count == count)
    precondition(output.count >= count * stride)
    unsafe index.withUnsafeBufferPointer { index in
      unsafe first.withUnsafeBufferPointer { first in
        unsafe second.withUnsafeBufferPointer { second in
          unsafe firstFactors.withUnsafeBufferPointer { firstFactors in
            unsafe secondFactors.withUnsafeBufferPointer { secondFactors in
              unsafe output.withUnsafeMutableBufferPointer { output in
                guard let index = index.baseAddress, let first = first.baseAddress,
                  let second = second.baseAddress, let f = firstFactors.baseAddress,
                  let g = secondFactors.baseAddress, let output = output.baseAddress
                else { return }
                unsafe ck_combine_rows(count, stride, index, first, f, second, g, output)
              }
            }
          }
        }
      }
    }
  }
}
