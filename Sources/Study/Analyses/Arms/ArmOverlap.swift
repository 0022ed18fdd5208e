import Cohorts
import Statistics
import Tables

/// Whether two arms hold units alike enough to be compared by adjustment.
///
/// Each covariate has a common support: for a number the range that both arms reach, for a category
/// the levels both have. A logistic model of the arm on the covariates gives each unit a propensity
/// p, used here to describe and for nothing else. With P the share of the arm,
///
/// ```
/// logit F = logit p − logit P            F the preference score; equipoise: 0.3 ≤ F ≤ 0.7
/// ```
///
/// The adjusted contrast is withheld where a covariate has no common support, where the covariates
/// together tell the arms apart in every unit, and where the share of units in equipoise is below
/// the protocol's gate, or below 0.2 where it sets none.
///
/// Reference: Walker et al. (2013), "A tool for assessing the feasibility of comparative effectiveness
/// research", doi:10.2147/CER.S40357.
struct ArmOverlap {
  /// The least share of units in equipoise where the protocol sets none.
  static let usualEquipoise = 0.2
  /// The preference scores that count as equipoise.
  static let equipoiseRange = 0.3...0.7

  let cohort: StudyCohort
  let arms: ArmGroups
  /// The arm compared with the reference, counted among the arms.
  let arm: Int
  /// The propensity of the arm of each unit with every covariate; nil where no model could be fitted.
  let propensity: ArmPropensity?
  /// The common support of each covariate, in the order of the protocol.
  let supports: [CovariateSupport]
  /// Why the adjusted contrast is withheld; nil where it is shown.
  let refusal: String?

  init(_ cohort: StudyCohort, _ arms: ArmGroups, arm: Int) {
    self.cohort = cohort
    self.arms = arms
    self.arm = arm
    let pair = cohort.table.rows(
      arms.grouping.codes.indices.filter { [0, arm].contains(Int(arms.grouping.codes[$0])) })
    let isOther = arms.grouping.codes.filter { [0, arm].contains(Int($0)) }.map { Int($0) == arm }
    supports = arms.comparison.adjustFor.compactMap { name in
      pair.column(named: name).flatMap { CovariateSupport($0, isOther: isOther) }
    }
    propensity = ArmPropensity(pair, isOther: isOther, covariates: arms.comparison.adjustFor)
    refusal = Self.refusal(
      cohort.study, arms, arm, supports, propensity,
      gate: arms.comparison.gates?.equipoise ?? Self.usualEquipoise)
  }

  /// The least share of units in equipoise.
  var gate: Double { arms.comparison.gates?.equipoise ?? Self.usualEquipoise }

  private static func refusal(
    _ study: StudyProtocol, _ arms: ArmGroups, _ arm: Int, _ supports: [CovariateSupport],
    _ propensity: ArmPropensity?, gate: Double
  ) -> String? {
    let names = (arms.names[0], arms.names[arm])
    for support in supports where support.isEmpty {
      return "\(study.label(of: support.name)) has no value that both arms share: "
        + support.description(names)
    }
    guard let propensity else {
      return "no model of the arms on the covariates could be fitted, so that their overlap cannot "
        + "be judged"
    }
    let single = supports.flatMap { support in
      support.soleLevels(names).map { "\(study.label(of: support.name)) \($0)" }
    }
    let places = single.isEmpty ? "" : ". In one arm only: " + single.joined(separator: "; ")
    let counts =
      "\(names.0) \(propensity.count(of: false)), \(names.1) "
      + "\(propensity.count(of: true)) units with every covariate"
    guard propensity.common.lower <= propensity.common.upper else {
      return "together the covariates tell the arms apart completely (\(counts)): no unit of one "
        + "arm has a counterpart in the other" + places
    }
    guard propensity.equipoise >= gate else {
      return "only \(percent(propensity.equipoise)) of the units could as well have been in either "
        + "arm (preference score 0.3 to 0.7), less than the \(percent(gate)) wanted (\(counts))"
        + places
    }
    return nil
  }

  private static func percent(_ share: Double) -> String {
    "\(Stratifier.text((share * 1000).rounded() / 10)) %"
  }
}

/// The values of a covariate that both arms have.
struct CovariateSupport {
  /// What is shared.
  enum Shared {
    /// A range; empty where the first is above the second.
    case range(from: Double, to: Double)
    /// The levels, and how many units each arm has at every level that occurs.
    case levels([(name: String, counts: (Int, Int))])
  }

  /// The column.
  let name: String
  /// What is shared.
  let shared: Shared
  /// The units with a value, and those within the common support: of the reference, of the other arm.
  let known: (Int, Int)
  let inside: (Int, Int)
  /// The range of each arm, for a number.
  let ranges: [(Double, Double)]

  init?(_ column: Column, isOther: [Bool]) {
    name = column.name
    func count(_ holds: (Int) -> Bool) -> (Int, Int) {
      let rows = isOther.indices.filter(holds)
      let other = rows.count { isOther[$0] }
      return (rows.count - other, other)
    }
    switch column.values {
    case .numbers(let numbers):
      let parts = [false, true].map { arm in
        isOther.indices.filter { isOther[$0] == arm && !numbers[$0].isNaN }.map { numbers[$0] }
      }
      let ends = parts.map { ($0.min() ?? .nan, $0.max() ?? .nan) }
      guard ends.allSatisfy({ !$0.0.isNaN }) else { return nil }
      let (from, to) = (max(ends[0].0, ends[1].0), min(ends[0].1, ends[1].1))
      shared = .range(from: from, to: to)
      ranges = ends
      known = count { !numbers[$0].isNaN }
      inside = count { numbers[$0] >= from && numbers[$0] <= to }
    case .categories(let categories):
      var counts = [(Int, Int)](repeating: (0, 0), count: categories.levels.count)
      for (row, code) in categories.codes.enumerated() where code >= 0 {
        if isOther[row] { counts[Int(code)].1 += 1 } else { counts[Int(code)].0 += 1 }
      }
      let levels = zip(categories.levels, counts).filter { $1.0 + $1.1 > 0 }
      guard !levels.isEmpty else { return nil }
      shared = .levels(levels.map { (name: $0, counts: $1) })
      ranges = []
      known = count { categories.codes[$0] >= 0 }
      inside = count { row in
        let code = Int(categories.codes[row])
        return code >= 0 && counts[code].0 > 0 && counts[code].1 > 0
      }
    case .dates: return nil
    }
  }

  /// Whether no value is shared.
  var isEmpty: Bool {
    switch shared {
    case .range(let from, let to): from > to
    case .levels(let levels): !levels.contains { $0.counts.0 > 0 && $0.counts.1 > 0 }
    }
  }

  /// The levels one arm has alone, with their counts in words.
  func soleLevels(_ names: (String, String)) -> [String] {
    guard case .levels(let levels) = shared else { return [] }
    return levels.compactMap { level in
      if level.counts.1 == 0 { return "\(level.name) (\(names.0) \(level.counts.0))" }
      if level.counts.0 == 0 { return "\(level.name) (\(names.1) \(level.counts.1))" }
      return nil
    }
  }

  /// What each arm has, in words.
  func description(_ names: (String, String)) -> String {
    switch shared {
    case .levels: return soleLevels(names).joined(separator: ", ")
    case .range:
      func text(_ range: (Double, Double)) -> String {
        "\(Stratifier.text(range.0)) to \(Stratifier.text(range.1))"
      }
      return "\(names.0) \(text(ranges[0])) (\(known.0) units), "
        + "\(names.1) \(text(ranges[1])) (\(known.1) units)"
    }
  }
}
