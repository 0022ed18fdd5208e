/// The texts that mean missing in one column.
struct MissingCodes {
  /// The codes, the empty text among them where it means missing.
  let codes: [String]
  /// Numbers that mean missing.
  let numbers: [Double]
  private let bytes: [[UInt8]]
  private let longest: Int
  private let firstBytes: [Bool]
  /// The number of the empty text among the codes.
  private let empty: Int?

  /// The file's codes and the column's own, without those declared to be levels.
  init(_ common: [String], declaration: ColumnDeclaration?) {
    let levels = declaration?.levels ?? []
    codes = common.filter { !levels.contains($0) } + (declaration?.missing ?? [])
    bytes = codes.map { Array($0.utf8) }
    longest = bytes.map(\.count).max() ?? 0
    var firstBytes = [Bool](repeating: false, count: 256)
    for code in bytes where !code.isEmpty { firstBytes[Int(code[0])] = true }
    self.firstBytes = firstBytes
    empty = bytes.firstIndex { $0.isEmpty }
    numbers = (declaration?.missing ?? []).compactMap(Double.init)
  }

  /// The code that the bytes from `start` up to `end` are, if they are one.
  @inline(__always)
  func code(_ text: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    if start == end { return empty }
    guard end - start <= longest, firstBytes[Int(text[start])] else { return nil }
    return compare(text, from: start, to: end)
  }

  private func compare(_ text: Span<UInt8>, from start: Int, to end: Int) -> Int? {
    bytes.firstIndex { code in
      guard code.count == end - start else { return false }
      for offset in code.indices where text[start + offset] != code[offset] { return false }
      return true
    }
  }
}
