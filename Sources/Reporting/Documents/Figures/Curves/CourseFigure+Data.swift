extension CourseFigure {
  /// The plotted numbers, so that others can draw the figure again.
  ///
  /// One row for each mean (`part` is `mean`), for each value of a line (`line`, with its number in
  /// the group) and for each count (the title of its section). What does not apply is missing.
  public var dataTable: CSVTable {
    var rows: [[CSVValue]] = []
    func add(
      _ part: String, _ label: String, _ time: Double, value: CSVValue = .missing,
      lower: CSVValue = .missing, upper: CSVValue = .missing, count: CSVValue = .missing,
      line: CSVValue = .missing
    ) {
      rows.append([.text(part), .text(label), .number(time), value, lower, upper, count, line])
    }
    for group in series {
      for (time, point) in zip(times, group.points) where point.mean.isFinite {
        add(
          "mean", group.label, time, value: .number(point.mean), lower: .optional(point.lower),
          upper: .optional(point.upper))
      }
      for (number, line) in group.lines.enumerated() {
        for (time, value) in zip(times, line) where value.isFinite {
          add("line", group.label, time, value: .number(value), line: .integer(number + 1))
        }
      }
    }
    for section in counts?.sections ?? [] {
      for (group, counts) in zip(series, section.counts) {
        for (time, count) in zip(times, counts) {
          add(section.title, group.label, time, count: .optional(count))
        }
      }
    }
    return CSVTable(
      header: ["part", "series", "time", "value", "lower", "upper", "count", "line"], rows: rows)
  }
}
