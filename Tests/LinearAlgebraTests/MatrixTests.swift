import LinearAlgebra
import Testing

@Suite("Matrix: elements, arithmetic, slices")
struct MatrixTests {
  let x = Matrix(rows: [[1, 2, 3], [4, 5, 6]])

  @Test("rows, columns and elements agree")
  func layout() {
    #expect(x.elements == [1, 4, 2, 5, 3, 6])
    #expect(x == Matrix(rowCount: 2, columns: [[1, 4], [2, 5], [3, 6]]))
    #expect(x.row(1) == [4, 5, 6])
    #expect(Array(x.column(2)) == [3, 6])
    #expect(x[1, 2] == 6)
    #expect(x.diagonal == [1, 5])
    #expect(Matrix(diagonal: [2, 3]) == Matrix(rows: [[2, 0], [0, 3]]))
    #expect(Matrix.identity(2) == Matrix(rows: [[1, 0], [0, 1]]))
    #expect(x.transposed() == Matrix(rows: [[1, 4], [2, 5], [3, 6]]))
  }

  @Test("a transpose larger than one tile goes back", arguments: [(70, 33), (1, 100), (0, 5)])
  func transposeTwice(rowCount: Int, columnCount: Int) {
    let matrix = scatteredMatrix(rowCount: rowCount, columnCount: columnCount)
    let transposed = matrix.transposed()
    #expect(transposed.rowCount == columnCount)
    #expect(transposed.transposed() == matrix)
    for i in 0..<rowCount { #expect(Array(transposed.column(i)) == matrix.row(i)) }
  }

  @Test("sums, differences and multiples")
  func sums() {
    let y = Matrix(rows: [[10, 20, 30], [40, 50, 60]])
    #expect(x + y == Matrix(rows: [[11, 22, 33], [44, 55, 66]]))
    #expect(y - x == Matrix(rows: [[9, 18, 27], [36, 45, 54]]))
    #expect(10 * x == y)
  }

  @Test("products worked by hand")
  func products() {
    let y = Matrix(rows: [[1, 0], [-1, 2], [0, 3]])
    #expect(x * y == Matrix(rows: [[-1, 13], [-1, 28]]))
    #expect(x * [1, -1, 2] == [5, 11])
    #expect(x.transposedProduct(with: [1, -1]) == [-3, -3, -3])
    #expect(x.crossProduct() == Matrix(rows: [[17, 22, 27], [22, 29, 36], [27, 36, 45]]))
    #expect(x.transposedProduct(with: x) == x.crossProduct())
    // (1, 2) [[1, 4], [2, 5]] (1, 2)' = 1 + 12 + 20.
    #expect(x.selecting(columns: [0, 1]).transposed().quadraticForm([1, 2]) == 33)
  }

  @Test(
    "products are sums over the inner index at any size",
    arguments: [(1, 1, 1), (3, 0, 2), (0, 3, 2), (3, 2, 0), (67, 45, 31), (500, 3, 40)])
  func productSizes(m: Int, k: Int, n: Int) {
    let a = scatteredMatrix(rowCount: m, columnCount: k)
    let b = scatteredMatrix(rowCount: k, columnCount: n, seed: 5)
    var expected = Matrix(rowCount: m, columnCount: n)
    for i in 0..<m {
      for j in 0..<n { expected[i, j] = (0..<k).reduce(0) { $0 + a[i, $1] * b[$1, j] } }
    }
    #expect(largestDifference(a * b, expected) < 1e-13)
    #expect(largestDifference(a.transposed().transposedProduct(with: b), expected) < 1e-13)
    for j in 0..<n {
      let product = Matrix(rowCount: m, columnCount: 1, elements: a * Array(b.column(j)))
      #expect(largestDifference(product, expected.selecting(columns: [j])) < 1e-13)
    }
    let gram = a.crossProduct()
    #expect(largestDifference(gram, a.transposed() * a) < 1e-12)
    #expect(gram == gram.transposed())
  }

  @Test("selects and appends rows and columns")
  func slices() {
    #expect(x.selecting(columns: [2, 0, 2]) == Matrix(rows: [[3, 1, 3], [6, 4, 6]]))
    #expect(x.selecting(rows: [1, 1]) == Matrix(rows: [[4, 5, 6], [4, 5, 6]]))
    #expect(x.selecting(columns: []) == Matrix(rowCount: 2, columnCount: 0))
    #expect(x.selecting(rows: []) == Matrix(rowCount: 0, columnCount: 3))
    let column = Matrix(rowCount: 2, columnCount: 1, elements: [7, 8])
    #expect(x.appending(columns: column) == Matrix(rows: [[1, 2, 3, 7], [4, 5, 6, 8]]))
    let row = Matrix(rows: [[7, 8, 9]])
    #expect(x.appending(rows: row) == Matrix(rows: [[1, 2, 3], [4, 5, 6], [7, 8, 9]]))
    #expect(Matrix(rowCount: 0, columnCount: 3).appending(rows: x) == x)
  }

  @Test("names the first element that is not finite")
  func finite() throws {
    try x.checkFinite()
    try Matrix(rowCount: 0, columnCount: 0).checkFinite()
    var broken = x
    broken[0, 2] = .nan
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 2)) { try broken.checkFinite() }
    broken[1, 1] = -.infinity
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 1)) { try broken.checkFinite() }
    try Matrix(rows: [[.greatestFiniteMagnitude, -.leastNonzeroMagnitude]]).checkFinite()
  }

  @Test("decompositions refuse what a 32-bit interface cannot address")
  func tooLarge() {
    let long = Matrix(rowCount: 1 << 40, columnCount: 0)
    #expect(throws: LinearAlgebraError.tooLarge(dimension: 1 << 40)) { try PivotedQR(long) }
    #expect(throws: LinearAlgebraError.tooLarge(dimension: 1 << 40)) { try SingularValues(long) }
  }

  @Test("errors name the fault and what to do")
  func descriptions() {
    #expect(
      LinearAlgebraError.notPositiveDefinite(leadingMinor: 2).description.contains("order 2"))
    #expect(LinearAlgebraError.singular(pivot: 4).description.contains("pivot 4"))
    #expect(LinearAlgebraError.tooLarge(dimension: 9).description.contains("9"))
    #expect(LinearAlgebraError.notFinite(row: 3, column: 5).description.contains("column 5"))
    #expect(
      LinearAlgebraError.notConverged(decomposition: "search").description.contains("search"))
  }
}
