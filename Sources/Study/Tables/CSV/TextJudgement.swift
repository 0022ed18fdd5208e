/// Tells a column of text that should have been numbers or dates from one that is text.
struct TextJudgement {
  let builder: ColumnBuilder
  let lines: LineNumbers
  let number: Int
  private let survey: LevelSurvey
  private var name: String { excerpt(of: builder.name) }

  init(_ builder: ColumnBuilder, lines: LineNumbers, number: Int) {
    self.builder = builder
    self.lines = lines
    self.number = number
    survey = LevelSurvey(builder, decimal: builder.decimal)
  }

  /// Reports what keeps the column from being numbers or dates, if that was meant.
  func report(_ log: inout ProblemLog) {
    let total = survey.total
    let disguised = TextShape.allCases.filter(\.isDisguisedNumber).map(survey.count)
      .reduce(0, +)
    let numbers = survey.count(.number)
    if survey.count(.leadingZero) * 2 > total {
      note(.leadingZero, "numbers with zeros before them, such as codes, are kept as text", &log)
    } else if (survey.count(.longInteger) + numbers) * 2 > total, survey.count(.longInteger) > 0 {
      note(
        .longInteger, "whole numbers beyond 2^53 would lose digits and are kept as text", &log)
    } else if (numbers + disguised) * 2 > total {
      reportNumbers(&log)
    } else if (survey.count(.date) + survey.count(.impossibleDate)) * 2 > total {
      reportDates(&log)
    } else if survey.count(.dateTime) * 2 > total {
      note(
        .dateTime, "dates with a time of day are kept as text", &log,
        help: "a column of dates holds YYYY-MM-DD only")
    } else if survey.count(.otherDate) * 2 > total {
      reportOtherDates(&log)
    } else if survey.count(.spreadsheetError) > 0 {
      warn(
        { $0 == .spreadsheetError }, survey.count(.spreadsheetError),
        "\(survey.count(.spreadsheetError)) of \(total) values are errors of a spreadsheet",
        help: TextShape.spreadsheetError.help(decimal: builder.decimal), &log)
    }
  }

  /// The column is text because of values that are not numbers among many that are.
  private func reportNumbers(_ log: inout ProblemLog) {
    let wrong = survey.total - survey.count(.number)
    let first = survey.firstRow(builder) { $0 != .number }
    let shape = first.flatMap { survey.shapes[Int(builder.codes[$0])] } ?? .text
    var message =
      "\(wrong) of \(survey.total) values \(wrong == 1 ? "is not a number" : "are not numbers"), "
      + "so the column was read as text"
    if survey.isNumericWithOtherMark {
      message =
        "\(survey.count(.otherDecimal)) of \(survey.total) values use a \(builder.decimal.other.name)"
        + ", so the column was read as text; expected a \(builder.decimal.name)"
    }
    let isUnits = wrong == 1 && first == 0 && shape == .text
    warn(
      { $0 != .number }, wrong, message,
      help: isUnits
        ? "if this line holds units, delete it; otherwise correct the value"
        : shape.help(decimal: builder.decimal), &log)
  }

  private func reportDates(_ log: inout ProblemLog) {
    let wrong = survey.total - survey.count(.date)
    warn(
      { $0 != .date }, wrong,
      "\(wrong) of \(survey.total) values \(wrong == 1 ? "is not a date" : "are not dates"), "
        + "so the column was read as text; expected YYYY-MM-DD",
      help: survey.count(.impossibleDate) > 0
        ? "correct the days that the calendar does not have" : "write all dates as YYYY-MM-DD", &log
    )
  }

  private func reportOtherDates(_ log: inout ProblemLog) {
    warn(
      { $0 == .otherDate }, survey.count(.otherDate),
      "\(survey.count(.otherDate)) of \(survey.total) values look like dates whose order of day and "
        + "month is not certain, and were read as text",
      help: "write dates as YYYY-MM-DD", &log)
  }

  private func note(
    _ shape: TextShape, _ message: String, _ log: inout ProblemLog, help: String? = nil
  ) {
    guard let row = survey.firstRow(builder, where: { $0 == shape }) else { return }
    log.add(
      .note, .lookalike, line: lines[row], column: number, name: name, found: text(row), message,
      help: help ?? "declare `type: number` for this column if they are numbers to reckon with")
  }

  private func warn(
    _ matches: (TextShape) -> Bool, _ count: Int, _ message: String, help: String?,
    _ log: inout ProblemLog
  ) {
    guard let row = survey.firstRow(builder, where: matches) else { return }
    log.add(
      .warning, .lookalike, line: lines[row], column: number, name: name, found: text(row), message,
      help: help, count: count)
  }

  private func text(_ row: Int) -> String { builder.levels.text(Int(builder.codes[row])) }
}

extension TextShape {
  /// How to mend a column of numbers that holds such a value.
  func help(decimal: DecimalMark) -> String {
    switch self {
    case .otherDecimal:
      "declare `decimal: \"\(decimal.other.rawValue)\"` for the file or the column; "
        + "if the mark separates thousands, remove it"
    case .thousands: "remove the marks between thousands: write 1234567"
    case .percent: "write the number without `%`, and the unit in the name of the column"
    case .limit:
      "a value below a limit of detection is censored: put the limit in one column and a flag in "
        + "another"
    case .unit: "write the number alone, and the unit in the name of the column"
    case .hexadecimal: "write the number in decimal"
    case .spreadsheetError: "mend the formula in the spreadsheet, or empty the cell"
    case .otherDate, .dateTime, .impossibleDate, .date: "write dates as YYYY-MM-DD"
    case .number, .leadingZero, .longInteger, .text:
      "correct the value, declare it as missing, or declare `type: category`"
    }
  }
}
