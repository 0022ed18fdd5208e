import Foundation
import LinearAlgebra
import Outcomes
import ReferenceTables
import Statistics
import Survival

/// The data of one reference case, `Tables/cox/<name>-data.csv`.
struct CoxCase: Sendable {
  let name: String
  let outcomes: SurvivalOutcomes
  let design: Design
  let strata: Grouping?
  let weights: [Double]?
  let clusters: Grouping?

  /// The columns that are not covariates.
  private static let reserved = [
    "time", "event", "start", "weight", "offset", "stratum", "cluster",
  ]

  static func load(_ name: String) throws -> CoxCase {
    let text = try String(contentsOf: ReferenceTable.url("cox/\(name)-data.csv"), encoding: .utf8)
    let lines = text.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    var columns: [String: [Double]] = [:]
    for (j, header) in lines[0].enumerated() {
      columns[header] = lines.dropFirst().map { Double($0[j]) ?? .nan }
    }
    return try CoxCase(name: name, columns: columns, names: lines[0])
  }

  private init(name: String, columns: [String: [Double]], names: [String]) throws {
    self.name = name
    let time = columns["time"] ?? []
    let isEvent = (columns["event"] ?? []).map { $0 == 1 }
    outcomes =
      try columns["start"].map {
        try SurvivalOutcomes(entry: $0, time: time, isEvent: isEvent)
      } ?? SurvivalOutcomes(time: time, isEvent: isEvent)
    let covariates = names.filter { !CoxCase.reserved.contains($0) }
    let variables = covariates.map { String($0.prefix { $0 != "=" }) }
    var terms: [Design.Term] = []
    for (index, variable) in variables.enumerated() {
      if let last = terms.last, last.label == variable {
        terms[terms.count - 1] = Design.Term(
          label: variable, columns: last.columns.lowerBound..<index + 1)
      } else {
        terms.append(Design.Term(label: variable, columns: index..<index + 1))
      }
    }
    design = Design(
      matrix: Matrix(rowCount: time.count, columns: covariates.map { columns[$0] ?? [] }),
      columns: zip(covariates, variables).map { Design.Column(name: $0, variable: $1) },
      terms: terms, hasIntercept: false, offset: columns["offset"])
    weights = columns["weight"]
    strata = columns["stratum"].map(CoxCase.grouping)
    clusters = columns["cluster"].map(CoxCase.grouping)
  }

  private static func grouping(_ values: [Double]) -> Grouping {
    let codes = values.map { Int32($0) }
    return Grouping(codes: codes, count: Int(codes.max() ?? -1) + 1)
  }

  /// The fit that the reference numbers belong to.
  func fit() throws -> CoxModel {
    let robust = name.hasPrefix("third") || ["lung-weighted", "veteran-robust"].contains(name)
    return try CoxModel.fit(
      outcomes, on: design, strata: strata, weights: weights, clusters: clusters,
      options: CoxModel.Options(
        ties: name.hasSuffix("breslow") || name == "lung-clustered" ? .breslow : .efron,
        robust: robust))
  }
}
