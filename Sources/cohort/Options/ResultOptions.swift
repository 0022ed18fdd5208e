public import ArgumentParser
import Cohorts
import Foundation
public import Reports
import Statistics
public import Tables

extension Rendition.Format: ExpressibleByArgument {}
extension DecimalMark: ExpressibleByArgument {}

extension Delimiter: ExpressibleByArgument {
  /// The help names them in its sentence.
  public static var allValueStrings: [String] { [] }

  /// A tab is hard to type, so its name is read too.
  public init?(argument: String) { self.init(rawValue: argument == "tab" ? "\t" : argument) }
}

/// The options of every command that prints a result.
struct ResultOptions: ParsableArguments {
  @Option(help: "How to print the result: markdown for people, json or csv at full precision.")
  var format: Rendition.Format = .md

  @Flag(help: "Leave with exit code 2 when the result carries a warning.")
  var strict = false

  @Flag(help: "Print no notes about the file on standard error.")
  var quiet = false

  /// Computes a result and prints it; an error becomes text on standard error and an exit code.
  func print(_ body: () throws -> Rendition) throws {
    let rendition: Rendition
    let line = quiet || Console.current != nil ? nil : WorkingLine()
    defer { line?.stop() }
    do {
      rendition = try body()
      try FigureFiles(files: rendition.files).write()
      try StandardOutput.print(rendition.text(format))
    } catch { throw Failure(error).exit() }
    let warnings = rendition.diagnostics.filter { $0.severity == .warning }
    if format == .csv && !quiet {
      for warning in warnings { StandardError.print("warning: \(warning.message)") }
    }
    if strict && !warnings.isEmpty { throw ExitCode(Failure.Code.strict.rawValue) }
  }

  /// Tells what the reader noticed about a file.
  func tell(_ notes: [TableProblem]) {
    guard !quiet else { return }
    for note in notes { StandardError.print(note.description) }
  }
}

/// The file, and how to read it.
struct DataOptions: ParsableArguments {
  @Argument(help: "A CSV file, or - for standard input.", completion: .file(extensions: ["csv"]))
  var data: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "More text to read as missing besides the usual NA, . and the like, separated by commas; a "
        + "number with its column: bmi=-99.",
      valueName: "codes"))
  var missing: String?

  @Option(help: "What stands between fields, where it is not found by itself: , ; | or tab.")
  var delimiter: Delimiter?

  @Option(help: "The decimal mark, where it is not found by itself: . or ,")
  var decimal: DecimalMark?

  @Option(
    name: .customLong("where"),
    help: ArgumentHelp(
      "Use only the rows that meet a condition, such as 'kl_grade in [\"II\", \"III\"] and age >= 18'; "
        + "the result names it.", valueName: "condition"))
  var condition: String?

  /// Reads the table.
  func table(telling result: ResultOptions) throws -> Table {
    var options = CSVReader.Options()
    for code in missing?.split(separator: ",").map(String.init) ?? [] {
      try add(code, to: &options)
    }
    options.delimiter = delimiter
    options.decimal = decimal
    let table = try CSVReader.read(path: data, options: options)
    result.tell(table.notes)
    guard let condition else { return table }
    return try chosen(condition, of: table, telling: result)
  }
}

/// The formula of a command that cuts the rows into groups.
struct FormulaArgument: ParsableArguments {
  @Argument(help: "The curves, in quotes: 'Surv(months, lost) ~ cell_source'.")
  var formula: String
}

extension DataOptions {
  /// The rows that meet a condition.
  private func chosen(
    _ text: String, of table: Table, telling result: ResultOptions
  ) throws -> Table {
    func refusal(_ reason: String) -> UsageError {
      UsageError(message: "--where \(text): \(reason)")
    }
    do {
      let condition = try Condition(text)
      let kept = table.restricted(to: try condition.evaluate(on: table), condition: text)
      for (column, level) in condition.absentLevels(in: table) {
        result.tell([
          TableProblem(
            .warning, source: table.source, columnName: column, found: level,
            message: "--where asks for a value that no row has")
        ])
      }
      guard kept.rowCount > 0 else { throw refusal("no row of \(table.source) meets it") }
      if let open = kept.restriction?.unknown, open > 0 {
        result.tell([
          TableProblem(
            .note, source: table.source,
            message: "a missing value leaves --where open for \(open) row\(open == 1 ? "" : "s"), "
              + "which \(open == 1 ? "is" : "are") left out",
            help: "`... or bmi is missing` keeps rows without a value of bmi")
        ])
      }
      return kept
    } catch let problem as Condition.Problem {
      throw refusal("\(problem.message) (at character \(problem.position + 1))")
    }
  }

  /// Adds a missing code: text for every column, or `column=code` for one.
  private func add(_ code: String, to options: inout CSVReader.Options) throws {
    if let equals = code.lastIndex(of: "=") {
      let column = String(code[..<equals])
      var declaration = options.columns[column] ?? ColumnDeclaration()
      declaration.missing.append(String(code[code.index(after: equals)...]))
      options.columns[column] = declaration
    } else if Double(code) != nil {
      throw UsageError(
        message: "--missing \(code): a number may be a value in one column and a code in another; "
          + "name the column, as in --missing bmi=\(code)")
    } else {
      options.missing.append(code)
    }
  }
}

/// The formula and how to code its categories.
struct FormulaOptions: ParsableArguments {
  @Argument(help: "The model in R's language, in quotes: 'change ~ age + stage'.")
  var formula: String

  @Option(
    help: ArgumentHelp(
      "The reference level of a categorical column, once for each column.",
      valueName: "column=level"))
  var reference: [String] = []

  /// The references by column.
  func references() throws -> [String: String] {
    var references: [String: String] = [:]
    for text in reference {
      guard let equals = text.firstIndex(of: "=") else {
        throw UsageError(
          message: "--reference \(text): expected column=level, such as stage=II")
      }
      references[String(text[..<equals])] = String(text[text.index(after: equals)...])
    }
    return references
  }
}

/// A list of numbers on the command line: `12,24`.
struct NumberList: ExpressibleByArgument {
  let values: [Double]

  init?(argument: String) {
    let parts = argument.split(separator: ",").map {
      Double($0.trimmingCharacters(in: .whitespaces))
    }
    guard !parts.isEmpty, parts.allSatisfy({ $0?.isFinite ?? false }) else { return nil }
    values = parts.compactMap { $0 }
  }
}

/// A confidence level, strictly between 0 and 1.
struct ConfidenceLevel: ExpressibleByArgument {
  let value: Double

  init(_ value: Double) { self.value = value }

  init?(argument: String) {
    guard let value = Double(argument), value > 0, value < 1 else { return nil }
    self.value = value
  }

  var defaultValueDescription: String { "\(value)" }
}
