extension SurvivalFigure {
  /// The plotted numbers, so that others can draw the figure again.
  ///
  /// One row for each step of a curve (`part` is `curve`, the first at time 0), for each censored
  /// time (`censored`, with the value of the curve there), for each stretch over which a curve is
  /// not determined (`undetermined`, from `time` until `until`, between `lower` and `upper`) and for
  /// each count (the title of its section). What does not apply is missing, and so are counts that
  /// are hidden and what lies beyond the place where a curve is cut off.
  public var dataTable: CSVTable {
    var rows: [[CSVValue]] = []
    for item in series {
      let label = CSVValue.text(item.label)
      if item.times.first.map({ $0 > 0 }) ?? true {
        let start = CSVValue.number(item.initialValue)
        rows.append(["curve", label, 0, start, .missing, .missing, .missing, .missing])
      }
      let end = item.cut
      for index in item.times.indices where !(item.times[index] > end) {
        rows.append([
          "curve", label, .number(item.times[index]), .number(item.values[index]),
          .optional(item.lower?[index]), .optional(item.upper?[index]), .missing, .missing,
        ])
      }
      let curve = StepCurve(item, until: .infinity)
      for time in item.censorTimes where time <= end {
        rows.append([
          "censored", label, .number(time), .number(curve.value(at: time)), .missing, .missing,
          .missing, .missing,
        ])
      }
      for stretch in item.undetermined where stretch.from < end {
        rows.append([
          "undetermined", label, .number(stretch.from), .missing, .number(stretch.lower),
          .number(stretch.upper), .missing, stretch.to.isFinite ? .number(stretch.to) : .missing,
        ])
      }
    }
    rows += countRows
    return CSVTable(
      header: ["part", "series", "time", "value", "lower", "upper", "count", "until"], rows: rows)
  }

  private var countRows: [[CSVValue]] {
    guard let table = riskTable else { return [] }
    var rows: [[CSVValue]] = []
    for section in table.sections {
      let names = section.shared.map { [$0] } ?? series.map(\.label)
      for (name, counts) in zip(names, section.counts) {
        for (time, count) in zip(table.times, counts) {
          rows.append([
            .text(section.title), .text(name), .number(time), .missing, .missing, .missing,
            .optional(count), .missing,
          ])
        }
      }
    }
    return rows
  }
}
