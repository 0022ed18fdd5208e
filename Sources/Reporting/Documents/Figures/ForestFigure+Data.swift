extension ForestFigure {
  /// The plotted numbers with every text of the figure, uncut.
  ///
  /// One row for each row of the figure; `mark` is `heading`, `estimate`, `summary`, `reference` or
  /// `absent`, and `reason` says why an estimate is absent. `subject`, where
  /// the figure has one, is what the values are of.
  public var dataTable: CSVTable {
    let header =
      ["label", "indent", "mark"] + (groups.isEmpty ? [] : ["group"]) + columns.map(\.heading)
      + ["value", "lower", "upper", "estimate", "reason"] + (noteHeading.map { [$0] } ?? [])
      + ["highlighted"] + (subject == nil ? [] : ["subject"])
    return CSVTable(header: header, rows: rows.map(values))
  }

  private func values(of row: Row) -> [CSVValue] {
    var values: [CSVValue] = [.text(row.label), .integer(row.indent), .text(row.mark.name)]
    if !groups.isEmpty {
      let isNamed = groups.indices.contains(row.group) && row.mark != .heading
      values.append(isNamed ? .text(groups[row.group]) : .missing)
    }
    values += columns.indices.map {
      row.cells.indices.contains($0) ? .text(row.cells[$0]) : .missing
    }
    switch row.mark {
    case .estimate(let value, let lower, let upper), .summary(let value, let lower, let upper):
      values += [.number(value), .number(lower), .number(upper)]
    case .reference:
      values += [.optional(reference), .missing, .missing]
    case .heading, .absent:
      values += [.missing, .missing, .missing]
    }
    values.append(row.estimate.isEmpty ? .missing : .text(row.estimate))
    if case .absent(let reason) = row.mark {
      values.append(.text(reason))
    } else {
      values.append(nil)
    }
    if noteHeading != nil { values.append(row.note.isEmpty ? .missing : .text(row.note)) }
    values.append(.text(row.isHighlighted ? "yes" : "no"))
    if let subject { values.append(.text(subject)) }
    return values
  }
}

extension ForestFigure.Mark {
  fileprivate var name: String {
    switch self {
    case .heading: "heading"
    case .estimate: "estimate"
    case .summary: "summary"
    case .reference: "reference"
    case .absent: "absent"
    }
  }
}
