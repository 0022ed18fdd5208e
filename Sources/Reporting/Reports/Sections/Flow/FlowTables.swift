import Analyses
import Cohorts
import Documents

/// The tables of the flow: who was left out at each step, how many each analysis rests on, and who was
/// seen at each planned visit.
struct FlowTables {
  let study: StudyResults
  let context: ReportContext

  var blocks: [Block] {
    [.table(table)] + [analyses, visits].compactMap { $0 }.map(Block.table)
  }

  private var flow: FlowCounts { study.flowCounts }
  private var variable: String? { context.study.comparison?.arms.column }

  /// The arms, where two of them occur: the only one of one would repeat the numbers of everybody.
  private var dividingArms: String? {
    let set = context.study.endpoints == nil ? OnlyLevel.Set.analysed : .treated
    let isOne = context.rows(.grouping).contains {
      $0.variable == variable && $0.name == set.rawValue
    }
    return isOne ? nil : variable
  }

  /// The columns of everybody and of each arm.
  private var groups: [(title: String, stratum: [GroupLevel])] {
    [("Everybody", [])]
      + (dividingArms.map { variable in
        flow.armNames.map { ($0, [GroupLevel(variable: variable, level: $0)]) }
      } ?? [])
  }

  /// Left out and remaining at each step; with arms, those remaining in each of them.
  private var table: TableBlock {
    let showsNoArm = !flow.armNames.isEmpty && flow.totalOutsideArms != 0
    func parts(_ arms: [Count], _ outside: Count) -> [Cell] {
      (arms + (showsNoArm ? [outside] : [])).map { Cell(context.numbers.text($0)) }
    }
    var columns = [
      TableColumn(header: "Step"), TableColumn(header: "Left out", alignment: .trailing),
      TableColumn(header: "Remaining", alignment: .trailing),
    ]
    columns += (flow.armNames + (showsNoArm ? ["in no arm"] : [])).map {
      TableColumn(header: RichText($0), alignment: .trailing)
    }
    let first = TableRow(
      cells: ["Rows in the file", "", Cell(context.numbers.text(flow.total))]
        + parts(flow.armTotals, flow.totalOutsideArms))
    let steps = flow.steps.map { step in
      let counts = step.overall
      let unknown = counts.unknown != 0 ? " (\(context.numbers.text(counts.unknown)) unknown)" : ""
      let criterion = step.criterion.map { ["Condition: \(code: $0)" as RichText] } ?? []
      return TableRow(
        cells: [
          Cell(step.name, footnotes: criterion),
          Cell("\(context.numbers.text(counts.excluded))\(unknown)"),
          Cell(context.numbers.text(counts.remaining)),
        ] + parts(step.arms.map(\.remaining), step.outsideArms.remaining))
    }
    let last = TableRow(
      cells: ["Analysed", "", Cell(context.numbers.text(flow.remaining))]
        + parts(flow.armsRemaining, flow.remainingOutsideArms))
    var notes: [TableNote] = []
    if flow.steps.contains(where: { $0.overall.unknown != 0 }) {
      notes.append(
        TableNote(
          .statistics,
          "Unknown: a missing value leaves open whether the condition is met; counted among those "
            + "left out."))
    }
    if !flow.armNames.isEmpty {
      notes.append(TableNote(.statistics, "Columns of arms: those remaining."))
    }
    return TableBlock(
      id: "tbl-flow", title: "Who was analysed", columns: columns, rows: [first] + steps + [last],
      notes: notes)
  }

  /// How many each analysis rests on.
  private var analyses: TableBlock? {
    let rows = context.rows(.analysed)
    var names: [String] = []
    for name in rows.compactMap(\.name) where !names.contains(name) { names.append(name) }
    guard !names.isEmpty else { return nil }
    return TableBlock(
      id: "tbl-analysed", title: "How many each analysis rests on",
      columns: [TableColumn(header: "Analysis")]
        + groups.map { TableColumn(header: RichText($0.title), alignment: .trailing) },
      rows: names.map { name in
        TableRow(
          cells: [Cell(name)]
            + groups.map { group in
              let row = rows.first { $0.name == name && $0.stratum == group.stratum }
              return Cell(row.map { context.numbers.text($0.value.tally) } ?? "0")
            })
      },
      notes: [context.populationNote])
  }

  /// Who was seen at each planned visit, of those treated.
  private var visits: TableBlock? {
    guard let plan = context.study.endpoints else { return nil }
    let rows = context.rows(.scores).filter { $0.variable == plan.response.score }
    var months: [Double] = []
    for month in rows.compactMap(\.timeMonths) where !months.contains(month) {
      months.append(month)
    }
    guard !months.isEmpty else { return nil }
    let hasLock = rows.contains { $0.statistic == .notDue && $0.value.double > 0 }
    // Without a table of events nothing is known of replacements and deaths.
    let hasEvents = plan.events != nil
    let counts: [AnalysisResult.Statistic] =
      [.seen, .notSeen] + (hasEvents ? [.failed] : []) + (hasLock ? [.notDue] : [])
    return TableBlock(
      id: "tbl-seen", title: "Who was seen at each planned visit, of all treated",
      columns: [TableColumn(header: "Planned visit")]
        + groups.map { group in
          let treated = rows.first { $0.stratum == group.stratum }?.denominators.treated ?? 0
          var header = RichText(group.title)
          header += [.lineBreak]
          header += RichText("n = \(context.numbers.text(treated))")
          return TableColumn(header: header, alignment: .trailing)
        },
      rows: months.map { month in
        let days = rows.first { $0.timeMonths == month }?.name.map { ", \($0)" } ?? ""
        return TableRow(
          cells: [Cell(CourseSection.visit(month, context.numbers) + days)]
            + groups.map { group in
              let own = rows.filter { $0.timeMonths == month && $0.stratum == group.stratum }
              return Cell(
                counts.map { statistic in
                  let count = own.first { $0.statistic == statistic }?.value.tally ?? 0
                  return context.numbers.text(count)
                }.joined(separator: " / "))
            })
      },
      notes: [
        TableNote(
          .statistics,
          RichText(
            "Seen / not seen" + (hasEvents ? " / replaced or dead by the planned time" : "")
              + (hasLock ? " / not yet due when the data were locked" : "")
              + ". Seen: with a value of "
              + "\(plan.score?.scale.description ?? plan.response.score) in the window.")),
        context.populationNote,
      ])
  }
}
