import Analyses
import Documents
import LinearAlgebra
import Statistics
import Survival

/// What a max-combo test adds to the result of a log-rank test.
extension MaxComboTest {
  /// The four tests and their correlation.
  var members: [JSONValue.Member] {
    [
      .init(
        "components",
        .array(
          statistics.indices.map { index in
            [
              "rho": .number(Self.exponents[index].rho),
              "gamma": .number(Self.exponents[index].gamma), "z": .number(statistics[index]),
              "p_value": .number(pValues[index]),
            ]
          })),
      .init("correlation", correlation.json),
    ]
  }

  /// A table of the four and a sentence on the largest.
  var blocks: [Block] {
    let rows = statistics.indices.map { index in
      TableRow(cells: [
        Cell(Self.title(Self.exponents[index])),
        Cell(CoefficientTerms.significant(statistics[index])),
        Cell(PValueStyle().text(PrintableValue(pValues[index]))),
      ])
    }
    let sentence =
      test.statistic.isNaN
      ? "The test is not estimable."
      : "Largest |Z| = \(CoefficientTerms.significant(test.statistic)), "
        + "\(PValueStyle().equation(test.pValue)) for the largest of the four."
    return [
      .table(
        TableBlock(
          id: "tbl-max-combo", title: "The four tests of the combination",
          columns: [
            TableColumn(header: "Weight (rho, gamma)"),
            TableColumn(header: "Z", alignment: .trailing),
            TableColumn(header: "P of its own", alignment: .trailing),
          ], rows: rows,
          notes: [
            TableNote(
              .statistics,
              "Z is positive where the second group has more events than expected; S is the survival "
                + "of both groups together.")
          ])), .paragraph(RichText(sentence)),
    ]
  }

  private static func title(_ exponents: (rho: Double, gamma: Double)) -> String {
    let words =
      switch exponents {
      case (0, 0): "all times alike: 1"
      case (0, 1): "late: 1 - S"
      case (1, 0): "early: S"
      default: "middle: S(1 - S)"
      }
    return "\(words) (\(CoefficientTerms.plain(exponents.rho)), "
      + "\(CoefficientTerms.plain(exponents.gamma)))"
  }
}
