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
    let last = min(limit, series.cut)
    for (time, value) in zip(series.times, values) where time.isFinite && time <= last {
      if time <= 0 { points[0].value = value } else { points.append((time, value)) }
    }
    end = min(last, series.end)
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
  package func path(_ scale: PlotScale) -> String { path(scale, from: 0, to: end) }

  /// The path over a stretch of time, with the step at its end but not the one at its beginning.
  ///
  /// Steps too close to be seen apart are drawn as one, so that a curve of a million steps stays
  /// small.
  package func path(_ scale: PlotScale, from start: Double, to stop: Double) -> String {
    let places = vertices(scale, from: start, to: stop)
    guard let first = places.first else { return "" }
    var result = "M" + first.x.coordinate + " " + first.y.coordinate
    var y = first.y.coordinate
    for place in places.dropFirst() {
      let next = place.y.coordinate
      if next == y { continue }
      result += "H" + place.x.coordinate + "V" + next
      y = next
    }
    return result + "H" + scale.x(stop).coordinate
  }

  /// The places at which the curve takes a new value, at least a tenth of a pixel apart; of those
  /// nearer the last value is kept.
  private func vertices(
    _ scale: PlotScale, from start: Double, to stop: Double
  ) -> [(x: Double, y: Double)] {
    var result: [(x: Double, y: Double)] = []
    for point in points where point.value.isFinite {
      if point.time > stop { break }
      let place = (x: scale.x(max(point.time, start)), y: scale.y(point.value))
      if point.time <= start {
        result = [place]
      } else if let last = result.last, result.count > 1, place.x - last.x < 0.1 {
        result[result.count - 1].y = place.y
      } else {
        result.append(place)
      }
    }
    return result
  }

  /// The stretches of time over which the curve is known, cut in two at a time.
  ///
  /// - Parameters:
  ///   - gaps: Where it is not known, in ascending order.
  ///   - time: Where those before and those after are told apart.
  package func stretches(
    without gaps: [SurvivalFigure.Stretch], splitAt time: Double?
  ) -> (before: [Range<Double>], after: [Range<Double>]) {
    var known: [Range<Double>] = []
    var start = 0.0
    for gap in gaps where gap.from < end && gap.to > start {
      if gap.from > start { known.append(start..<gap.from) }
      start = gap.to
    }
    // A curve that ends where it begins is still a point.
    if start < end || known.isEmpty && start == 0 { known.append(start..<end) }
    guard let time, !time.isNaN else { return (known, []) }
    let before = known.filter { $0.lowerBound < time }
    let after = known.filter { $0.upperBound > time }
    return (
      before.map { $0.lowerBound..<min($0.upperBound, time) },
      after.map { max($0.lowerBound, time)..<$0.upperBound }
    )
  }
}

extension SurvivalFigure.Series {
  /// The last time of which the series says anything.
  package var end: Double {
    let ends = undetermined.last.map { $0.to.isFinite ? $0.to : $0.from }
    let known = [times.last, censorTimes.max(), lastTime, ends].compactMap { $0 }.filter(\.isFinite)
    return min(max(0, known.max() ?? 0), cut)
  }

  /// Where nothing more is shown; infinite where nothing is cut off.
  var cut: Double { cutAt.map { $0.isNaN ? .infinity : max(0, $0) } ?? .infinity }
}
