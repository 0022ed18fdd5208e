/// Draws a figure of means over planned visits.
struct CourseDrawing {
  private let figure: CourseFigure
  private let style: SVGStyle
  private let frame: CurveFrame
  private let id: String
  /// How far groups stand beside each other at one time.
  private let offset: Double

  private var scale: PlotScale { frame.layout.scale }

  init(_ figure: CourseFigure, style: SVGStyle) {
    self.figure = figure
    self.style = style
    id = Anchor.make(figure.id, prefix: "fig-")
    let (lowest, highest) = (figure.range.lowerBound, figure.range.upperBound)
    let axis = ValueAxis(.linear, from: lowest, to: highest, start: 0, end: style.plotHeight)
    let ticks = axis.ticks(style.numbers) { _ in style.fontSize * 1.6 }
    let time = TimeStyle(numbers: style.numbers, decimals: 1, unit: "")
    let last = figure.times.last ?? 0
    let layout = CurveLayout(
      CurveContents(
        labels: figure.series.map(\.label), table: figure.counts,
        limit: last.isFinite && last > 0 ? last : 1, ticks: figure.times,
        tickLabels: figure.times.map(time.point), values: ticks.map(\.value),
        valueLabels: ticks.map(\.label), lowest: axis.lower, highest: axis.upper), style: style)
    frame = CurveFrame(
      id: id, labels: figure.series.map(\.label), xLabel: figure.xLabel, yLabel: figure.yLabel,
      table: figure.counts, layout: layout, style: style)
    let places = figure.times.map(layout.scale.x)
    let gap = zip(places, places.dropFirst()).map { $1 - $0 }.min() ?? 40
    offset = min(7, 0.8 * gap / Double(max(1, figure.series.count)))
  }

  /// The picture.
  func document() -> String {
    var children = frame.title(figure.title)
    children += [frame.guides(), lines(), frame.axes()]
    children += figure.series.indices.reversed().map(means)
    children.append(frame.axisText())
    if figure.series.count > 1 { children.append(frame.endLabels(figure.series.map(end))) }
    if let table = figure.counts { children.append(frame.counts(table)) }
    return SVGRenderer.document(
      id: id, title: figure.title, description: figure.description, width: style.width,
      height: frame.layout.height, style: style, children: children)
  }

  /// Where a group's last mean stands.
  private func end(of group: CourseFigure.Series) -> (time: Double, value: Double) {
    let last = group.points.lastIndex { $0.mean.isFinite }
    return last.map { (figure.times[$0], group.points[$0].mean) } ?? (0, scale.yMinimum)
  }

  /// The lines of single units, thin and pale, behind everything else.
  private func lines() -> SVGElement {
    let count = figure.series.map(\.lines.count).reduce(0, +)
    let opacity = count > 100 ? 0.16 : count > 30 ? 0.22 : 0.3
    let paths = figure.series.enumerated().compactMap { index, group -> SVGElement? in
      let lines = group.lines.map(path).joined()
      guard !lines.isEmpty else { return nil }
      return SVGElement(
        "path",
        [
          "d": lines, "fill": "none", "stroke": style.stroke(index).color,
          "stroke-opacity": opacity.coordinate, "stroke-width": "0.75",
        ])
    }
    return SVGElement("g", ["id": id + "-lines"], children: paths)
  }

  /// The path through the values that are there.
  private func path(_ values: [Double]) -> String {
    var result = ""
    for (time, value) in zip(figure.times, values) where value.isFinite {
      result += (result.isEmpty ? "M" : "L") + scale.x(time).coordinate
      result += " " + scale.y(value).coordinate
    }
    return result
  }

  /// How much is left of what is drawn pale.
  private static let paleness = "0.4"

  /// The line from mean to mean, of the parts that lead to a doubtful mean or of the others.
  private func segments(
    _ group: CourseFigure.Series, shift: Double, isDoubtful: Bool
  ) -> String {
    let known = group.points.indices.filter { group.points[$0].mean.isFinite }
    var result = ""
    var pen: Int?
    for (from, to) in zip(known, known.dropFirst())
    where group.points[to].isDoubtful == isDoubtful {
      if pen != from { result += "M" + place(from, group, shift) }
      result += "L" + place(to, group, shift)
      pen = to
    }
    return result
  }

  private func place(_ index: Int, _ group: CourseFigure.Series, _ shift: Double) -> String {
    (scale.x(figure.times[index]) + shift).coordinate + " "
      + scale.y(group.points[index].mean).coordinate
  }

  /// The means of a group with their intervals, beside those of other groups.
  private func means(_ index: Int) -> SVGElement {
    let group = figure.series[index]
    let shift = (Double(index) - Double(figure.series.count - 1) / 2) * offset
    var children = [false, true].compactMap { isDoubtful -> SVGElement? in
      var attributes = frame.strokeAttributes(index)
      attributes["d"] = segments(group, shift: shift, isDoubtful: isDoubtful)
      attributes["id"] = id + "-means-\(index + 1)" + (isDoubtful ? "-doubtful" : "")
      attributes["stroke-opacity"] = isDoubtful ? Self.paleness : nil
      return attributes["d"]?.isEmpty ?? true ? nil : SVGElement("path", attributes)
    }
    for (time, point) in zip(figure.times, group.points) where point.mean.isFinite {
      children.append(mark(point, x: scale.x(time) + shift, index))
    }
    return SVGElement("g", ["id": id + "-group-\(index + 1)"], children: children)
  }

  private func mark(_ point: CourseFigure.Point, x: Double, _ index: Int) -> SVGElement {
    var children: [SVGElement] = []
    if point.lower.isFinite, point.upper.isFinite {
      let (top, bottom) = (scale.y(point.upper), scale.y(point.lower))
      let cap = min(3, offset / 2).coordinate
      let wide = (2 * min(3, offset / 2)).coordinate
      let d =
        "M" + x.coordinate + " " + top.coordinate + "V" + bottom.coordinate + "m-" + cap + " 0h"
        + wide + "M" + x.coordinate + " " + top.coordinate + "m-" + cap + " 0h" + wide
      children.append(
        SVGElement(
          "path",
          ["d": d, "fill": "none", "stroke": style.stroke(index).color, "stroke-width": "1.25"]))
    }
    children.append(PlotMark.of(index, style).element(x: x, y: scale.y(point.mean), size: 6))
    return SVGElement("g", point.isDoubtful ? ["opacity": Self.paleness] : [:], children: children)
  }
}
