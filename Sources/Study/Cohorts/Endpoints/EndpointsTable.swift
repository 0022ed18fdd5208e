public import Tables

/// The endpoints of all units as a table: one row per unit, in the order of the units.
///
/// Times are months (days / 30.4375) from the index injection; a cell that does not apply is empty.
/// `change_pct_M` is the improvement in percent of the deficit at baseline: positive is better.
public struct EndpointsTable: Sendable {
  private struct Words: Sendable {
    var codes: [Int32] = []
    var levels: [String] = []
    private var place: [String: Int32] = [:]

    mutating func append(_ text: String?) {
      guard let text else {
        codes.append(-1)
        return
      }
      if let known = place[text] {
        codes.append(known)
        return
      }
      let code = Int32(truncatingIfNeeded: levels.count)
      place[text] = code
      levels.append(text)
      codes.append(code)
    }

    func column(_ name: String) -> Column {
      Column(name: name, values: .categories(Categories(codes: codes, levels: levels)))
    }
  }

  /// The column of the response's score at baseline.
  static let baseline = "baseline"

  /// The columns of numbers, in the order of the table, between those of words.
  private enum Number: Int, CaseIterable {
    case baseline, baselineDay, onsetLower, onsetUpper, lossLower, lossUpper, firstVisitLower,
      firstVisitUpper, thr, booster, death, lastAssessment, twoVisitsLower, twoVisitsUpper,
      injection

    /// The name of the column.
    var name: String {
      switch self {
      case .baseline: EndpointsTable.baseline
      case .baselineDay: "baseline_day"
      case .onsetLower: "onset_lower"
      case .onsetUpper: "onset_upper"
      case .lossLower: "loss_lower"
      case .lossUpper: "loss_upper"
      case .firstVisitLower: "loss_first_visit_lower"
      case .firstVisitUpper: "loss_first_visit_upper"
      case .thr: "thr_time"
      case .booster: "booster_time"
      case .death: "death_time"
      case .lastAssessment: "last_assessment"
      case .twoVisitsLower: "loss_two_visits_lower"
      case .twoVisitsUpper: "loss_two_visits_upper"
      case .injection: "injection_time"
      }
    }
  }

  private let windows: [ResponseRule.Window]
  private let confirmation: LossRule.Confirmation
  private var numbers = [[Double]](repeating: [], count: Number.allCases.count)
  private var status = Words()
  private var loss = Words()
  private var firstVisitLoss = Words()
  private var twoVisitLoss = Words()
  private var flags = Words()
  private var classes: [Words]
  private var changes: [[Double]]
  private var count = 0

  /// Starts a table for the time points of a plan, whose rule of loss its `loss_` columns follow.
  public init(_ plan: EndpointPlan, capacity: Int = 0) {
    windows = plan.response.windows
    confirmation = plan.loss.confirmation
    classes = [Words](repeating: Words(), count: windows.count)
    changes = [[Double]](repeating: [], count: windows.count)
    for place in numbers.indices { numbers[place].reserveCapacity(capacity) }
  }

  /// Adds the next unit.
  public mutating func append(_ hip: HipEndpoints) {
    count += 1
    let isAtRisk = hip.responseStatus == .responder
    let (leading, first) = (hip.loss(confirmation)?.interval, hip.firstVisitLoss?.interval)
    let confirmed = isAtRisk ? hip.confirmedLoss?.interval : nil
    set(.baseline, hip.baseline)
    set(.baselineDay, hip.baselineDay)
    set(.onsetLower, hip.onset?.lower)
    set(.onsetUpper, hip.onset?.upper)
    set(.lossLower, isAtRisk ? leading?.lower : nil)
    set(.lossUpper, isAtRisk ? leading?.upper : nil)
    set(.firstVisitLower, isAtRisk ? first?.lower : nil)
    set(.firstVisitUpper, isAtRisk ? first?.upper : nil)
    set(.thr, hip.replacement)
    set(.booster, hip.booster)
    set(.death, hip.death)
    set(.lastAssessment, hip.lastAssessment)
    status.append(hip.responseStatus.rawValue)
    set(.twoVisitsLower, confirmed?.lower)
    set(.twoVisitsUpper, confirmed?.upper)
    set(.injection, hip.otherInjection)
    loss.append(hip.lossStatus(confirmation).rawValue)
    twoVisitLoss.append(hip.lossStatus(.twoVisits).rawValue)
    firstVisitLoss.append(hip.lossStatus(.firstVisit).rawValue)
    flags.append(hip.flags.isEmpty ? nil : hip.flags.map(\.text).joined(separator: ";"))
    for place in windows.indices {
      classes[place].append(hip.classes[place].rawValue)
      changes[place].append(hip.improvementPercent[place] ?? .nan)
    }
  }

  private mutating func set(_ number: Number, _ value: Double?) {
    numbers[number.rawValue].append(value ?? .nan)
  }

  /// The derived columns, without those that name the unit and the patient.
  public var columns: [Column] {
    func number(_ number: Number) -> Column {
      Column(name: number.name, values: .numbers(numbers[number.rawValue]))
    }
    var columns = [number(.baseline), number(.baselineDay), status.column("response_status")]
    columns += [number(.onsetLower), number(.onsetUpper), number(.lossLower), number(.lossUpper)]
    columns += [loss.column("loss_status"), number(.firstVisitLower), number(.firstVisitUpper)]
    columns.append(firstVisitLoss.column("loss_first_visit_status"))
    columns += [number(.thr), number(.booster), number(.death), number(.lastAssessment)]
    columns.append(flags.column("flags"))
    for (place, window) in windows.enumerated() {
      let month = Stratifier.text(window.month)
      columns.append(classes[place].column("response_\(month)"))
      columns.append(Column(name: "change_pct_\(month)", values: .numbers(changes[place])))
    }
    columns.append(number(.injection))
    if confirmation == .firstVisit {
      columns += [number(.twoVisitsLower), number(.twoVisitsUpper)]
      columns.append(twoVisitLoss.column("loss_two_visits_status"))
    }
    return columns
  }

  /// The whole table.
  ///
  /// - Parameters:
  ///   - units: the identifiers, as many as units were added.
  ///   - patients: the patients, where the study names them.
  public func table(units: Categories, patients: Categories?) -> Table {
    let patients = patients ?? Categories(codes: [Int32](repeating: -1, count: count), levels: [])
    return Table(
      source: "endpoints",
      columns: [
        Column(name: "unit", values: .categories(units)),
        Column(name: "patient", values: .categories(patients)),
      ] + columns, rowCount: count)
  }
}
