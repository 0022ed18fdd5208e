import Analyses
import Cohorts
import Documents
import Statistics

/// What the tables of response share: the words for rates, their cells and their notes.
struct ResponsePage {
  let context: ReportContext
  let plan: EndpointPlan

  /// Clear response at a time point, in words.
  var clear: String { plan.response.replacing(isConfirmed: false).words }

  var percent: PercentStyle { PercentStyle(numbers: context.numbers) }

  /// The column of the arms, where the protocol compares some.
  var arms: String? { context.study.comparison?.arms.column }

  var instrumentNote: TableNote {
    TableNote(
      .statistics,
      RichText(
        message: "Instrument: \(plan.instrumentWords)."
          + context.doubts(about: plan.instrumentWords)))
  }

  /// What the rates of a table are of: rule, instrument, population.
  var notes: [TableNote] {
    [
      TableNote(.statistics, RichText("Clear: \(clear).")), instrumentNote, context.populationNote,
    ]
  }

  /// How many of a group were treated, as a heading says it.
  func treated(_ group: [GroupLevel]) -> String {
    let row = context.rows(.response).first {
      $0.stratum == group && $0.statistic == .responderRate
    }
    return "\(context.numbers.text(row?.denominators.treated ?? 0)) treated"
  }

  /// The names of some rows, in their order.
  func names(_ rows: [AnalysisResult]) -> [String] {
    var names: [String] = []
    for row in rows {
      if let name = row.name, !names.contains(name) { names.append(name) }
    }
    return names
  }

  /// The groups of some rows, in their order.
  func strata(_ rows: [AnalysisResult]) -> [[GroupLevel]] {
    var strata: [[GroupLevel]] = []
    for row in rows where !strata.contains(row.stratum) { strata.append(row.stratum) }
    return strata
  }

  /// A first column of labels, then columns of numbers.
  func columns(_ first: String, _ others: [String]) -> [TableColumn] {
    [TableColumn(header: RichText(first))]
      + others.map { TableColumn(header: RichText($0), alignment: .trailing) }
  }

  /// A row that heads those below it.
  func heading(_ text: String) -> TableRow { TableRow(cells: [Cell(text)], isHeading: true) }

  /// The time points, as a table's rows and columns name them.
  func months(_ month: Double) -> String { "\(context.plain(month)) months" }

  /// The rate of a group as `57/96 (59%), 49% to 69%`; where more than 40 % are not known, what it
  /// lies between.
  func rate(_ row: AnalysisResult?, unknown words: String = Self.unknownWords) -> Cell {
    guard let row else { return .empty }
    let n = row.denominators.n
    let clear = row.denominators.events ?? 0
    if row.value.isHidden {
      // Of too many unknown there is no rate, so that what it would be of is not told either.
      guard let share = row.unknownShare, !share.isSuppressed else {
        return Cell(UndefinedValue.concealed.text(context.numbers))
      }
      return Cell(percent.fractionText(clear, of: n))
    }
    if let interval = row.interval, n != 0 {
      return Cell(
        percent.rate(row.denominators, interval), footnotes: Self.flags(row, unknown: words))
    }
    guard let share = row.unknownShare, let clear = clear.number else {
      return Cell(UndefinedValue.concealed.text(context.numbers))
    }
    let all = share.candidates
    guard all > 0 else {
      return Cell(UndefinedValue.notEstimable.text(context.numbers), footnotes: [Self.nobody])
    }
    return Cell(
      "between " + percent.fractionText(clear, of: all) + " and "
        + percent.fractionText(clear + share.unknown, of: all),
      footnotes: [
        """
        More than 40 % \(words), so no rate is given, nor an interval of it: the rate would be the \
        first if none of them were in response, the second if all were.
        """
      ])
  }

