import Outcomes
import ReferenceTables
import Statistics
import Survival

/// The rows of a case of the `kaplanMeier` reference tables.
struct KaplanMeierCase {
  let outcomes: SurvivalOutcomes
  let groups: Grouping
  let weights: [Double]?
  let clusters: Grouping?

  /// Reads `Tables/kaplanMeier/<name>-data.csv`.
  init(_ name: String) throws {
    let table = try ReferenceTable.load("kaplanMeier/\(name)-data")
    func column(_ quantity: String) throws -> [Double] { try table.rows(quantity).map(\.value) }
    let present = Set(table.rows.map(\.quantity))
    let time = try column("time")
    let isEvent = try column("event").map { $0 == 1 }
    outcomes =
      present.contains("entry")
      ? try SurvivalOutcomes(entry: column("entry"), time: time, isEvent: isEvent)
      : try SurvivalOutcomes(time: time, isEvent: isEvent)
    groups = try KaplanMeierCase.grouping(column("group"))
    weights = present.contains("weight") ? try column("weight") : nil
    clusters = present.contains("cluster") ? try KaplanMeierCase.grouping(column("cluster")) : nil
  }

  /// A grouping by whole numbers from zero.
  static func grouping(_ codes: [Double]) -> Grouping {
    Grouping(codes: codes.map { Int32($0) }, count: Int(codes.max() ?? -1) + 1)
  }

  /// The strata of a case of the `logRank` tables.
  static func strata(_ name: String) throws -> Grouping {
    grouping(try ReferenceTable.load("logRank/\(name)-strata").rows("stratum").map(\.value))
  }
}

/// Outcomes without delayed entry; a time with a plus sign in R's notation is censored.
func outcomes(_ time: [Double], _ event: [Int]) throws -> SurvivalOutcomes {
  try SurvivalOutcomes(time: time, isEvent: event.map { $0 == 1 })
}
