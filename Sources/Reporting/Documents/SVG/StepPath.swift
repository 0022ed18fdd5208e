/// Where curve values stand in the picture.
package struct PlotScale: Sendable {
  /// The left end of the time axis.
  package var left: Double
  /// The right end of the time axis.
  package var right: Double
  /// The upper end of the vertical axis.
  package var top: Double
  /// The place of the value 0, the lower end.
  package var bottom: Double
  /// The time at the right end.
  package var xMaximum: Double
  /// The value at the upper end.
  package var yMaximum: Double

  package init(
    left: Double, right: Double, top: Double, bottom: Double, xMaximum: Double,
    yMaximum: Double = 1
  ) {
    self.left = left
    self.right = right
    self.top = top
    self.bottom = bottom
    self.xMaximum = xMaximum
    self.yMaximum = yMaximum
  }

  /// The place of a time.
  package func x(_ time: Double) -> Double { left + (right - left) * (time / xMaximum) }

  /// The place of a value; values beyond the axis are held at its ends.
  package func y(_ value: Double) -> Double {
    bottom - (bottom - top) * (min(max(value, 0), yMaximum) / yMaximum)
  }
}

/// A step curve cut to the plot: constant from each point to the next.
package struct StepCurve: Sendable {
  /// The points at which the curve takes a value; the first stands at time 0.
  package private(set) var points: [(time: Double, value: Double)]
  /// Where the curve ends.
  package let end: Double

  /// The curve of a series up to a time.
  package init(_ series: SurvivalFigure.Series, until limit: Double) {
    self.init(series, series.values, initial: series.initialValue, until: limit)
  }

  /// The curve of some values over the times of a series; values that are not numbers are kept.
  package init(
    _ series: SurvivalFigure.Series, _ values: [Double], initial: Double, until limit: Double
  ) {
    points = [(0, initial)]
    for (time, value) in zip(series.times, values) where time.isFinite && time <= limit {
      if time <= 0 { points[0].value = value } else { points.append((time, value)) }
    }
    end = min(limit, series.end)
  }

  /// The value at a time.
  package func value(at time: Double) -> Double {
    var low = 0
    var high = points.count
    while low + 1 < high {
      let middle = (low + high) / 2
      if points[middle].time <= time { low = middle } else { high = middle }
    }
    return points[low].value
  }

  /// The value at the end.
  package var lastValue: Double { value(at: end) }

  /// The path of the curve: across, then up or down.
  ///
  /// Steps too close to be seen apart are drawn as one, so that a curve of a million steps stays
  /// small.
  package func path(_ scale: PlotScale) -> String {
    let places = vertices(scale)
    guard let first = places.first else { return "" }
    var result = "M" + first.x.coordinate + " " + first.y.coordinate
    var y = first.y.coordinate
    for place in places.dropFirst() {
      let next = place.y.coordinate
      if next == y { continue }
      result += "H" + place.x.coordinate + "V" + next
      y = next
    }
    return result + "H" + scale.x(end).coordinate
  }

  /// The places at which the curve takes a new value, at least a tenth of a pixel apart; of those
  /// nearer the last value is kept.
  package func vertices(_ scale: PlotScale) -> [(x: Double, y: Double)] {
    var result: [(x: Double, y: Double)] = []
    for point in points where point.value.isFinite {
      let place = (x: scale.x(point.time), y: scale.y(point.value))
      if let last = result.last, result.count > 1, place.x - last.x < 0.1 {
        result[result.count - 1].y = place.y
      } else {
        result.append(place)
      }
    }
    return result
  }
}

extension SurvivalFigure.Series {
  /// The last time of which the series says anything.
  package var end: Double {
    let known = [times.last, censorTimes.max(), lastTime].compactMap { $0 }.filter(\.isFinite)
    return max(0, known.max() ?? 0)
  }
}