  /// The head of a column of rates: that intervals, or bounds, or both stand in it.
  func rateHeading(_ name: String, of rows: [AnalysisResult]) -> RichText {
    let isWithInterval = rows.contains { $0.interval != nil && $0.denominators.n != 0 }
    let isBounded = rows.contains {
      $0.interval == nil && !$0.value.isHidden && ($0.unknownShare?.candidates ?? 0) > 0
    }
    let parts = [isWithInterval ? "\(context.level) CI" : nil, isBounded ? "bounds" : nil]
    let told = parts.compactMap { $0 }.joined(separator: ", or ")
    return RichText(told.isEmpty ? name : "\(name) (\(told))")
  }

  /// Those whose class is not known, in the words of a footnote.
  static let unknownWords = "not seen or without baseline"

  /// The flag of a rate of which more than 20 % are not known.
  static func flags(_ row: AnalysisResult?, unknown words: String = unknownWords) -> [RichText] {
    row?.isFlagged ?? false
      ? ["More than 20 % \(words): the rate rests on the others, who may differ."] : []
  }

  /// The same of a number that compares rates.
  func flagsOfContrast(_ row: AnalysisResult?) -> [RichText] {
    row?.isFlagged ?? false
      ? [
        """
        More than 20 % of the hips compared \(Self.unknownWords): the numbers rest on the others, \
        who may differ.
        """
      ] : []
  }

  private static let nobody: RichText = "Nobody treated could be classed."

  /// The sign of a number that does not exist, or may not be shown.
  private static func absent(_ row: AnalysisResult?, _ context: ReportContext) -> Cell {
    guard let row, row.value.isHidden else {
      return Cell(UndefinedValue.notEstimable.text(context.numbers))
    }
    return Cell(row.value.printable.text(context.numbers, decimals: 0))
  }

  /// A difference of shares in percentage points: `−12.3 (−21.7 to −3.0)`.
  func points(_ row: AnalysisResult?) -> Cell {
    let style = IntervalStyle(numbers: context.numbers, decimals: 1)
    guard let row, !row.value.double.isNaN else {
      return Self.absent(row, context)
    }
    guard let interval = row.interval else {
      return Cell(
        style.text(PrintableValue(100 * row.value.double)) + " (no interval)")
    }
    return Cell(
      style.text(100 * row.value.double, 100 * interval.lower, 100 * interval.upper),
      footnotes: max(-interval.lower, interval.upper) > 1 + 1e-9 ? [Self.beyond] : [])
  }

  /// A normal approximation knows no ends of the scale.
  private static let beyond: RichText = """
    A limit beyond 100 points, which no difference can reach: the hips are too few for the \
    approximation behind the interval.
    """

  /// A ratio with its interval; one that has none says so.
  func ratio(_ row: AnalysisResult?) -> Cell {
    guard let row else { return .empty }
    guard let interval = row.interval else {
      guard row.value.double.isFinite else { return Self.absent(row, context) }
      let value = RatioStyle(numbers: context.numbers).text(row.value.double)
      return Cell((row.value.double == 0 ? "0" : value) + " (no interval)")
    }
    return Cell(
      RatioStyle(numbers: context.numbers).text(
        row.value.double, interval.lower, interval.upper))
  }

  /// The p-value of a test.
  func pValue(_ row: AnalysisResult?) -> Cell {
    if row?.value.isHidden ?? false { return Self.absent(row, context) }
    return Cell(
      PValueStyle(numbers: context.numbers, guardedLevel: 0.05).text(
        PrintableValue(row?.pValue, otherwise: .notEstimable)))
  }

  private static let restsOnFew = "Fewer than ten: what is compared rests on few"

  /// A share alone, `57/96 (59%)`; one that is compared with another is flagged where it is of few.
  func share(_ row: AnalysisResult?, isCompared: Bool = false) -> Cell {
    guard let row, row.interval != nil else {
      return Self.absent(row, context)
    }
    return Cell(
      percent.fractionText(row.denominators.events ?? 0, of: row.denominators.n),
      footnotes: Self.flags(row) + (isCompared ? few([row.denominators.n], Self.restsOnFew) : []))
  }
}
