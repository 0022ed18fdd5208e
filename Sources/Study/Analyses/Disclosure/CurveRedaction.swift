import Cohorts
import Statistics

/// Figures without what may not be shown of them.
struct CurveRedaction {
  let suppression: CountSuppression
  let least: Int

  private func shown(_ counts: [Int?], _ cells: [CountLedger.Cell]) -> [Int?] {
    zip(counts, cells).map { suppression.hidden[$1] == nil ? $0 : nil }
  }

  /// The places of a curve at which it is drawn: those by which at least so many events have come
  /// since the place before, and after the last of which none or as many come.
  private func steps(_ events: [Int]) -> [Int] {
    var places: [Int] = []
    var since = 0
    for place in events.indices {
      since += events[place]
      if since >= least {
        places.append(place)
        since = 0
      }
    }
    if since > 0, !places.isEmpty { places.removeLast() }
    return places
  }

  /// The last time of the table below a figure at which so many are at risk; nil where all are.
  private func end(_ counts: [Int?], _ times: [Double], least: Int) -> Double? {
    let first = zip(counts, times).first { ($0.0 ?? 0) < least }
    guard first != nil else { return nil }
    return Array(zip(counts, times)).last { ($0.0 ?? 0) >= least }?.1 ?? 0
  }

  func redact(
    _ figure: inout EventFreeCurves, atRisk: [[CountLedger.Cell]],
    sizes: [(n: CountLedger.Cell, events: CountLedger.Cell)], isTested rows: [AnalysisResult]
  ) {
    let times = figure.riskTimes
    var curves: [EventFreeCurves.Curve] = []
    for (place, given) in figure.curves.enumerated() {
      let size = sizes[place]
      guard suppression.hidden[size.n] == nil, suppression.hidden[size.events] == nil else {
        continue
      }
      var curve = given
      let steps = steps(curve.eventCounts)
      // Where a curve ends is told to the last time of the table that still has so many at risk.
      curve.paleFrom = end(curve.atRisk, times, least: max(FewLeft.few, least))
      curve.cutAt = end(curve.atRisk, times, least: least) ?? times.last
      curve.atRisk = shown(curve.atRisk, atRisk[place])
      curve.lower = steps.map { curve.lower[$0] }
      curve.upper = steps.map { curve.upper[$0] }
      curve.survival = steps.map { curve.survival[$0] }
      curve.times = steps.map { given.times[$0] }
      curve.eventCounts = []
      curve.censorTimes = []
      curve.eventsBy = []
      curve.censoredBy = []
      curve.median = median(curve.group, rows) ?? curve.median
      curves.append(curve)
    }
    figure.curves = curves
    let test = rows.first {
      $0.analysis == .logRank && $0.statistic == .chiSquared && $0.name == figure.variable
    }
    if test?.value.isHidden ?? false { figure.logRankPValue = nil }
  }

  private func median(_ group: [GroupLevel], _ rows: [AnalysisResult]) -> ResultValue? {
    rows.first {
      $0.analysis == .survival && $0.statistic == .timeToEventMedian && $0.stratum == group
    }?.value
  }

  func redact(
    _ figure: inout IncidenceResults, everybody: [[CountLedger.Cell]],
    arms: [[[CountLedger.Cell]]], rows: [AnalysisResult]
  ) {
    let (set, times) = (figure.set, figure.riskTimes)
    func redacted(
      _ given: IncidenceResults.Curve, _ cells: [CountLedger.Cell]
    ) -> IncidenceResults.Curve? {
      let row = rows.first {
        $0.analysis == .competingEvents && $0.name == set && $0.statistic == .events
          && $0.level == given.cause && $0.stratum == given.group
      }
      guard let row, !row.value.isHidden, !row.denominators.n.isHidden else { return nil }
      var curve = given
      let steps = steps(given.eventCounts)
      curve.times = steps.map { given.times[$0] }
      curve.values = steps.map { given.values[$0] }
      curve.lower = steps.map { given.lower[$0] }
      curve.upper = steps.map { given.upper[$0] }
      curve.paleFrom = end(given.atRisk, times, least: max(FewLeft.few, least))
      curve.cutAt = end(given.atRisk, times, least: least) ?? times.last
      curve.lastTime = curve.cutAt ?? 0
      curve.atRisk = shown(given.atRisk, cells)
      curve.eventsSoFar = []
      curve.eventCounts = []
      return curve
    }
    figure.arms = zip(figure.arms, arms).map { curves, cells in
      zip(curves, cells).compactMap { redacted($0, $1) }
    }
    for place in figure.arms.indices where figure.arms[place].count < arms[place].count {
      figure.arms[place] = []
      if figure.grayPValues.indices.contains(place) { figure.grayPValues[place] = .nan }
    }
    // Both lists keep the order of the causes, so that a cause that is not drawn leaves both.
    let drawn = zip(figure.everybody, everybody).map { redacted($0, $1) }
    let kept = drawn.indices.filter { drawn[$0] != nil }
    figure.everybody = drawn.compactMap { $0 }
    figure.arms = kept.map { figure.arms[$0] }
    figure.grayPValues = kept.map { figure.grayPValues[$0] }
  }

