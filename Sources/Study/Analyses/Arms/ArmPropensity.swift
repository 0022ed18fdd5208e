import Formulas
import Glibc
import Regression
import Statistics
import Tables

/// A logistic model of the arm on the covariates, to describe how the arms overlap.
struct ArmPropensity {
  /// Whether each unit with every covariate is in the arm that is compared.
  let isOther: [Bool]
  /// The probability of that arm.
  let scores: [Double]
  /// The range both arms reach; empty where the lower limit is above the upper.
  let common: (lower: Double, upper: Double)
  /// What the model says about itself.
  let diagnostics: [Diagnostic]

  /// Fits the model; nil where there is none to fit.
  init?(_ table: Table, isOther: [Bool], covariates: [String]) {
    guard !covariates.isEmpty else { return nil }
    var name = "arm"
    while table.column(named: name) != nil { name += "_" }
    let column = Column(name: name, values: .numbers(isOther.map { $0 ? 1 : 0 }))
    let formula =
      StudyCohort.quoted(name) + " ~ " + covariates.map(StudyCohort.quoted).joined(separator: " + ")
    guard
      let analysis = try? GeneralizedLinearAnalysis.run(
        try Formula.parse(formula), on: table.replacing(columns: table.columns + [column]),
        family: .binomial)
    else { return nil }
    let sides = analysis.model.response.map { $0 == 1 }
    let fitted = analysis.model.fittedValues
    guard sides.contains(true), sides.contains(false) else { return nil }
    self.isOther = sides
    scores = fitted
    diagnostics = analysis.model.diagnostics
    let ranges = [false, true].map { side -> (Double, Double) in
      let own = fitted.indices.filter { sides[$0] == side }.map { fitted[$0] }
      return (own.min() ?? .nan, own.max() ?? .nan)
    }
    common = (max(ranges[0].0, ranges[1].0), min(ranges[0].1, ranges[1].1))
  }

  /// The units of one side.
  func count(of side: Bool) -> Int { isOther.count { $0 == side } }

  /// The scores of one side.
  func scores(of side: Bool) -> [Double] {
    scores.indices.filter { isOther[$0] == side }.map { scores[$0] }
  }

  /// The units of one side within the range both reach.
  func countInCommon(of side: Bool) -> Int {
    scores(of: side).count { $0 >= common.lower && $0 <= common.upper }
  }

  /// The preference score of each unit: what its propensity would be were the arms of one size.
  var preferences: [Double] {
    let share = Double(count(of: true)) / Double(isOther.count)
    let shift = log(share) - log(1 - share)
    return scores.map { 1 / (1 + exp(-(log($0) - log1p(-$0) - shift))) }
  }

  /// The share of units in equipoise.
  var equipoise: Double {
    Double(preferences.count { ArmOverlap.equipoiseRange.contains($0) }) / Double(isOther.count)
  }

  /// The probability that a unit of the arm has a larger score than one of the other, ties half.
  var concordance: Double {
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    var (below, pairs, start) = (0, 0.0, 0)
    while start < order.count {
      var end = start
      while end < order.count, scores[order[end]] == scores[order[start]] { end += 1 }
      let others = order[start..<end].count { isOther[$0] }
      let references = end - start - others
      pairs += Double(others) * (Double(below) + Double(references) / 2)
      below += references
      start = end
    }
    return pairs / (Double(count(of: true)) * Double(count(of: false)))
  }
}
