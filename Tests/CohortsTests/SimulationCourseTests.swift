import Cohorts
import Foundation
import Testing

@Suite struct SimulationCourseTests {
  static let course = PainCourse(baseline: 60, improvement: 0.5, onset: 2, loss: 20, drift: 0.1)

  @Test func painFollowsItsFormula() {
    let course = Self.course
    #expect(course.pain(at: -1) == 60)
    // Half way up at month 1: 60 (1 − 0.25 − 0.08 e^(−1/8)) + 0.1.
    #expect(abs(course.pain(at: 1) - (60 * (1 - 0.25 - 0.08 * exp(-0.125)) + 0.1)) < 1e-12)
    #expect(abs(course.pain(at: 10) - (60 * (1 - 0.5 - 0.08 * exp(-1.25)) + 1)) < 1e-12)
    // Half faded at month 23, gone from month 26.
    #expect(abs(course.presence(at: 23) - 0.5) < 1e-12)
    #expect(course.presence(at: 26) == 0)
    #expect(abs(course.pain(at: 40) - (60 * (1 - 0.08 * exp(-5.0)) + 4)) < 1e-12)
  }

  @Test func theResponseBeginsAndEndsAtItsThreshold() throws {
    let window = try #require(Self.course.response)
    #expect(abs(Self.course.relief(at: window.lowerBound) - 0.3) < 1e-9)
    #expect(abs(Self.course.relief(at: window.upperBound) - 0.3) < 1e-9)
    #expect(window.lowerBound < 2 && window.upperBound > 20 && window.upperBound < 26)
    for month in [0.5, 1, 2, 10, 20, 21, 22, 23, 30] {
      #expect(Self.course.isInResponse(at: month) == window.contains(month))
    }
    let none = PainCourse(baseline: 60, improvement: 0.1, onset: 2, loss: 20, drift: 0.1)
    #expect(none.response == nil)
  }

  @Test func hazardsAreInvertedPieceByPiece() {
    let hazard = HazardByState(benefiting: 0.01, afterLoss: 0.1, otherwise: 0.05)
    // From month 3: 0.05 until month 5, 0.01 until month 15, 0.1 from there; 0.1 + 0.1 + ...
    let benefit = (from: 5.0, to: 15.0)
    #expect(abs(hazard.time(at: 0.05, start: 3, benefit: benefit) - 4) < 1e-12)
    #expect(abs(hazard.time(at: 0.15, start: 3, benefit: benefit) - 10) < 1e-12)
    #expect(abs(hazard.time(at: 0.5, start: 3, benefit: benefit) - 18) < 1e-12)
    #expect(abs(hazard.time(at: 0.5, start: 3, benefit: nil) - 13) < 1e-12)
    // A benefit that is over before the hazard starts leaves the rate after the loss.
    #expect(abs(hazard.time(at: 0.2, start: 6, benefit: (from: 1, to: 4)) - 8) < 1e-12)
  }
}
