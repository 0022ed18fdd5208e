import Analyses
import Cohorts
import Documents
import Statistics

/// The course of every score: means of those seen, changes from baseline, and a figure of each.
struct CourseSection: ReportSection {
  let context: ReportContext
  let plan: EndpointPlan
  let courses: [CourseCurves]

  var blocks: [Block] {
    guard !courses.isEmpty else { return [] }
    return [
      .heading(level: 2, "Course of the scores"),
      .paragraph(
        "Means are of those seen at each planned visit. Nothing is carried forward or filled in, and "
          + "who is not seen may differ from who is. "
          + (hasEvents
            ? "Values after a hip replacement are left out. "
            : "Replacements and deaths are not on record: who was replaced or died counts as not seen. ")
          + "There is no control group: natural course, placebo and regression to the mean are not "
          + "told apart from an effect of the injection."),
    ]
      + courses.flatMap { course -> [Block] in
        [
          .heading(level: 3, RichText(Self.name(course))), .table(means(course)),
          .table(changes(course)), CourseFigureSection(course: course, context: context).block,
        ]
      }
  }

  var files: [StudyReport.File] {
    courses.flatMap { CourseFigureSection(course: $0, context: context).files }
  }

  /// Instrument and subscale, as a heading has them.
  static func name(_ course: CourseCurves) -> String {
    let scale = course.score.scale
    return [scale.instrument, scale.subscale].compactMap { $0 }.joined(separator: " ")
  }

  /// A planned time in words.
  static func visit(_ month: Double, _ numbers: NumberStyle) -> String {
    if month == 0 { return "Baseline" }
    let weeks = month * 30.4375 / 7
    if month < 2, abs(weeks - weeks.rounded()) < 1e-6 { return "\(Int(weeks.rounded())) weeks" }
    return TimeStyle(numbers: numbers, unit: "").point(month) + (month == 1 ? " month" : " months")
  }

  /// Whether replacements and deaths are on record.
  private var hasEvents: Bool { context.study.endpoints?.events != nil }

  private static let deviation = Abbreviation("SD", "standard deviation")
  private static let nobody = Abbreviation.none("nobody was seen, or one alone, who has no SD")

  // MARK: Tables

  private func means(_ course: CourseCurves) -> TableBlock {
    let rows = context.rows(.scores).filter {
      $0.variable == course.score.name && $0.statistic != .seenAfterInjection
    }
    let hasLock = rows.contains { $0.statistic == .notDue && $0.value.double > 0 }
    var columns = (["Seen", "Not seen"] + (hasEvents ? ["Replaced or dead"] : [])).map {
      TableColumn(header: RichText($0), alignment: .trailing)
    }
    if hasLock { columns.append(TableColumn(header: "Not yet due", alignment: .trailing)) }
    columns += [
      TableColumn(header: RichText("Mean (\(context.level) CI)"), alignment: .trailing),
      TableColumn(header: "SD", alignment: .trailing),
    ]
    let counts: [AnalysisResult.Statistic] =
      [.seen, .notSeen] + (hasEvents ? [.failed] : []) + (hasLock ? [.notDue] : [])
    return TableBlock(
      id: "tbl-course-\(course.score.name)",
      title: RichText("Mean \(Self.name(course)) of those seen, by planned visit"),
      columns: [TableColumn(header: "Planned visit")] + columns,
      rows: body(rows) { own in
        counts.map { statistic in
          Cell(context.numbers.text(value(own, statistic)?.value.tally ?? 0))
        } + [mean(own, .mean), spread(own)]
      },
      notes: notes(
        course, rows,
        (hasEvents
          ? "Not seen: treated, alive and not replaced by the planned time, without a value in the "
          : "Not seen: treated, without a value in the ")
          + "window." + (hasLock ? " Not yet due: the planned day lies after the data lock." : ""))
    ).explaining(.interval, Self.deviation, Self.nobody)
  }

  private func changes(_ course: CourseCurves) -> TableBlock {
    let rows = context.rows(.scoreChanges).filter { $0.variable == course.score.name }
    return TableBlock(
      id: "tbl-change-\(course.score.name)",
      title: RichText("Mean change of \(Self.name(course)) from baseline"),
      columns: [
        TableColumn(header: "Planned visit"),
        TableColumn(header: "Seen, with a baseline", alignment: .trailing),
        TableColumn(header: RichText("Mean change (\(context.level) CI)"), alignment: .trailing),
        TableColumn(header: "SD", alignment: .trailing),
      ],
      rows: body(rows) { own in
        [
          Cell(context.numbers.text(own.first?.denominators.n ?? 0)), mean(own, .meanChange),
          spread(own),
        ]
      },
      notes: notes(
        course, rows,
        "Change: the score at the visit less the score at baseline, so that a "
          + (course.score.scale.better == .lower ? "fall" : "rise") + " is an improvement.")
    ).explaining(.interval, Self.deviation, Self.nobody)
  }

