/// The texts around a plot with a vertical and a horizontal axis.
package struct PlotFrame: Sendable {
  /// The size and the widths of letters.
  package let letters: Lettering
  /// The length of ticks.
  package static let tickLength = 5.0
  /// Where the content begins and ends, from the edges of the picture.
  package static let margin = 14.0

  package init(letters: Lettering) { self.letters = letters }

  /// Where a plot begins, behind the label of its vertical axis and the labels of the ticks.
  package func left(of ticks: [String]) -> Double {
    let widest = ticks.map { letters.width($0) }.max() ?? 0
    let label = letters.metrics.size * 1.4
    return (PlotFrame.margin + label + 8 + widest + PlotFrame.tickLength + 4).rounded(.up) + 0.5
  }

  /// A vertical axis with its ticks; the labels stand to the left of it.
  package func vertical(
    _ axis: ValueAxis, _ ticks: [ValueAxis.Tick], x: Double
  ) -> [SVGElement] {
    var path = "M" + x.coordinate + " " + axis.start.coordinate + "V" + axis.end.coordinate
    for tick in ticks {
      path += "M" + (x - PlotFrame.tickLength).coordinate + " "
      path += axis.place(tick.value).coordinate + "H" + x.coordinate
    }
    let labels = ticks.map { tick in
      letters.element(
        tick.label, x: x - PlotFrame.tickLength - 4,
        y: axis.place(tick.value) + letters.metrics.size * 0.35, anchor: "end", ["class": "tick"])
    }
    return [SVGElement("path", ["d": path, "fill": "none", "stroke": SVGStyle.ink])] + labels
  }

  /// The label of a vertical axis, from bottom to top; it is cut where it is longer than its plot.
  package func verticalLabel(_ text: String, from top: Double, to bottom: Double) -> SVGElement {
    let x = PlotFrame.margin + letters.metrics.size
    let words = letters.metrics.truncated(Lettering.oneLine(text), to: bottom - top)
    let place = "translate(" + x.coordinate + " " + ((top + bottom) / 2).coordinate + ")"
    var element = SVGElement(
      "text", ["text-anchor": "middle", "transform": place + " rotate(-90)"], text: words)
    if words != Lettering.oneLine(text) {
      element.children.append(SVGElement("title", text: text))
    }
    return element
  }

  /// A horizontal axis with its ticks and its label.
  package func horizontal(
    _ axis: ValueAxis, _ ticks: [ValueAxis.Tick], y: Double, label: [String], of whole: String
  ) -> [SVGElement] {
    var path = "M" + axis.start.coordinate + " " + y.coordinate + "H" + axis.end.coordinate
    for tick in ticks {
      path += "M" + axis.place(tick.value).coordinate + " " + y.coordinate + "v5"
    }
    let baseline = y + PlotFrame.tickLength + letters.lineHeight - 3
    let labels = ticks.map { tick in
      letters.element(
        tick.label, x: axis.place(tick.value), y: baseline, anchor: "middle", ["class": "tick"])
    }
    let words = letters.block(
      label, of: whole, x: (axis.start + axis.end) / 2, y: baseline + letters.lineHeight + 2,
      anchor: "middle")
    return [SVGElement("path", ["d": path, "fill": "none", "stroke": SVGStyle.ink])] + labels
      + words
  }

  /// The lines of the label of a horizontal axis, which may be longer than the axis.
  package func label(_ text: String, under axis: ValueAxis, width: Double) -> [String] {
    let center = (axis.start + axis.end) / 2
    let room = 2 * min(center, width - center) - 2 * PlotFrame.margin
    return letters.lines(text, to: room, most: 3)
  }

  /// The height of a horizontal axis with its ticks and its label, down to the edge of the picture.
  package func height(label lines: Int) -> Double {
    PlotFrame.tickLength + letters.lineHeight + letters.height(lines) + PlotFrame.margin - 2
  }
}
