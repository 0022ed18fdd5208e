/// The area between two step curves.
package enum BandPath {
  /// The path of the band of a series, or nil if it has none.
  ///
  /// Where a bound is not a number the band is interrupted.
  package static func path(
    _ series: SurvivalFigure.Series, _ scale: PlotScale, until limit: Double
  ) -> String? {
    guard let lower = series.lower, let upper = series.upper else { return nil }
    let low = StepCurve(series, lower, initial: series.initialValue, until: limit)
    let high = StepCurve(series, upper, initial: series.initialValue, until: limit)
    var pieces: [String] = []
    var steps: [Step] = []
    for index in low.points.indices {
      let start = low.points[index].time
      let stop = index + 1 < low.points.count ? low.points[index + 1].time : low.end
      let step = Step(
        left: scale.x(start), right: scale.x(max(start, stop)), low: low.points[index].value,
        high: high.points[index].value)
      if step.low.isFinite, step.high.isFinite {
        append(step, to: &steps)
      } else {
        pieces += outline(steps, scale)
        steps = []
      }
    }
    pieces += outline(steps, scale)
    return pieces.isEmpty ? nil : pieces.joined()
  }

  /// A stretch over which both bounds stay as they are.
  private struct Step {
    var left: Double
    var right: Double
    var low: Double
    var high: Double
  }

  /// Adds a step, joining it to the one before when that one is too narrow to be seen.
  private static func append(_ step: Step, to steps: inout [Step]) {
    if let last = steps.last, last.right - last.left < 0.1, steps.count > 1 {
      steps[steps.count - 1] = step
      steps[steps.count - 1].left = last.left
    } else {
      steps.append(step)
    }
  }

  /// The outline of steps in a row: along the upper bound and back along the lower one.
  private static func outline(_ steps: [Step], _ scale: PlotScale) -> [String] {
    guard let first = steps.first, steps.contains(where: { $0.high > $0.low }) else { return [] }
    var result = "M" + first.left.coordinate + " " + scale.y(first.high).coordinate
    for step in steps {
      result += "V" + scale.y(step.high).coordinate + "H" + step.right.coordinate
    }
    for step in steps.reversed() {
      result += "V" + scale.y(step.low).coordinate + "H" + step.left.coordinate
    }
    return [result + "Z"]
  }
}
