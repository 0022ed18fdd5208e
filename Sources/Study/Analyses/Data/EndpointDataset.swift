public import Cohorts
import Outcomes
public import Tables

/// A study's units with their endpoints and the outcomes of models beside their own columns: what
/// conditions, strata and formulas are asked of.
public struct EndpointDataset: Sendable {
  /// The study it is made of.
  public let data: StudyData
  /// The endpoints of each unit.
  public let hips: [HipEndpoints]
  /// The columns of the units, the endpoints, and the outcomes of models.
  ///
  /// Outcomes: `loss_months` and `loss_event` (right-censored, by the protocol's convention),
  /// `loss_left` and `loss_right` (interval-censored, on the same clock), `loss_cause` (the first of
  /// loss and the competing events, 0 for none, at `loss_cause_months`), and over all treated
  /// `waiting_months`, `waiting_event`, `benefit_months`, `benefit_event`, `first_event_months` and
  /// `first_event_cause` (the first of replacement, injections and death, 0 for none).
  public let table: Table
  /// How the outcomes are read.
  public let reading: LossOutcome.Reading

  /// Derives the endpoints and puts them beside the units.
  ///
  /// - Throws: `StudyError` when the units have a column of a derived one's name.
  public init(_ data: StudyData) throws {
    self.data = data
    reading = LossOutcome.Reading(data.plan.loss)
    hips = StudyEndpoints.hips(of: data)
    var endpoints = EndpointsTable(data.plan, capacity: hips.count)
    for hip in hips { endpoints.append(hip) }
    let derived = endpoints.columns + Self.outcomes(hips, data.plan, reading)
    let units = data.tables.units
    let clashes = derived.map(\.name).filter { units.column(named: $0) != nil }
    guard clashes.isEmpty else {
      throw StudyError(
        reasons: clashes.map {
          "\(units.source) has a column `\($0)`, which is the name of a derived one; rename it"
        })
    }
    table = units.replacing(columns: units.columns + derived)
  }

  /// The columns a plan derives, without rows.
  static func derivedColumns(_ plan: EndpointPlan) -> [Column] {
    EndpointsTable(plan).columns + outcomes([], plan, LossOutcome.Reading(plan.loss))
  }

  private static func outcomes(
    _ hips: [HipEndpoints], _ plan: EndpointPlan, _ reading: LossOutcome.Reading
  ) -> [Column] {
    func number(_ value: Bool?) -> Double { value.map { $0 ? 1 : 0 } ?? .nan }
    func column(_ name: String, _ values: [Double]) -> Column {
      Column(name: name, values: .numbers(values))
    }
    let losses = hips.map { LossOutcome($0, reading) }
    let spells = hips.map {
      SpellOutcome(
        $0, rules: plan.intercurrent, confirmation: reading.confirmation,
        convention: reading.convention)
    }
    let causes = ["0", "loss"] + LossOutcome.causes.compactMap { $0?.rawValue }
    let firsts = hips.map { FirstEventOutcome($0).event }
    return [
      column("loss_months", losses.map { $0?.time.time ?? .nan }),
      column("loss_event", losses.map { number($0?.time.isEvent) }),
      column("loss_left", losses.map { $0?.interval.lower ?? .nan }),
      column(
        "loss_right",
        losses.map { loss in
          loss.map { $0.interval.isRightCensored ? .nan : $0.interval.upper } ?? .nan
        }),
      Column(
        name: "loss_cause",
        values: .categories(
          Categories(
            codes: losses.map { $0.map { Int32($0.competing.cause) } ?? -1 }, levels: causes))),
      column("waiting_months", spells.map { $0?.waiting.time ?? .nan }),
      column("waiting_event", spells.map { number($0?.waiting.isEvent) }),
      column("benefit_months", spells.map { $0?.benefit.time ?? .nan }),
      column("benefit_event", spells.map { number($0?.benefit.isEvent) }),
      column("loss_cause_months", losses.map { $0?.competing.time ?? .nan }),
      column("first_event_months", firsts.map(\.time)),
      Column(
        name: "first_event_cause",
        values: .categories(
          Categories(
            codes: firsts.map { Int32($0.cause) },
            levels: ["0"] + FirstEventOutcome.causes.map(\.rawValue)))),
    ]
  }

  /// The rows of the units that meet the protocol's eligibility, with their columns as they stand.
  ///
  /// - Throws: `ProtocolError` where a condition does not fit the table.
  public var eligible: Table {
    get throws { table.rows(try EligibleUnits(data.study, table: table).rows) }
  }

  /// Time to loss as a counting process: one row per hip at risk and stretch between visits, the
  /// columns `start`, `stop`, `event`, then the covariates of the visits as they stood when the
  /// stretch began, then the columns of the units.
  public var countingProcess: Table {
    let names = data.plan.visits.columns.map(\.name) + [data.plan.visits.rescue].compactMap { $0 }
    var columns: [Column] = []
    for name in names where !columns.contains(where: { $0.name == name }) {
      if let column = data.tables.visits.column(named: name) { columns.append(column) }
    }
    var process = CountingProcess(covariates: columns)
    var history = HipHistory()
    for (unit, hip) in hips.enumerated() {
      data.histories.fill(&history, unit: unit)
      process.append(hip, history, unit: unit, reading: reading)
    }
    let taken = Set(["start", "stop", "event"] + columns.map(\.name))
    let baseline = [table.column(named: "baseline")].compactMap { $0 }
    let kept = baseline + data.tables.units.columns.filter { !taken.contains($0.name) }
    let beside = table.replacing(columns: kept).rows(process.units).columns
    return Table(
      source: "counting process",
      columns: [
        Column(name: "start", values: .numbers(process.start)),
        Column(name: "stop", values: .numbers(process.stop)),
        Column(name: "event", values: .numbers(process.isLoss.map { $0 ? 1 : 0 })),
      ] + process.covariateColumns + beside,
      rowCount: process.units.count)
  }
}
