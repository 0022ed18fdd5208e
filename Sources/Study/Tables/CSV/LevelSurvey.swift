/// What the texts of a column look like, counted over its rows.
struct LevelSurvey {
  /// How many rows hold a text of each shape.
  private(set) var counts = [Int](repeating: 0, count: TextShape.allCases.count)
  /// The rows that are not missing.
  private(set) var total = 0
  /// The shape of each level; nil for levels that mean missing.
  private(set) var shapes: [TextShape?] = []

  init(_ builder: ColumnBuilder, decimal: DecimalMark) {
    let bytes = builder.levels.allBytes
    let missing = builder.levelsThatAreMissing
    var rows = [Int](repeating: 0, count: builder.levels.count)
    for code in builder.codes where code >= 0 { rows[Int(code)] += 1 }
    shapes.reserveCapacity(rows.count)
    for level in rows.indices {
      if !missing.isEmpty, missing[Int32(level)] != nil {
        shapes.append(nil)
        continue
      }
      let range = builder.levels.range(level)
      let shape = TextShape(
        bytes.span, from: range.lowerBound, to: range.upperBound, decimal: decimal)
      shapes.append(shape)
      counts[shape.rawValue] += rows[level]
      total += rows[level]
    }
  }

  /// How many rows hold a text of this shape.
  func count(_ shape: TextShape) -> Int { counts[shape.rawValue] }

  /// Whether every value is a number with the other decimal mark, and one at least shows it.
  var isNumericWithOtherMark: Bool {
    count(.otherDecimal) > 0 && count(.otherDecimal) + count(.number) == total
  }

  /// The first row that holds a text of one of these shapes.
  func firstRow(_ builder: ColumnBuilder, where matches: (TextShape) -> Bool) -> Int? {
    let wanted = shapes.map { $0.map(matches) ?? false }
    return builder.codes.firstIndex { $0 >= 0 && wanted[Int($0)] }
  }
}
