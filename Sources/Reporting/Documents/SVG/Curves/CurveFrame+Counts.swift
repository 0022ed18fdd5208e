extension CurveFrame {
  /// The counts under the time axis, each in the middle under its tick.
  func counts(_ table: SurvivalFigure.RiskTable) -> SVGElement {
    var children: [SVGElement] = []
    for section in table.sections.indices {
      children.append(
        text(
          title(section, table), x: CurveLayout.margin,
          y: layout.sectionBaseline(section), anchor: "start",
          extra: ["font-weight": "bold"]))
      for row in 0..<table.sections[section].rowCount(labels.count) {
        children += self.row(row, of: section, table)
      }
    }
    return SVGElement("g", ["fill": SVGStyle.ink, "id": id + "-at-risk"], children: children)
  }

  /// What is counted; at the top also by what, where the names of the rows do not say it.
  private func title(_ section: Int, _ table: SurvivalFigure.RiskTable) -> String {
    let by = section == 0 ? heading.map { ", by " + $0 } : nil
    let words = table.sections[section].title + (by ?? "")
    let room = style.width - 2 * CurveLayout.margin
    return metrics.truncated(words, to: room / 1.08)
  }

  private func row(
    _ row: Int, of section: Int, _ table: SurvivalFigure.RiskTable
  ) -> [SVGElement] {
    let y = layout.rowBaseline(section, row: row)
    var children: [SVGElement] = []
    let margin = CurveLayout.margin
    if let name = table.sections[section].shared {
      children.append(text(name, x: margin, y: y, anchor: "start"))
    } else {
      if labels.count > 1 {
        children.append(key(row, x: margin, y: y - style.fontSize * 0.35))
      }
      children += rowLabel(row, x: margin + CurveLayout.keyWidth(labels.count), y: y)
    }
    for index in layout.shownTicks {
      let words = CurveLayout.countText(
        table.sections[section].counts[row][index], table, style)
      children.append(
        text(
          words, x: layout.scale.x(table.times[index]), y: y, anchor: "middle",
          extra: ["class": "count"]))
    }
    return children
  }

  /// The name of a row; a name that had to be cut carries the whole of it for those who point at it.
  private func rowLabel(_ row: Int, x: Double, y: Double) -> [SVGElement] {
    let lines = layout.rowLabels[row]
    var elements = lines.enumerated().map { line, words in
      text(words, x: x, y: y + Double(line) * (layout.lineHeight - 3), anchor: "start")
    }
    if lines.contains(where: { $0.contains("\u{2026}") }) {
      let whole = SVGElement("title", text: labels[row])
      elements[elements.count - 1].children.append(whole)
    }
    return elements
  }
}
