extension ForestLayout {
  /// How wide the columns would like to be: the labels, the cells, the estimates, the notes.
  static func wishes(_ figure: ForestFigure, _ letters: Lettering) -> [ColumnWidths.Wish] {
    // A heading may run on over the cells, which it does not have.
    let labelled = figure.rows.filter { !$0.runsOn }
    var wishes = [
      wish(
        figure.labelHeading,
        labelled.map { CellText(text: $0.label, isBold: $0.isBold, inset: inset(of: $0)) },
        weight: 2.5, letters)
    ]
    // Under the narrow columns beside the plot the words of the directions need some room; a long
    // label should not take many lines.
    wishes[0].natural = max(wishes[0].natural, 80)
    wishes[0].least = max(wishes[0].least, 80, min(wishes[0].natural / 3, 200))
    for (index, column) in figure.columns.enumerated() {
      let cells = figure.rows.map { row in
        CellText(
          text: row.cells.indices.contains(index) ? row.cells[index] : "", isBold: row.isBold)
      }
      wishes.append(wish(column.heading, cells, weight: column.holdsWords ? 1.5 : 1, letters))
    }
    let estimates = figure.rows.map { CellText(text: $0.estimate, isBold: $0.isBold) }
    // An estimate and its interval are read as one, and broken only if they are very long.
    var estimate = wish(figure.estimateHeading, estimates, weight: 2, letters)
    estimate.natural = max(estimate.natural, 80)
    estimate.least = min(estimate.natural, 180)
    wishes.append(estimate)
    if let heading = figure.noteHeading {
      let notes = figure.rows.map { CellText(text: $0.note, isBold: $0.isBold) }
      wishes.append(wish(heading, notes, weight: 1, letters))
    }
    return wishes
  }

  /// A text of a column.
  private struct CellText {
    var text: String
    var isBold: Bool
    var inset = 0.0
  }

  private static func wish(
    _ heading: String, _ cells: [CellText], weight: Double, _ letters: Lettering
  ) -> ColumnWidths.Wish {
    let whole = letters.width(heading, bold: true)
    let word = letters.wordWidth(heading, bold: true)
    // A heading may stand on two lines or three, so it asks for less than its whole width.
    let wanted = whole <= 90 ? whole : max(word, min(whole, max(90, whole * 0.55)))
    let widths = cells.map { $0.inset + letters.width($0.text, bold: $0.isBold) }
    let words = cells.map { $0.inset + letters.wordWidth($0.text, bold: $0.isBold) }
    // Nor should a heading stand taller than a few rows.
    let least = max(word, min(whole / 5, 130))
    return ColumnWidths.Wish(
      max(wanted, widths.max() ?? 0), words: max(least, words.max() ?? 0), weight: weight)
  }

  static func inset(of row: ForestFigure.Row) -> Double {
    Double(max(0, min(row.indent, 8))) * indent
  }

  /// The rows, one under the other.
  static func placed(
    _ figure: ForestFigure, _ columns: [Column], plotWidth: Double, plotLeft: Double,
    _ letters: Lettering, top: Double
  ) -> [Row] {
    var rows: [Row] = []
    var top = top
    let firstAfter = figure.columns.count + 1
    for row in figure.rows {
      let across = row.runsOn ? plotLeft - margin : columns[0].width
      let room = max(40, across - inset(of: row))
      var placed = Row(
        top: top, height: 0,
        label: letters.lines(row.label, to: room, most: Lettering.mostLines, bold: row.isBold),
        cells: figure.columns.indices.map { index in
          let cell = row.cells.indices.contains(index) ? row.cells[index] : ""
          return letters.lines(
            cell, to: columns[index + 1].width, most: Lettering.mostLines, bold: row.isBold)
        },
        estimate: letters.lines(
          row.estimate, to: columns[firstAfter].width, most: Lettering.mostLines, bold: row.isBold),
        note: columns.indices.contains(firstAfter + 1)
          ? letters.lines(
            row.note, to: columns[firstAfter + 1].width, most: Lettering.mostLines, bold: row.isBold
          )
          : [], reason: [])
      if case .absent(let reason) = row.mark {
        placed.reason = letters.lines(reason, to: plotWidth, most: Lettering.mostLines)
      }
      let texts = [placed.label, placed.estimate, placed.note, placed.reason] + placed.cells
      placed.height = letters.height(max(1, texts.map(\.count).max() ?? 1)) + 4
      if row.mark == .heading, !rows.isEmpty {
        placed.top += 6
      }
      top = placed.top + placed.height
      rows.append(placed)
    }
    return rows
  }
}

extension ForestFigure.Row {
  /// Whether the row is printed in bold letters.
  var isBold: Bool { isHighlighted || mark == .heading || isSummary }

  /// Whether the label may run on over the cells, because they are empty.
  var runsOn: Bool { mark == .heading && cells.allSatisfy(\.isEmpty) }

  private var isSummary: Bool {
    if case .summary = mark { true } else { false }
  }
}
