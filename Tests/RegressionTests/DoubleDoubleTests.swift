import Regression
import Testing

@Suite struct DoubleDoubleTests {
  @Test func keepsWhatADoubleDrops() {
    let tiny = 0x1p-80
    let sum = DoubleDouble(1) + DoubleDouble(tiny)
    #expect(sum.high == 1 && sum.low == tiny)
    #expect((sum - DoubleDouble(1)).high == tiny)
    // (1 + 2⁻⁴⁰)² = 1 + 2⁻³⁹ + 2⁻⁸⁰.
    let square = DoubleDouble(1 + 0x1p-40) * DoubleDouble(1 + 0x1p-40)
    #expect(square.high == 1 + 0x1p-39 && square.low == 0x1p-80)
  }

  @Test func quotientAndRootUndoTheirOpposites() {
    let third = DoubleDouble(1) / DoubleDouble(3)
    let one = third + third + third
    #expect(one.high == 1 && abs(one.low) < 1e-31)
    let root = DoubleDouble(2).squareRoot()
    let two = root * root
    #expect(two.high == 2 && abs(two.low) < 1e-30)
  }

  /// The Hilbert matrix of order 8 has condition 1.5e10; its inverse holds integers.
  @Test func choleskySolvesIllConditionedSystems() {
    let order = 8
    var hilbert = [DoubleDouble](repeating: .zero, count: order * order)
    for i in 0..<order {
      for j in 0..<order {
        hilbert[i + j * order] = DoubleDouble(1) / DoubleDouble(Double(i + j + 1))
      }
    }
    let factor = DoubleDoubleCholesky(hilbert, order: order, tolerance: 1e-13)
    #expect(!factor.isDependent.contains(true))
    var unit = [DoubleDouble](repeating: .zero, count: order)
    unit[0] = DoubleDouble(1)
    let column = factor.solve(unit).map(\.high)
    let expected: [Double] = [64, -2016, 20160, -92400, 221760, -288288, 192192, -51480]
    for (a, b) in zip(column, expected) { #expect(abs(a - b) < 1e-13 * abs(b)) }
  }

  @Test func choleskyLeavesDependentColumnsOut() {
    // Columns (1, 0), (1, 1) and their sum (2, 1).
    let gram: [Double] = [1, 1, 2, 1, 2, 3, 2, 3, 5]
    let factor = DoubleDoubleCholesky(gram.map { DoubleDouble($0) }, order: 3, tolerance: 1e-13)
    #expect(factor.isDependent == [false, false, true])
    let x = factor.solve([3, 5, 0].map { DoubleDouble($0) }).map(\.high)
    #expect(x == [1, 2, 0])
  }
}
