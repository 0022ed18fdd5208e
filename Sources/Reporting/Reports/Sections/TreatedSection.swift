import Analyses
import Cohorts
import Documents
import Tables

/// Who was treated: the baseline table of the report.
struct TreatedSection: ReportSection {
  let context: ReportContext

  var blocks: [Block] {
    let baseline = BaselineSection(
      rows: context.rows(.baseline), numbers: context.numbers, label: context.label,
      unit: context.unit, population: context.populationNote)
    return [
      .heading(level: 2, "Baseline"),
      .table(baseline.table(id: "tbl-baseline", title: "Baseline characteristics")),
    ]
  }
}
