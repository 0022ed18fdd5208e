import Foundation

/// The course of a hip's true pain, without measurement error, on 0 (none) to 100 (worst).
///
/// The improvement grows linearly to its full size at the onset, holds until the loss, and fades
/// linearly. To it come a short effect of attention and a slow drift to the worse:
/// pain(t) = B · (1 − f · g(t) − 0.08 e^(−t/8)) + drift · t, months t from the injection.
package struct PainCourse: Sendable, Hashable {
  /// True pain before the injection.
  package let baseline: Double
  /// The greatest improvement as a share of the baseline.
  package let improvement: Double
  /// Months to the full improvement.
  package let onset: Double
  /// Months to the first day of the fading.
  package let loss: Double
  /// Points a month by which pain grows whatever is done.
  package let drift: Double

  // Values of the simulator, not evidence.

  static let onsetMedian = 2.0, onsetLogSD = 0.5
  static let durationShape = 1.6, durationScale = 24.0
  static let durationPerGrade = -0.28, durationPerBMI = -0.025, durationPerYear = -0.006
  static let durationWhartons = 0.02, durationPerEffect = 0.25
  static let fadeMonths = 6.0
  static let attention = 0.08, attentionMonths = 8.0
  static let driftEarly = 0.05, driftLate = 0.10
  static let baselineMean = 55.0, baselinePerGrade = 5.0, baselineSD = 15.0
  static let baselineRange = 20.0...95.0
  /// The improvement that is a response: the share of the true baseline.
  package static let responseShare = 0.30

  /// Makes a course.
  package init(
    baseline: Double, improvement: Double, onset: Double, loss: Double, drift: Double
  ) {
    self.baseline = baseline
    self.improvement = improvement
    self.onset = onset
    self.loss = loss
    self.drift = drift
  }

  /// Draws the course of a hip whose baseline and response are known.
  init(
    patient: SimulatedPatient, grade: Int, source: SimulatedExposure.Source, baseline: Double,
    improvement: Double, from stream: inout RandomStream
  ) {
    let onset = stream.lognormal(median: Self.onsetMedian, logSD: Self.onsetLogSD)
    let scale =
      Self.durationScale
      * exp(
        Self.durationPerGrade * (Double(grade) - 2.7) + Self.durationPerBMI * (patient.bmi - 28)
          + Self.durationPerYear * (patient.age - 61)
          + (source == .whartonsJelly ? Self.durationWhartons : 0)
          + Self.durationPerEffect * patient.effect)
    self.init(
      baseline: baseline, improvement: improvement, onset: onset,
      loss: onset + stream.weibull(shape: Self.durationShape, scale: scale),
      drift: grade <= 2 ? Self.driftEarly : Self.driftLate)
  }

  /// The share of the full improvement that is there at a time.
  package func presence(at month: Double) -> Double {
    if month <= 0 { return 0 }
    if month < onset { return month / onset }
    return month <= loss ? 1 : max(0, 1 - (month - loss) / Self.fadeMonths)
  }

  /// True pain at a time, in months from the injection.
  package func pain(at month: Double) -> Double {
    guard month > 0 else { return baseline }
    return (baseline - baseline * relief(at: month)).clamped(to: 0...100)
  }

  /// True improvement at a time, as a share of the true baseline, attention and drift included.
  package func relief(at month: Double) -> Double {
    improvement * presence(at: month) + Self.attention * exp(-month / Self.attentionMonths)
      - drift * month / baseline
  }

  /// Whether the true improvement is a response.
  package func isInResponse(at month: Double) -> Bool {
    month > 0 && relief(at: month) >= Self.responseShare
  }

  /// The months between which the true improvement is a response, or nil where it never is.
  ///
  /// It grows until the onset and falls after it, so that there is one crossing on either side.
  package var response: ClosedRange<Double>? {
    guard isInResponse(at: onset) else { return nil }
    let start = crossing(from: 0, to: onset)
    let end = crossing(from: max(onset, loss + Self.fadeMonths + 1), to: onset)
    return start...max(start, end)
  }

  /// The month at which the response begins or ends, between one out of it and one in it.
  private func crossing(from outside: Double, to inside: Double) -> Double {
    var (outside, inside) = (outside, inside)
    for _ in 0..<50 {
      let middle = (outside + inside) / 2
      if isInResponse(at: middle) { inside = middle } else { outside = middle }
    }
    return inside
  }
}
