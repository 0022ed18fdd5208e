extension Table {
  /// The rows with these numbers, in this order; their lines are still those of the file.
  ///
  /// - Precondition: every number is that of a row.
  public func rows(_ numbers: [Int]) -> Table {
    let columns = columns.map { column in
      Column(name: column.name, values: column.values.rows(numbers))
    }
    var builder = LineNumbers.Builder()
    for number in numbers { builder.append(line: lines[number]) }
    return Table(
      source: source, columns: columns, rowCount: numbers.count, lines: builder.lineNumbers,
      notes: notes, restriction: restriction)
  }

  /// The rows that meet a condition, which the table remembers.
  ///
  /// - Parameters:
  ///   - meets: For each row whether it does; nil where a missing value leaves it open.
  ///   - condition: The condition as typed.
  /// - Precondition: there is one value for every row.
  public func restricted(to meets: [Bool?], condition: String) -> Table {
    let kept = filtered(by: meets.map { $0 == true })
    return Table(
      source: source, columns: kept.columns, rowCount: kept.rowCount, lines: kept.lines,
      notes: notes,
      restriction: Restriction(
        condition: condition, leftOut: rowCount - kept.rowCount, unknown: meets.count { $0 == nil })
    )
  }

  /// The rows for which `isIncluded` is true.
  ///
  /// - Precondition: there is one value for every row.
  public func filtered(by isIncluded: [Bool]) -> Table {
    precondition(isIncluded.count == rowCount, "one value for every row")
    return rows(isIncluded.indices.filter { isIncluded[$0] })
  }

  /// The table with other columns, which have as many values.
  public func replacing(columns: [Column]) -> Table {
    Table(
      source: source, columns: columns, rowCount: rowCount, lines: lines, notes: notes,
      restriction: restriction)
  }
}

extension Column.Values {
  /// The values of these rows; levels stay as they are, found or not.
  func rows(_ numbers: [Int]) -> Column.Values {
    switch self {
    case .numbers(let values): .numbers(numbers.map { values[$0] })
    case .dates(let days): .dates(numbers.map { days[$0] })
    case .categories(let categories):
      .categories(
        Categories(codes: numbers.map { categories.codes[$0] }, levels: categories.levels))
    }
  }
}
