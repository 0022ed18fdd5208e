import Cohorts
import Foundation
import Testing

/// The generator against the figures its values were chosen by, which came from one run of 60 000
/// hips in steps of half a month, with every hip admitted whatever its pain at entry.
///
/// That run had six centres, whose luck moves the share of clear responders by a standard deviation
/// of 2.2 points from seed to seed; here 40 seeds are averaged. Tolerances are three standard
/// deviations of a single run between seeds (the published figure is one), and for times a
/// quarter of a month more for its steps.
@Suite struct SimulationCheckTests {
  static let seeds: ClosedRange<UInt64> = 101...140
  static let months: [Double] = [1.5, 3, 6, 12, 24, 36, 60]

  /// Sums over hips.
  struct Tally {
    var hips = 0.0
    var clear = 0.0
    var byGrade = [[Double]](repeating: [0, 0, 0], count: 4)
    var losses: [[Double]] = [[], [], [], []]
    var inResponse = [Double](repeating: 0, count: months.count)
    var halved = 0.0
    var replaced = [Double](repeating: 0, count: 4)
    var boosted = 0.0
    var dead = 0.0
    var bySource = [[Double]](repeating: [0, 0], count: 3)
    var total = [0.0, 0, 0]
    var direct = [0.0, 0, 0]
    var baselineError = 0.0
  }

  static func tally(entryPain: Double, patients: Int) -> Tally {
    var tally = Tally()
    for seed in seeds {
      var settings = SimulatedCohort.Settings(patients: patients, seed: seed)
      settings.entryPain = entryPain
      let centres = SimulatedCentre.all(seed: seed)
      for number in 0..<patients {
        let patient = SimulatedPatient(number: number, seed: seed)
        var noise = RandomStream(seed: seed, key: 99, number)
        for hip in SimulatedHip.hips(of: patient, centres: centres, settings: settings) {
          tally.add(hip, noise: &noise)
        }
      }
    }
    return tally
  }

  static let all = tally(entryPain: 0, patients: 450)

  func expect(
    _ percent: Double, _ share: Double, sd: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    // Half a unit of the last published digit is rounding.
    #expect(
      abs(100 * share - percent) < 3 * sd + 0.5, "\(100 * share) for \(percent)",
      sourceLocation: sourceLocation)
  }

  @Test func clearResponsesAreAsOftenAsIntended() {
    let tally = Self.all
    expect(61, tally.clear / tally.hips, sd: 2.2)
    for (row, percent) in zip(tally.byGrade, [85.0, 72, 58, 42]) {
      expect(percent, row[1] / row[0], sd: 2.4)
    }
  }

  @Test func lossesComeWhenIntended() {
    let losses = Self.all.losses.flatMap { $0 }.sorted()
    for (share, month) in [(0.25, 13.7), (0.5, 22.5), (0.75, 35.2)] {
      let quartile = losses[Int(share * Double(losses.count))]
      #expect(abs(quartile - month) < 3 * 0.25 + 0.25, "\(quartile) for \(month)")
    }
    for (row, month) in zip(Self.all.losses, [36.0, 27, 21, 16]) {
      let median = row.sorted()[row.count / 2]
      // Grade 1 has a twentieth of the hips; published to the month.
      #expect(abs(median - month) < (month == 36 ? 4.2 : 1.2) + 0.75, "\(median) for \(month)")
    }
  }

  @Test func observedResponsesAreAsOftenAsIntended() {
    let tally = Self.all
    let intended = zip([55.0, 64, 62, 52, 29, 15, 4], [1.3, 1.6, 1.5, 1.5, 0.8, 0.4, 0.2])
    for (count, (percent, sd)) in zip(tally.inResponse, intended) {
      expect(percent, count / tally.hips, sd: sd)
    }
    expect(44, tally.halved / tally.hips, sd: 1.5)
  }

  @Test func eventsAreAsOftenAsIntended() {
    let tally = Self.all
    for (count, percent) in zip(tally.replaced, [6.7, 15.6, 24.2, 38.1]) {
      expect(percent, count / tally.hips, sd: 0.4)
    }
    for (row, (percent, sd)) in zip(
      tally.byGrade, [(14.0, 1.2), (23, 0.6), (42, 0.6), (64, 1.0)])
    {
      expect(percent, row[2] / row[0], sd: sd)
    }
    expect(45, tally.boosted / tally.hips, sd: 3.1)
    expect(9.3, tally.dead / tally.hips, sd: 0.3)
  }

  @Test func theSourcesAreConfoundedAsIntended() {
    let tally = Self.all
    let crude = tally.bySource.map { $0[1] / $0[0] }
    for (share, percent) in zip(crude, [67.0, 62, 56]) { expect(percent, share, sd: 2.6) }
    for (sum, percent) in zip(tally.total, [64.6, 60.6, 59.8]) {
      expect(percent, sum / tally.hips, sd: 2.2)
    }
    expect(66.5, tally.direct[2] / tally.hips, sd: 2.2)
    // Differences are free of the centres' luck: total −5, direct +2 points, to the whole point.
    #expect(abs(100 * (tally.total[2] - tally.total[0]) / tally.hips + 5) < 0.5)
    #expect(abs(100 * (tally.direct[2] - tally.direct[0]) / tally.hips - 2) < 0.5)
    #expect(abs(100 * (crude[2] - crude[0]) + 11) < 3)
  }

  @Test func hipsAdmittedOnABadDayRegressToTheirMean() {
    let chosen = Self.tally(entryPain: 40, patients: 100)
    let everyone = Self.tally(entryPain: 0, patients: 100)
    #expect(abs(everyone.baselineError / everyone.hips) < 4 * 8 / everyone.hips.squareRoot())
    #expect(chosen.baselineError / chosen.hips > 1)
    // Their observed response is more frequent, though nothing of the treatment has changed.
    let rise = chosen.inResponse[2] / chosen.hips - everyone.inResponse[2] / everyone.hips
    #expect(rise > 0.01)
    #expect(chosen.clear == everyone.clear)
  }
}

extension SimulationCheckTests.Tally {
  mutating func add(_ hip: SimulatedHip, noise: inout RandomStream) {
    let isClear = hip.response.responseClass == .clear
    let (events, grade) = (hip.events, hip.grade - 1)
    let source = Int(hip.exposure.source.rawValue)
    hips += 1
    baselineError += hip.baselineError
    byGrade[grade][0] += 1
    bySource[source][0] += 1
    if isClear {
      clear += 1
      byGrade[grade][1] += 1
      bySource[source][1] += 1
      losses[grade].append(hip.course.loss)
    }
    for place in 0..<3 {
      total[place] += hip.response.probabilities[place]
      direct[place] += hip.response.directProbabilities[place]
    }
    let entry = min(100, hip.course.baseline + hip.baselineError)
    for (place, month) in SimulationCheckTests.months.enumerated() {
      let pain = max(0, hip.course.pain(at: month) + noise.normal(mean: 0, sd: 8))
      guard month < min(events.replacement, events.death) else { continue }
      if pain <= 0.7 * entry { inResponse[place] += 1 }
      if month == 6, pain <= 0.5 * entry { halved += 1 }
    }
    for (place, month) in [12.0, 24, 36, 60].enumerated()
    where events.replacement <= min(month, events.death) {
      replaced[place] += 1
      if month == 60 { byGrade[grade][2] += 1 }
    }
    if events.booster <= min(60, events.replacement, events.death) { boosted += 1 }
    if events.death <= 60 { dead += 1 }
  }
}
