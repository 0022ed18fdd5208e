extension EffectFigure {
  /// The plotted numbers: the points of the curves (`part` is `curve`), then the bars of
  /// observations (`observations`, from `x` to `to`), or each observation at its `x`.
  public var dataTable: CSVTable {
    let header = ["part", "series", "x", "to", "value", "lower", "upper", "count"]
    let points = curves.flatMap { curve in
      curve.points.map { point -> [CSVValue] in
        [
          "curve", .text(curve.label), .number(point.x), .missing, .number(point.value),
          .number(point.lower), .number(point.upper), .missing,
        ]
      }
    }
    return CSVTable(header: header, rows: points + observationRows)
  }

  private var observationRows: [[CSVValue]] {
    func row(_ from: Double, to: Double?, count: Int?) -> [CSVValue] {
      [
        "observations", .missing, .number(from), .optional(to), .missing, .missing, .missing,
        .optional(count),
      ]
    }
    switch observations {
    case .each(let values):
      return values.filter(\.isFinite).sorted().map { row($0, to: nil, count: 1) }
    case .counts(let bins, let counts):
      return (0..<bins.count).map { index in
        let count = counts.indices.contains(index) ? counts[index] : 0
        return row(bins.edges[index], to: bins.edges[index + 1], count: count)
      }
    case nil:
      return []
    }
  }
}
