import Tables

/// Turns values typed by a user, such as `age=60,sex=1`, into a table an encoding can code.
struct GivenValues {
  let encoding: Encoding

  /// A table with one row per dictionary.
  func table(_ rows: [[String: String]]) throws(ModelFrameError) -> Table {
    var issues: [FormulaError.Issue] = []
    let names = encoding.requiredColumns.map(\.name)
    let accepted = Set(names).union(encoding.otherColumns)
    for name in Set(rows.flatMap(\.keys)).subtracting(accepted).sorted() {
      let nearest = NameSuggestion.nearest(to: name, among: names)
      issues.append(
        .init(
          "a value is given for `\(name)`, which the formula does not use"
            + (nearest.map { "; did you mean `\($0)`?" } ?? ""), at: nil))
    }
    var columns: [Column] = []
    for required in encoding.requiredColumns {
      var texts: [String] = []
      for row in rows {
        guard let text = row[required.name], !text.isEmpty else {
          issues.append(
            .init(
              "no value is given for `\(required.name)`", at: nil,
              help: "give one for each of " + names.joined(separator: ", ")))
          break
        }
        texts.append(text)
      }
      if texts.count == rows.count { columns.append(column(required, texts, &issues)) }
    }
    guard issues.isEmpty else {
      throw .formula(FormulaError(formula: encoding.formula, issues: issues))
    }
    return Table(source: "the values given", columns: columns, rowCount: rows.count)
  }

  private func column(
    _ required: Encoding.RequiredColumn, _ texts: [String], _ issues: inout [FormulaError.Issue]
  ) -> Column {
    switch required.kind {
    case .numbers:
      let numbers = texts.map { text in
        if let number = Double(text), number.isFinite { return number }
        issues.append(
          .init("`\(required.name)` is given as `\(text)`; a number is expected", at: nil))
        return 0
      }
      return Column(name: required.name, values: .numbers(numbers))
    case .text:
      let levels = Array(Set(texts)).sorted()
      let codes = texts.map { Int32(levels.firstIndex(of: $0) ?? 0) }
      return Column(
        name: required.name, values: .categories(Categories(codes: codes, levels: levels)))
    case .dates:
      let days = texts.map { text in
        if let day = CalendarDate.day(text) { return day }
        issues.append(
          .init(
            "`\(required.name)` is given as `\(text)`; a date such as 2024-05-31 is expected",
            at: nil))
        return 0
      }
      return Column(name: required.name, values: .dates(days))
    }
  }
}
