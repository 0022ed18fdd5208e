extension CurveLayout {
  /// Lays a figure of step curves out.
  package init(_ figure: SurvivalFigure, style: SVGStyle) {
    let limit = CurveLayout.limit(of: figure)
    let ticks = figure.riskTable?.times ?? AxisTicks.positions(upTo: limit)
    let time = TimeStyle(numbers: style.numbers, decimals: 2, unit: "")
    let highest = CurveLayout.yLimit(of: figure)
    let values = AxisTicks.positions(upTo: highest, count: 5)
    self.init(
      CurveContents(
        labels: figure.series.map(\.label), heading: figure.namesHeading,
        undrawn: Set(figure.series.indices.filter { figure.series[$0].cut == 0 }),
        table: figure.riskTable, limit: limit, ticks: ticks,
        tickLabels: ticks.map(time.point), values: values,
        valueLabels: CurveLayout.valueLabels(values, figure.yScale, style), highest: highest),
      style: style)
  }

  /// The time at which the axis ends.
  package static func limit(of figure: SurvivalFigure) -> Double {
    let wished = figure.xMaximum ?? figure.series.map(\.end).max() ?? 0
    let limit = max(wished, figure.riskTable?.times.max() ?? 0)
    return limit.isFinite && limit > 0 ? limit : 1
  }

  /// The value at the upper end of the vertical axis.
  private static func yLimit(of figure: SurvivalFigure) -> Double {
    figure.yMaximum > 0 && figure.yMaximum <= 1 ? figure.yMaximum : 1
  }

  private static func valueLabels(
    _ values: [Double], _ scale: SurvivalFigure.YScale, _ style: SVGStyle
  ) -> [String] {
    let factor = scale == .percent ? 100.0 : 1
    let least = scale == .percent ? 0 : 1
    let decimals = values.map { value in
      let digits = DecimalExpansion(value * factor).rounded(toPlaces: 4)
      return digits.digits.count - 1 - digits.exponent
    }
    let most = max(least, decimals.max() ?? 0)
    return values.map {
      style.numbers.text($0 * factor, decimals: most) + (scale == .percent ? "%" : "")
    }
  }
}
