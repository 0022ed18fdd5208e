import Formulas
import Statistics
public import Survival
import Tables

/// Survival standardised for the levels of one variable.
public struct CoxStandardisation: Sendable {
  /// The column that is set.
  public let variable: String
  /// The levels it is set to.
  public let levels: [String]
  /// The curves and means.
  public let result: StandardisedSurvival

  /// A pair of levels: the later less, or over, the earlier.
  public var pairs: [(a: Int, b: Int)] {
    levels.indices.flatMap { b in levels.indices.dropFirst(b + 1).map { (a: $0, b: b) } }
  }

  /// Standardises for `column`, at each value it has, or for `column=value,value`.
  init(
    _ request: String, _ model: CoxModel, _ frame: ModelFrame, _ table: Table,
    options: CoxAnalysis.Options
  ) throws {
    let sides = request.split(separator: "=", maxSplits: 1).map {
      String($0.drop { $0 == " " })
    }
    let name = sides.first ?? ""
    let columns = frame.encoding.requiredColumns
    guard let required = columns.first(where: { $0.name == name }),
      let column = table.column(named: name)
    else {
      throw StudyError(reasons: [
        "--standardise \(request): `\(name)` is no covariate of the formula; expected one of "
          + columns.map(\.name).joined(separator: ", ")
          + (frame.strata == nil ? "" : " (rows keep their own stratum)")
      ])
    }
    let rows = frame.rows ?? [Int32](0..<Int32(table.rowCount))
    let asked = sides.count == 2 ? sides[1].split(separator: ",").map(String.init) : nil
    let values = try Values(request, required, column, rows, asked)
    variable = name
    levels = values.names
    let used = table.replacing(columns: columns.compactMap { table.column(named: $0.name) })
      .rows(rows.map { Int($0) })
    guard !options.times.isEmpty || options.requests.tau != nil else {
      throw StudyError(reasons: [
        "--standardise \(request): give the times of the curves with --times, or the end of the "
          + "mean with --tau"
      ])
    }
    result = try model.standardisedSurvival(
      levels: values.count, times: options.times, tau: options.requests.tau,
      covariates: options.requests.covariates
    ) { level in
      try frame.encoding.design(
        for: used.replacing(
          columns: used.columns.map {
            $0.name == name ? Column(name: name, values: values.column(level, rows.count)) : $0
          }))
    }
  }

  /// What is known too little of: readings later than the follow-up of some stratum.
  func diagnostics(lastFollowUp: Double) -> [Diagnostic] {
    let readings = result.survival + (result.restrictedMean.map { [$0] } ?? [])
    guard readings.contains(where: { $0.estimates.contains(where: \.isNaN) }) else { return [] }
    return [
      Diagnostic(
        .notEstimable, .warning, term: variable,
        message: "Standardised curves end at \(LevelSet.name(of: lastFollowUp)), the last time to "
          + "which every stratum is followed; there is no estimate beyond.")
    ]
  }
}

/// The values a column is set to.
private enum Values {
  case numbers([Double])
  case texts(codes: [Int32], levels: [String])

  /// The values asked for, or those that occur.
  init(
    _ request: String, _ required: Encoding.RequiredColumn, _ column: Column, _ rows: [Int32],
    _ asked: [String]?
  ) throws {
    func refusal(_ reason: String) -> StudyError {
      StudyError(reasons: ["--standardise \(request): " + reason])
    }
    switch column.values {
    case .numbers(let numbers):
      if let asked {
        let values = asked.compactMap(Double.init)
        guard values.count == asked.count, !values.isEmpty, values.allSatisfy(\.isFinite) else {
          throw refusal("expected numbers, as in --standardise \(required.name)=50,60")
        }
        self = .numbers(values)
      } else {
        var found: Set<Double> = []
        for row in rows where found.count <= 10 { found.insert(numbers[Int(row)] + 0) }
        guard found.count <= 10 else {
          throw refusal(
            "`\(required.name)` has many values; name those to compare, as in --standardise "
              + "\(required.name)=50,60")
        }
        self = .numbers(found.sorted())
      }
    case .categories(let categories):
      let found = Set(rows.map { categories.codes[Int($0)] }).sorted()
      guard let asked else {
        self = .texts(codes: found, levels: categories.levels)
        return
      }
      let codes = asked.map { text in found.first { categories.levels[Int($0)] == text } }
      guard !codes.isEmpty, codes.allSatisfy({ $0 != nil }) else {
        throw refusal(
          "the levels of `\(required.name)` are "
            + found.map { categories.levels[Int($0)] }.joined(separator: ", "))
      }
      self = .texts(codes: codes.compactMap { $0 }, levels: categories.levels)
    case .dates:
      throw refusal("`\(required.name)` is a date; expected a category or a number")
    }
  }

  var count: Int { names.count }

  var names: [String] {
    switch self {
    case .numbers(let values): values.map(LevelSet.name(of:))
    case .texts(let codes, let levels): codes.map { levels[Int($0)] }
    }
  }

  /// The column with every row at one of the values.
  func column(_ level: Int, _ count: Int) -> Column.Values {
    switch self {
    case .numbers(let values): .numbers([Double](repeating: values[level], count: count))
    case .texts(let codes, let levels):
      .categories(
        Categories(codes: [Int32](repeating: codes[level], count: count), levels: levels))
    }
  }
}
