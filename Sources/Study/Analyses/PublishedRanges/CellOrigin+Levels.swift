import Cohorts
import Tables

extension CellOrigin {
  /// The origin that the name of a level tells, such as `bone_marrow` or `whartons_jelly`; nil where
  /// it tells none.
  ///
  /// A donor's marrow is a donor's.
  init?(level name: String) {
    if DraftWords.holds(name, Self.donorWords) {
      self = .donor
    } else if DraftWords.holds(name, Self.ownWords) {
      self = .own
    } else {
      return nil
    }
  }

  private static let ownWords = [
    "marrow", "bm", "bma", "bmac", "adipos", "fat", "svf", "autolog", "knochenmark", "fett",
    "medula", "moelle", "graisse", "midollo", "own",
  ]
  private static let donorWords = [
    "wharton", "umbilic", "allogen", "donor", "donat", "placent", "nabel", "wj",
  ]
}

/// Whose cells the units of a cohort were given, as far as its arms or a column of the cell source
/// tell.
struct CellOrigins {
  /// The origin of each unit; nil where it is not told.
  let units: [CellOrigin?]
  /// The arms by their origin; empty without a comparison.
  let arms: [(group: GroupLevel, origin: CellOrigin?)]

  init(_ cohort: StudyCohort) {
    guard let comparison = cohort.study.comparison,
      case .categories(let exposure)? =
        cohort.table.column(named: comparison.arms.column)?.values
    else {
      arms = []
      let columns = cohort.table.columns.filter { DraftWords.holds($0.name, DraftWords.cells) }
      let sources = columns.compactMap { column -> Categories? in
        if case .categories(let categories) = column.values { categories } else { nil }
      }
      units = (0..<cohort.table.rowCount).map { row in
        sources.lazy.compactMap { source in
          let code = Int(source.codes[row])
          return code < 0 ? nil : CellOrigin(level: source.levels[code])
        }.first
      }
      return
    }
    var levels: [String: [String]] = [:]
    if case .groups(let groups) = comparison.arms.rule {
      for group in groups { levels[group.name] = group.levels }
    }
    arms = exposure.levels.map { arm in
      let told = Set(([arm] + (levels[arm] ?? [])).compactMap(CellOrigin.init(level:)))
      return (
        GroupLevel(variable: comparison.arms.column, level: arm), told.count == 1 ? told.first : nil
      )
    }
    let origins = arms.map(\.origin)
    units = exposure.codes.map { $0 < 0 ? nil : origins[Int($0)] }
  }

  /// The units a claim about cells of an origin can be compared with.
  enum Part {
    /// All of them.
    case everybody
    /// Those of one arm, by their places.
    case arm(GroupLevel, places: [Int])
    /// None, and why.
    case none(reason: String)
  }

  /// The units that were given cells of an origin.
  func part(_ origin: CellOrigin?) -> Part {
    guard let origin else { return .everybody }
    let words = origin == .own ? "a patient's own cells" : "a donor's cells"
    let known = Set(units)
    // A cohort that does not say whose cells they were is taken at the word of its title.
    if known.isSubset(of: [origin, nil]) { return .everybody }
    guard known.contains(origin) else {
      return .none(
        reason: "the claim is of \(words), which nobody analysed here is known to have been given")
    }
    let own = arms.filter { $0.origin == origin }
    guard own.count == 1, let arm = own.first else {
      return .none(
        reason: "the claim is of \(words), which only some of those analysed here were given")
    }
    return .arm(
      arm.group, places: units.indices.filter { units[$0] == origin })
  }
}
