import Analyses
import Documents
import Glibc
import Statistics
import Survival

/// The coefficients of a Cox model over bootstrap replicates.
struct CoxBootstrapPages {
  let analysis: CoxAnalysis
  let level: Double

  private var options: Resampling.Options { analysis.options.requests.bootstrap }
  private var names: [String] { analysis.model.coefficientNames }

  var members: [JSONValue.Member] {
    guard let sample = analysis.findings.bootstrap else { return [] }
    return [
      .init(
        "bootstrap",
        [
          "replicates": .integer(options.replicates), "seed": .integer(Int(clamping: options.seed)),
          "failed": .integer(sample.failureCount),
          "terms": .array(
            names.indices.map { column in
              let interval = sample.percentileInterval(of: column, level: level)
              return [
                "term": .string(names[column]),
                "std_error": .number(sample.standardError(of: column)),
                "conf_low": .number(interval.lower), "conf_high": .number(interval.upper),
                "hazard_ratio_low": .number(exp(interval.lower)),
                "hazard_ratio_high": .number(exp(interval.upper)),
                "missing": .integer(sample.missingCount(of: column)),
              ]
            }),
        ])
    ]
  }

  var blocks: [Block] {
    guard let sample = analysis.findings.bootstrap else { return [] }
    let style = IntervalStyle(decimals: 2)
    return [
      .table(
        TableBlock(
          id: "tbl-bootstrap", title: "Bootstrap",
          columns: [
            TableColumn(header: "Covariate"),
            TableColumn(header: "Hazard ratio (percentile CI)", alignment: .trailing),
            TableColumn(header: "SE of log ratio", alignment: .trailing),
          ],
          rows: names.indices.map { column in
            let interval = sample.percentileInterval(of: column, level: level)
              .mapped { exp($0) }
            let ratio = exp(analysis.model.coefficients[column])
            return TableRow(cells: [
              Cell(names[column]),
              Cell(ratio.isNaN ? "NE" : style.text(ratio, interval.lower, interval.upper)),
              Cell(CoefficientTerms.significant(sample.standardError(of: column))),
            ])
          },
          notes: [
            TableNote(
              .statistics,
              RichText(String("\(sample.values.count) replicates, seed \(options.seed).")))
          ]))
    ]
  }
}
