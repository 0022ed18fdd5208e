public import Tables

/// The histories of all units, held column by column.
///
/// Rows of visits and events stay where they stand in their tables; each unit knows its rows.
public struct CohortHistories: Sendable {
  /// The number of units.
  public let count: Int
  /// The patient of each unit, numbered from 0.
  public let patients: [Int32]
  /// The identifier of each unit.
  public let ids: Categories
  let visits: RowsByUnit
  let visitMonths: [Double]
  private(set) var scores: [[Double]]
  let rescue: [Bool?]
  let preoperative: [Bool?]
  let plannedMonths: [Double]
  let events: RowsByUnit
  let eventMonths: [Double]
  let eventKinds: [EventPlan.Kind?]
  /// The day of the index injection; empty where the study has no dates of it.
  let indexDays: [Int32]
  /// The units of each patient who has several.
  let siblings: [Int32: [Int32]]

  /// Fills a history with what is known of one unit.
  public func fill(_ history: inout HipHistory, unit: Int) {
    history.assessments.removeAll(keepingCapacity: true)
    history.events.removeAll(keepingCapacity: true)
    history.contralateralReplacements.removeAll(keepingCapacity: true)
    for row in visits[unit] {
      let place = Int(row)
      let month = visitMonths[place]
      guard !month.isNaN else { continue }
      var values = HipHistory.Scores(.nan)
      for (slot, score) in scores.enumerated() { values[slot] = score[place] }
      history.assessments.append(
        .init(
          month: month, scores: values,
          hasRescue: rescue.isEmpty ? false : rescue[place] ?? false,
          isPreoperative: preoperative.isEmpty ? false : preoperative[place] ?? false,
          plannedMonth: plannedMonths.isEmpty ? .nan : plannedMonths[place], row: place))
    }
    for row in events[unit] {
      guard let kind = eventKinds[Int(row)], !eventMonths[Int(row)].isNaN else { continue }
      history.events.append(.init(kind, month: eventMonths[Int(row)]))
    }
    fillFromOtherHip(&history, unit: unit)
  }

  /// The same histories with the values of one score, a value for each row of the visits.
  func with(score values: [Double]) -> CohortHistories {
    var histories = self
    histories.scores = [values]
    return histories
  }

  /// The days from a unit's injection to a day; nil where the injection has no date.
  func days(of unit: Int, to day: Int32) -> Int? {
    guard unit < indexDays.count, indexDays[unit] != Column.missingDate else { return nil }
    return Int(day) - Int(indexDays[unit])
  }

  /// The identifier of a unit.
  func name(of unit: Int) -> String {
    let code = ids.codes[unit]
    return code < 0 ? "?" : ids.levels[Int(code)]
  }

  /// The unit with an identifier.
  public func unit(named name: String) -> Int? {
    guard let level = ids.levels.firstIndex(of: name) else { return nil }
    return ids.codes.firstIndex(of: Int32(truncatingIfNeeded: level))
  }

  /// A history of one unit.
  public func history(of unit: Int) -> HipHistory {
    var history = HipHistory()
    fill(&history, unit: unit)
    return history
  }

  /// A death is the patient's, whichever hip it was recorded for; a replacement of the other hip
  /// is told on this hip's clock, which needs the dates of both injections.
  private func fillFromOtherHip(_ history: inout HipHistory, unit: Int) {
    guard !siblings.isEmpty, !indexDays.isEmpty, let others = siblings[patients[unit]] else {
      return
    }
    let day = indexDays[unit]
    guard day != Column.missingDate else { return }
    for other in others
    where Int(other) != unit && indexDays[Int(other)] != Column.missingDate {
      for row in events[Int(other)] {
        let kind = eventKinds[Int(row)]
        guard kind == .death || kind == .thr else { continue }
        // In whole days, so that one day is one month on either clock.
        let shift = indexDays[Int(other)] - day
        var month = eventMonths[Int(row)]
        guard !month.isNaN else { continue }
        if shift != 0 {
          let days = month * 30.4375
          let isWhole = abs(days - days.rounded()) < 1e-6
          month = ((isWhole ? days.rounded() : days) + Double(shift)) / 30.4375
        }
        if kind == .thr {
          history.contralateralReplacements.append(month)
        } else if history.first(.death) == nil {
          history.events.append(.init(.death, month: month))
        }
      }
    }
  }
}
