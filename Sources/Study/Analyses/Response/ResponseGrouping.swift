import Cohorts
import Tables

/// One way of dividing the hips of which response is told: its levels, and who is in each.
struct ResponseGrouping {
  /// A level that occurs.
  struct Level {
    /// The name.
    let name: String
    /// Its place among all levels, those that do not occur included, counted from 1.
    let score: Double
    /// The hips, by their places among all of them.
    let members: [Int]
  }

  /// The column.
  let variable: String
  /// The levels that occur, in their order; of the arms the reference is the first.
  let levels: [Level]
  /// Whether the levels have an order that a trend could follow.
  let isOrdered: Bool
  /// Whether the levels are the arms the protocol compares.
  let isArms: Bool

  init(_ study: StudyProtocol, _ grouping: (name: String, categories: Categories)) {
    variable = grouping.name
    isArms = study.comparison?.arms.column == grouping.name
    isOrdered = !isArms && Self.isOrdered(grouping, of: study)
    var members = [[Int]](repeating: [], count: grouping.categories.levels.count)
    for (hip, code) in grouping.categories.codes.enumerated() where code >= 0 {
      members[Int(code)].append(hip)
    }
    var levels = zip(grouping.categories.levels, members).enumerated().compactMap { place, level in
      level.1.isEmpty
        ? nil : Level(name: level.0, score: Double(place + 1), members: level.1)
    }
    if isArms, let reference = study.comparison?.reference,
      let place = levels.firstIndex(where: { $0.name == reference })
    {
      levels.insert(levels.remove(at: place), at: 0)
    }
    self.levels = levels
  }

  /// The group a level is, as rows name it.
  func group(_ level: Level) -> [GroupLevel] {
    [GroupLevel(variable: variable, level: level.name)]
  }

  /// Cut numbers and published classes are ordered, and so are the values of a number and of a
  /// column declared `ordinal`; groups and other levels are not.
  private static func isOrdered(
    _ grouping: (name: String, categories: Categories), of study: StudyProtocol
  ) -> Bool {
    let declared = study.units.columns.first { $0.name == grouping.name }?.declaration.type
    switch study.strata.first(where: { $0.column == grouping.name })?.rule {
    case .cuts, .classes: return true
    case .groups: return declared == .ordinal
    case .values, nil:
      return declared == .ordinal || grouping.categories.levels.allSatisfy { Double($0) != nil }
    }
  }
}
