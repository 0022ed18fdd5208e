import Statistics
import Survival

extension Measurement {
  /// Kaplan-Meier in two groups with medians and their limits, distinct times.
  static let kaplanMeier = Measurement(name: "km-distinct") { rows in
    let data = try GeneratedFollowUp(rows: rows)
    return { try medians(data) }
  }

  /// The same with times in whole months.
  static let kaplanMeierInMonths = Measurement(name: "km-months") { rows in
    let data = try GeneratedFollowUp(rows: rows, grid: 1)
    return { try medians(data) }
  }

  /// The log-rank test of two groups, distinct times.
  static let logRank = Measurement(name: "logrank-distinct") { rows in
    let data = try GeneratedFollowUp(rows: rows)
    return { try LogRankTest.fit(data.outcomes, groups: data.groups).test.statistic }
  }

  /// Both from one sort, as the report has them: the curves with their limits and the test.
  static let curvesAndTest = Measurement(name: "km-and-logrank") { rows in
    let data = try GeneratedFollowUp(rows: rows)
    return {
      let curves = try KaplanMeier.fit(data.outcomes, groups: data.groups)
      let medians = curves.reduce(0) { $0 + $1.median.interval.lower }
      return try medians + LogRankTest.comparing(curves).test.statistic
    }
  }

  private static func medians(_ data: GeneratedFollowUp) throws -> Double {
    try KaplanMeier.fit(data.outcomes, groups: data.groups).reduce(0) {
      $0 + $1.median.interval.lower
    }
  }
}
