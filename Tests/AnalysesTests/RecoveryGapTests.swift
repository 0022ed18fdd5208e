import Cohorts
import Outcomes
import Statistics
import Survival
import Testing

/// What dating a loss on one day does to the curve, by the gap between visits.
///
/// The first failing visit is late by half a gap on average, so that Kaplan-Meier on it lies above
/// the truth; the middle of the interval is nearer, and no better than the gap is short (Lindsey and
/// Ryan 1998, Statistics in Medicine 17, 219-238).
@Suite struct RecoveryGapTests {
  /// The error of a curve against the truth from month 3 to month 51.
  struct Deviation {
    /// The area between curve and truth, with its sign, in months.
    var area = 0.0
    /// The area without its sign.
    var distance = 0.0
    /// The largest difference.
    var largest = 0.0

    init(_ curve: KaplanMeierCurve, truth: [Double]) {
      let step = 0.25
      for month in stride(from: 3 + step / 2, to: 51, by: step) {
        let last = curve.stepFunction.value(at: month)
        let difference = last - RecoveryReadings.share(of: truth, after: month)
        area += step * difference
        distance += step * abs(difference)
        largest = max(largest, abs(difference))
      }
    }
  }

  @Test func oneDayForALossIsAsGoodAsTheGapIsShort() throws {
    let study = RecoveryStudy(.init(patients: 2000, seed: 41, hasErrors: false))
    let until = try study.numbers("response_until")
    var midpoints: [Deviation] = []
    for gap in [3.0, 6, 12] {
      let months = Array(stride(from: 3, through: 51, by: gap))
      let hips = try study.endpoints(
        visitsAt: [[Double]](repeating: months, count: study.count))
      // The same hips under every schedule: those in response at the visit at month 3.
      let members = hips.indices.filter { hips[$0].onset?.upper == 3 }
      let truth = members.map { until[$0] }
      let chosen = members.map { hips[$0] }
      let late = Deviation(
        try RecoveryReadings.kaplanMeier(chosen, .firstVisit, .firstFailingVisit), truth: truth)
      let middle = Deviation(
        try RecoveryReadings.kaplanMeier(chosen, .firstVisit, .midpoint), truth: truth)
      // Half a gap for each hip that loses its response by month 51; the density of the losses is not
      // flat within a gap, which moves it by a few parts in a hundred.
      let lost = 1 - RecoveryReadings.share(of: truth, after: 51)
      #expect(abs(late.area - lost * gap / 2) < 0.1 * gap, "\(gap): \(late)")
      #expect(late.area > 0.4 * gap)
      #expect(abs(middle.area) < late.area / 4 && middle.distance < late.distance, "\(middle)")
      midpoints.append(middle)
    }
    for (short, long) in zip(midpoints, midpoints.dropFirst()) {
      #expect(long.distance > 1.5 * short.distance && long.largest > 1.5 * short.largest)
    }
  }
}
