import Cohorts
import Tables

/// One step from everybody treated to those analysed.
struct StudyStep {
  /// The step in words, as the flow shows it.
  let name: String
  /// For each row of the whole table, whether it passes; nil where that is unknown.
  let passes: [Bool?]
  /// Why the others do not pass, in words, such as `missing baseline`.
  var reason: String
  /// What those who do not pass are to the number.
  var role: Denominators.Account.Role = .missing
}

/// Everybody treated, group by group, and what keeps some of them out of an analysis.
///
/// A duration of responders is a number about some of those treated. This is where every such
/// number learns of how many, so that no denominator leaves out non-responders or the missing
/// without saying so.
struct TreatedAccount {
  private let steps: [StudyStep]
  private let groupings: [(name: String, categories: Categories)]
  /// For each treated unit, the step that took it out; the number of steps for one analysed, and
  /// −1 for one whose outcome could not be read.
  private let ends: [Int]

  /// Accounts for everybody eligible.
  ///
  /// - Parameter analysed: the rows analysed, by their numbers in the whole table; nil where nobody
  ///   is left out after the steps.
  init(_ eligible: EligibleUnits, steps: [StudyStep], analysed: [Int]? = nil) throws {
    let rows = eligible.rows
    self.steps = steps
    groupings =
      rows.isEmpty
      ? [] : try StudyRunner.groupings(eligible.study, of: eligible.whole.rows(rows))
    let known = analysed.map(Set.init)
    ends = rows.map { row in
      if let step = steps.firstIndex(where: { $0.passes[row] != true }) { return step }
      return known?.contains(row) ?? true ? steps.count : -1
    }
  }

  /// Denominators with everybody treated in the group, where it is not yet said.
  ///
  /// They come back as they are for a group that no grouping of the report knows.
  func completed(_ counts: Denominators, group: [GroupLevel]) -> Denominators {
    guard counts.treated == nil, let members = members(of: group) else { return counts }
    let ends = members.map { self.ends[$0] }
    let accounts = steps.enumerated().map { place, step in
      Denominators.Account(step.reason, ends.count { $0 == place }, step.role)
    }
    return Denominators(
      n: counts.n.counted, events: counts.events?.counted, treated: members.count,
      accounts: accounts
        + [.init("time or event not known", ends.count { $0 < 0 }, .missing)])
  }

  /// The treated units of a group, by their places among the treated.
  private func members(of group: [GroupLevel]) -> [Int]? {
    var members = Array(ends.indices)
    for part in group {
      guard let categories = groupings.first(where: { $0.name == part.variable })?.categories,
        let code = categories.levels.firstIndex(of: part.level)
      else { return nil }
      members = members.filter { Int(categories.codes[$0]) == code }
    }
    return members
  }
}