  func redact(
    _ figure: inout InResponseCurves, watched: [(n: CountLedger.Cell, watched: [CountLedger.Cell])]
  ) {
    let times = figure.riskTimes
    figure.curves = zip(figure.curves, watched).compactMap { given, counts in
      guard suppression.hidden[counts.n] == nil, (given.n.number ?? 0) >= least else { return nil }
      var curve = given
      let n = Double(given.n.number ?? 0)
      // Read where the curve has moved by at least so many of its hips.
      var places: [Int] = []
      var last = 0.0
      for place in given.times.indices
      where abs(given.probabilities[place] - last) * n >= Double(least) {
        places.append(place)
        last = given.probabilities[place]
      }
      curve.times = places.map { given.times[$0] }
      curve.probabilities = places.map { given.probabilities[$0] }
      curve.lower = places.map { given.lower[$0] }
      curve.upper = places.map { given.upper[$0] }
      curve.paleFrom = end(given.watched, times, least: max(FewLeft.few, least))
      curve.cutAt = end(given.watched, times, least: least) ?? times.last
      curve.watched = shown(given.watched, counts.watched)
      return curve
    }
  }

  func redact(
    _ figure: inout IntervalCensoredCurves,
    seen: [(n: CountLedger.Cell, seen: [CountLedger.Cell])]
  ) {
    let times = figure.riskTimes
    figure.curves = zip(figure.curves, seen).compactMap { given, counts in
      guard suppression.hidden[counts.n] == nil, let n = given.n.number, n >= least else {
        return nil
      }
      var curve = given
      curve.curve = given.curve.gathered(to: Double(least) / Double(n))
      curve.lastTime = times.last { $0 <= given.lastTime } ?? 0
      curve.paleFrom = given.paleFrom.map { limit in times.last { $0 <= limit } ?? 0 }
      curve.cutAt = given.cutAt.map { limit in times.last { $0 <= limit } ?? 0 }
      curve.seenWithout = shown(given.seenWithout, counts.seen)
      return curve
    }
  }

  func redact(
    _ course: inout CourseCurves, cells: [[(seen: CountLedger.Cell, notSeen: CountLedger.Cell)]]
  ) {
    for (group, cells) in zip(course.groups.indices, cells) {
      course.groups[group].lines = []
      for (place, cell) in zip(course.groups[group].points.indices, cells) {
        var point = course.groups[group].points[place]
        if (point.seen ?? 0) < least { (point.mean, point.lower, point.upper) = (.nan, .nan, .nan) }
        if suppression.hidden[cell.seen] != nil { point.seen = nil }
        if suppression.hidden[cell.notSeen] != nil { point.notSeen = nil }
        point.failed = nil
        course.groups[group].points[place] = point
      }
    }
  }

  /// The figures of the models: without the values of single units, and without the ends of a range,
  /// which are those of one.
  func redact(_ pictures: inout ModelPictures, rows: [AnalysisResult]) {
    for place in pictures.splines.indices {
      let curve = pictures.splines[place]
      let (low, high) = (curve.quantiles.first?.point.x, curve.quantiles.last?.point.x)
      pictures.splines[place].observations = []
      if let low, let high {
        pictures.splines[place].points = curve.points.filter { $0.x >= low && $0.x <= high }
      }
    }
    pictures.overlaps = []
    let isHidden = rows.contains {
      $0.analysis == .comparison && $0.statistic == .standardizedEventFree && $0.value.isHidden
    }
    if isHidden { pictures.standardized = nil }
  }
}
