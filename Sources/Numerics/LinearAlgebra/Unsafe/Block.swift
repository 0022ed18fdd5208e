/// Where a matrix lies inside an array: column j starts at `offset + j * stride`.
///
/// Every BLAS and LAPACK wrapper takes its matrices as an array and a block, and checks that the
/// block lies inside the array before any pointer is formed.
struct Block {
  var offset = 0
  var rowCount: Int
  var columnCount: Int
  /// The distance between the starts of neighbouring columns (the leading dimension).
  var stride: Int

  /// The block that is a whole matrix of this size.
  init(rowCount: Int, columnCount: Int) {
    self.init(offset: 0, rowCount: rowCount, columnCount: columnCount, stride: rowCount)
  }

  /// The block that starts at `offset` and whose columns are `stride` apart.
  init(offset: Int, rowCount: Int, columnCount: Int, stride: Int) {
    self.offset = offset
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.stride = stride
  }

  /// The block that is all of a matrix.
  init(_ matrix: Matrix) {
    self.init(rowCount: matrix.rowCount, columnCount: matrix.columnCount)
  }

  var isEmpty: Bool { rowCount == 0 || columnCount == 0 }

  /// The leading dimension as LAPACK wants it: never below one.
  var leading: Int32 { Int32(max(1, stride)) }
  var rows: Int32 { Int32(rowCount) }
  var columns: Int32 { Int32(columnCount) }

  /// Traps unless the block lies inside an array of this length.
  func check(within count: Int) {
    precondition(offset >= 0 && rowCount >= 0 && columnCount >= 0 && stride >= rowCount)
    precondition(
      rowCount <= Block.largest && columnCount <= Block.largest && stride <= Block.largest,
      "a \(rowCount) × \(columnCount) matrix exceeds the 32-bit interface of LAPACK")
    if !isEmpty {
      precondition(
        offset + (columnCount - 1) * stride + rowCount <= count,
        "a \(rowCount) × \(columnCount) block does not lie within \(count) elements")
    }
  }

  /// The largest dimension the 32-bit interface can address.
  static let largest = Int(Int32.max)
}

/// Which triangle of a square matrix holds the numbers.
enum Triangle {
  case upper
  case lower

  var letter: CChar { self == .upper ? Letter.upper : Letter.lower }
  var cblas: Int32 { self == .upper ? 121 : 122 }
}

/// Whether a matrix enters as it is or transposed.
enum Transpose {
  case no
  case yes

  var letter: CChar { self == .yes ? Letter.transposed : Letter.plain }
  var cblas: Int32 { self == .yes ? 112 : 111 }
}

/// The character arguments of LAPACK, as ASCII codes.
enum Letter {
  static let upper: CChar = 85  // U
  static let lower: CChar = 76  // L
  static let transposed: CChar = 84  // T
  static let plain: CChar = 78  // N
  static let left: CChar = 76  // L
  static let generalDiagonal: CChar = 78  // N
  static let oneNorm: CChar = 79  // O
  static let vectors: CChar = 86  // V
  static let thin: CChar = 83  // S
}
