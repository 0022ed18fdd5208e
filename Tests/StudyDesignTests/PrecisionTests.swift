import Outcomes
import ReferenceTables
import Statistics
import StudyDesign
import Survival
import Testing

@Suite struct PrecisionTests {
  @Test func proportionsOfR() throws {
    for (row, _, x) in try PowerTable.load("precision").rows {
      switch row.quantity {
      case "n":
        let n = ProportionPrecision(proportion: x[0], level: x[2]).leastSize(halfWidth: x[1])
        PowerTable.check(n.map(Double.init), row)
      case "halfWidth":
        PowerTable.check(
          ProportionPrecision(proportion: x[0], level: x[2]).halfWidth(x[1]), row)
      case "chance":
        let plan = ProportionPrecision(proportion: x[0], level: x[2])
        PowerTable.check(plan.chance(of: x[3], n: Int(x[1])), row)
      case "variance":
        let plan = FollowUpPlan(
          accrual: x[2], followUp: x[3], dropOutRate: x[4], otherEventRate: x[5])
        let curve = EventCurve(shape: x[0], rate: x[1])
        PowerTable.check(CurvePrecision(curve: curve, plan: plan).unitVariance(at: x[6]), row)
      default: Issue.record("unknown quantity \(row)")
      }
    }
  }

  @Test func assuranceAsksForMore() throws {
    let plan = ProportionPrecision(proportion: 0.6)
    let n = try #require(plan.leastSize(halfWidth: 0.1))
    let sure = try #require(plan.leastSize(halfWidth: 0.1, assurance: 0.95))
    #expect(sure >= n)
    #expect(plan.chance(of: 0.1, n: sure) >= 0.95)
    #expect(plan.chance(of: 0.1, n: sure - 1) < 0.95)
  }

  /// Without censoring the variance of log S is that of a binomial share, (1 − S)/S.
  @Test func completeFollowUpIsBinomial() {
    let plan = FollowUpPlan(accrual: 0, followUp: 30)
    for curve in [EventCurve(rate: 0.05), EventCurve(shape: 1.7, rate: 0.01)] {
      let survival = curve.survival(12)
      let precision = CurvePrecision(curve: curve, plan: plan)
      #expect(
        isClose(precision.unitVariance(at: 12), (1 - survival) / survival, relative: 1e-11))
    }
  }

  /// The widths expected are those of simulated cohorts.
  @Test func widthsOfSimulatedCohorts() throws {
    let curve = EventCurve(survival: 0.5, at: 14, shape: 1.4)
    let plan = FollowUpPlan(accrual: 18, followUp: 18, dropOutRate: 0.008)
    let precision = CurvePrecision(curve: curve, plan: plan)
    let design = LogRankDesign(control: curve, hazardRatio: 1, plan: plan)
    var (landmarks, medians) = (0.0, 0.0)
    let cohorts = 300
    for cohort in 0..<cohorts {
      let outcomes = try LogRankSimulation.outcomes(
        design, sizes: ArmSizes(control: 100, treated: 100), trial: cohort, seed: 9)
      let curves = try KaplanMeier.fit(outcomes, options: .init(interval: .logLog))
      let fitted = try #require(curves.first)
      let landmark = try #require(fitted.landmarks(at: [12]).first).interval
      let median = try #require(fitted.quantiles([0.5]).first).interval
      landmarks += landmark.upper - landmark.lower
      medians += median.upper - median.lower
    }
    let landmark = precision.landmark(at: 12, n: 200)
    let median = precision.median(n: 200)
    #expect(
      isClose(landmarks / Double(cohorts), landmark.upper - landmark.lower, relative: 0.01))
    #expect(isClose(medians / Double(cohorts), median.upper - median.lower, relative: 0.06))
  }

  @Test func sizesThatDoNotExist() {
    let curve = EventCurve(survival: 0.5, at: 14)
    let short = CurvePrecision(curve: curve, plan: FollowUpPlan(accrual: 6, followUp: 6))
    #expect(short.leastSize(medianHalfWidth: 3) == nil)
    #expect(short.leastSize(landmark: 13, halfWidth: 0.1) == nil)
    #expect(ProportionPrecision(proportion: 0.5).leastSize(halfWidth: 1e-6) == nil)
  }
}

@Suite struct EnrolmentTests {
  /// Seven patients with one hip, three with both: a hip shares its patient with 6/13 others.
  @Test func designEffectOfBilateralPatients() {
    let enrolment = Enrolment(correlation: 0.3, hipsPerPatient: 1.3, loss: 0.15)
    #expect(isClose(enrolment.designEffect, 1 + 6.0 / 13 * 0.3, relative: 1e-14))
    #expect(enrolment.enrolled(100) == 134)
    #expect(enrolment.patients(134) == 104)
    #expect(enrolment.independent(134) >= 100)
    #expect(enrolment.independent(133) < 100)
    #expect(Enrolment().enrolled(97) == 97)
    #expect(Enrolment(loss: 0.2).enrolled(8) == 10)
    #expect(Enrolment(correlation: 1, hipsPerPatient: 2).designEffect == 2)
  }

  @Test func sharesOfATotal() {
    for ratio in [1, 2, 0.5, 1.5, 1.1] {
      let allocation = Allocation(ratio: ratio)
      for control in 1...40 {
        let sizes = allocation.wholeSizes(control: control)
        #expect(allocation.wholeSizes(total: Int(sizes.total)) == sizes)
      }
    }
    #expect(Allocation(ratio: 1.1).wholeSizes(control: 10).treated == 11)
  }
}
