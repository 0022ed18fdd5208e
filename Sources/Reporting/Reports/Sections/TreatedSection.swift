import Analyses
import Cohorts
import Documents
import Tables

/// Who was treated, and when: the dates of the study and the baseline table of the report.
struct TreatedSection: ReportSection {
  let context: ReportContext

  var blocks: [Block] {
    let baseline = BaselineSection(
      rows: context.rows(.baseline), numbers: context.numbers, label: context.label,
      unit: context.unit, population: context.populationNote)
    var table = baseline.table(id: "tbl-baseline", title: "Baseline characteristics")
    // Under the table, which has a name that others can link to.
    table.notes += [dates].compactMap { $0 }.map { TableNote(.population, RichText($0)) }
    return [.heading(level: 2, "Baseline"), .table(table)]
  }

  /// When people were treated and seen; nil where no dates are known.
  private var dates: String? {
    if context.smallCounts != nil, context.study.units.indexDate != nil {
      return "The dates of the study are not told: the first and the last are those of one "
        + "\(context.unitName) each."
    }
    let lock = context.study.endpoints?.dataLock.map {
      "data locked on \(CalendarDate.text($0))"
    }
    let spans = [span("Treated", of: "treatment"), span("visits", of: "visits")].compactMap { $0 }
    guard !spans.isEmpty else { return nil }
    return (spans + [lock].compactMap { $0 }).joined(separator: "; ") + "."
  }

  /// The first and the last day of something.
  private func span(_ words: String, of name: String) -> String? {
    let rows = context.rows(.dates).filter { $0.name == name }
    func day(_ statistic: AnalysisResult.Statistic) -> String? {
      let value = rows.first { $0.statistic == statistic }?.value.printable.value
      return value.flatMap { Int32(exactly: $0) }.map(CalendarDate.text)
    }
    guard let first = day(.firstDay), let last = day(.lastDay) else { return nil }
    return first == last ? "\(words) on \(first)" : "\(words) from \(first) to \(last)"
  }
}
