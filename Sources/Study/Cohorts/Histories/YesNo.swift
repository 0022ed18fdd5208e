import Tables

/// A column of answers: yes or no, true or false, 1 or 0.
enum YesNo {
  /// The answer of each row, nil where missing; what is neither is reported.
  static func answers(_ column: Column, lines: LineNumbers, log: inout FindingLog) -> [Bool?] {
    func report(_ row: Int, _ text: String) {
      log.add(
        .error, "yes-no", line: lines[row], column: column.name, found: text,
        "the value is neither yes nor no; expected yes or no, true or false, 1 or 0",
        help: "write one of these, or leave the cell empty")
    }
    switch column.values {
    case .numbers(let numbers):
      return numbers.enumerated().map { row, number in
        if number.isNaN { return nil }
        if number != 0 && number != 1 { report(row, CSVWriter.text(number)) }
        return number == 1
      }
    case .categories(let categories):
      let levels = categories.levels.map { answer($0) }
      return categories.codes.enumerated().map { row, code in
        guard code >= 0 else { return nil }
        if levels[Int(code)] == nil { report(row, categories.levels[Int(code)]) }
        return levels[Int(code)]
      }
    case .dates(let days):
      for (row, day) in days.enumerated() where day != Column.missingDate {
        report(row, CalendarDate.text(day))
      }
      return [Bool?](repeating: nil, count: days.count)
    }
  }

  private static func answer(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "yes", "y", "true", "t", "1", "ja", "j", "oui", "sí", "si", "sì", "sim": true
    case "no", "n", "false", "f", "0", "nein", "nee", "non", "não", "nao": false
    default: nil
    }
  }
}
