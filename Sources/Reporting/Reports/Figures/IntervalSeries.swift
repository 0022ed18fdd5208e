import Analyses
import Documents

extension SurvivalFigure.Series {
  /// A curve from interval-censored times, falling from 1 or rising from 0, with a pale box wherever
  /// the data do not say when within an interval it moves.
  init(
    _ curve: IntervalCensoredCurves.Curve, label: String, isRising: Bool, until end: Double? = nil
  ) {
    var height = isRising ? 0.0 : 1.0
    var times: [Double] = []
    var values: [Double] = []
    var boxes: [SurvivalFigure.Stretch] = []
    // What is still to come at the end of follow-up is no step: the curve ends there.
    for part in curve.curve.parts where part.upper < .infinity {
      let next = max(0, min(1, isRising ? height + part.mass : height - part.mass))
      if part.lower < part.upper {
        boxes.append(
          .init(
            from: part.lower, to: part.upper, upper: max(height, next), lower: min(height, next)))
      }
      times.append(part.upper)
      values.append(next)
      height = next
    }
    self.init(
      label: label, times: times, values: values, initialValue: isRising ? 0 : 1,
      lastTime: end.map { min($0, curve.lastTime) } ?? curve.lastTime, undetermined: boxes,
      paleFrom: curve.paleFrom, cutAt: curve.cutAt)
  }
}