  /// A row for each planned visit, under a heading for each group.
  private func body(
    _ rows: [AnalysisResult], _ cells: ([AnalysisResult]) -> [Cell]
  ) -> [TableRow] {
    var seen: Set<[GroupLevel]> = []
    let groups = rows.map(\.stratum).filter { seen.insert($0).inserted }
    return groups.flatMap { group -> [TableRow] in
      let own = rows.filter { $0.stratum == group }
      let treated = own.first?.denominators.treated ?? 0
      let name = group.first?.level ?? "Everybody"
      var months: [Double] = []
      for month in own.compactMap(\.timeMonths) where !months.contains(month) {
        months.append(month)
      }
      return [
        TableRow(
          cells: [Cell("\(name), \(context.numbers.text(treated)) treated")], isHeading: true)
      ]
        + months.map { month in
          let visit = own.filter { $0.timeMonths == month }
          let days = visit.first?.name.map { ", \($0)" } ?? ""
          return TableRow(
            cells: [Cell(Self.visit(month, context.numbers) + days)] + cells(visit), indent: 1)
        }
    }
  }

  private func value(
    _ own: [AnalysisResult], _ statistic: AnalysisResult.Statistic
  ) -> AnalysisResult? {
    own.first { $0.statistic == statistic }
  }

  private func mean(_ own: [AnalysisResult], _ statistic: AnalysisResult.Statistic) -> Cell {
    guard let row = value(own, statistic), row.denominators.n != 0 else { return Self.none }
    let style = IntervalStyle(numbers: context.numbers, decimals: 1)
    let footnotes = [
      row.isCutToScale ? Self.cutNote : nil, context.unseenNote(row.denominators),
    ].compactMap { $0 }
    guard let interval = row.interval else {
      return Cell(style.text(row.value.printable), footnotes: footnotes)
    }
    return Cell(
      style.text(row.value.double, interval.lower, interval.upper), footnotes: footnotes)
  }

  /// What stands where nobody was seen.
  private static let none = Cell(UndefinedValue.missing.text())

  private static let cutNote: RichText =
    "A limit lies beyond the scale and is cut to what the scale allows."

  private func spread(_ own: [AnalysisResult]) -> Cell {
    guard let row = value(own, .standardDeviation), row.denominators.n != 0,
      row.denominators.n != 1
    else { return Self.none }
    return Cell(row.value.printable.text(context.numbers, decimals: 1))
  }

  /// What is done about values measured after another injection, and how many hips have some; begins
  /// with a space unless it is empty.
  private func afterInjection(_ course: CourseCurves) -> String {
    let row = context.rows(.scores).first {
      $0.variable == course.score.name && $0.statistic == .seenAfterInjection
    }
    guard let row else { return "" }
    return " Values measured after a repeat or other injection are kept: "
      + (row.value == .count(0)
        ? "there is none."
        : "\(context.numbers.text(row.value.tally)) of the "
          + (row.denominators.n.number.map { "\(context.numbers.text($0)) " } ?? "")
          + "\(context.unitName)s seen after baseline have some.")
  }

  private func notes(
    _ course: CourseCurves, _ rows: [AnalysisResult], _ first: String
  ) -> [TableNote] {
    let isClustered = rows.contains(where: \.isRobust)
    return [
      TableNote(
        .statistics,
        RichText(
          "Interval: Student's t"
            + (isClustered
              ? ", with a standard error robust to hips of one patient being alike and one degree of "
                + "freedom less than there are patients" : "")
            + "; none of fewer than three patients, or of values all alike. A visit counts for the planned time it is nearest to, within the window given."
        )),
      TableNote(.missingData, RichText(first + afterInjection(course))),
      TableNote(
        .statistics,
        RichText(
          message: "Instrument: \(course.score.scale.description)."
            + "\(context.doubts(about: course.score.scale.description)) Months of \(context.daysOfMonth) days "
            + "from \(course.context.origin).")),
      context.populationNote,
    ]
  }
}

extension ReportContext {
  /// Whether so many of those who should have been seen were not that a mean is doubtful.
  static func isDoubtful(seen: Int, notSeen: Int) -> Bool {
    Double(notSeen) > 0.4 * Double(seen + notSeen)
  }

  /// What to weigh where many were not seen.
  func unseenNote(_ counts: Denominators) -> RichText? {
    guard let seen = counts.n.number else { return nil }
    func isUnseen(_ reason: String) -> Bool { reason == "not seen" || reason == "no baseline" }
    let unseen = counts.accounts.filter { isUnseen($0.reason) }
    var notSeen = unseen.compactMap(\.count.number).reduce(0, +)
    // Where one is hidden, as many as all treated leave room for.
    if unseen.contains(where: \.count.isHidden), let treated = counts.treated?.number {
      let others = counts.accounts.filter { !isUnseen($0.reason) }.compactMap(\.count.number)
      notSeen = max(notSeen, treated - seen - others.reduce(0, +))
    }
    let due = seen + notSeen
    if Self.isDoubtful(seen: seen, notSeen: notSeen) {
      return "More than 40% of those due are missing: the mean may say little of the treated."
    }
    return Double(notSeen) > 0.2 * Double(due) ? "More than 20% of those due are missing." : nil
  }
}
