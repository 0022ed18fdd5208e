import Cohorts
import Statistics
import Tables

extension AnalysisResult.Analysis {
  /// Groupings of the report that divide nobody.
  public static let grouping = Self(rawValue: "grouping")
}

extension AnalysisResult.Statistic {
  /// How many levels of a grouping occur, where that is one or none.
  public static let levelsPresent = Self(rawValue: "levels_present")
}

/// A grouping of which no two levels occur, so that its only group would repeat the numbers of
/// everybody.
///
/// One row stands in the place of its tables, tests and figures.
public struct OnlyLevel {
  /// Those a grouping may divide.
  public enum Set: String {
    /// Everybody treated.
    case treated
    /// Those analysed for the time to the event.
    case analysed
  }

  /// The row of each grouping that divides nobody.
  static func results(
    _ groupings: [(name: String, categories: Categories)], among set: Set, of study: StudyProtocol
  ) -> [AnalysisResult] {
    groupings.filter { !$0.categories.divides }.map { name, categories in
      let only = categories.codes.first { $0 >= 0 }.map { categories.levels[Int($0)] }
      return AnalysisResult(
        .grouping, name: set.rawValue,
        population: set == .treated ? study.population : study.outcome.context.population,
        variable: name, level: only, statistic: .levelsPresent,
        value: .number(only == nil ? 0 : 1), unit: "levels",
        denominators: Denominators(n: categories.codes.count))
    }
  }
}

extension Categories {
  /// Whether two levels or more occur.
  var divides: Bool {
    guard let first = codes.first(where: { $0 >= 0 }) else { return false }
    return codes.contains { $0 >= 0 && $0 != first }
  }
}
