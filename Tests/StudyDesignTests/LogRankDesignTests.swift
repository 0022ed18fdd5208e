import ReferenceTables
import Statistics
import StudyDesign
import Testing

@Suite struct LogRankDesignTests {
  private func plan(_ x: ArraySlice<Double>) -> FollowUpPlan {
    let x = Array(x)
    return FollowUpPlan(
      accrual: x[0], followUp: x[1], dropOutRate: x.count > 2 ? x[2] : 0,
      otherEventRate: x.count > 3 ? x[3] : 0)
  }

  @Test func eventProbabilitiesByQuadrature() throws {
    for (row, _, x) in try PowerTable.load("survival").rows where row.quantity == "probability" {
      let curve = EventCurve(shape: x[0], rate: x[1])
      PowerTable.check(plan(x[2...]).eventProbability(curve), row)
    }
  }

  /// The quadrature of other shapes meets the formula of the exponential.
  @Test func shapesNearOneAreNearlyExponential() {
    for plan in [
      FollowUpPlan(accrual: 24, followUp: 12, dropOutRate: 0.02, otherEventRate: 0.004),
      FollowUpPlan(accrual: 24, followUp: 0), FollowUpPlan(accrual: 0, followUp: 7),
    ] {
      let formula = plan.eventProbability(EventCurve(rate: 0.05))
      let nearly = plan.eventProbability(EventCurve(shape: 1 + 1e-12, rate: 0.05))
      #expect(isClose(nearly, formula, relative: 1e-10))
    }
  }

  @Test func powerOfHmisc() throws {
    for (row, _, x) in try PowerTable.load("survival").rows where row.quantity == "cpower" {
      let treated = EventCurve(survival: 1 - x[1] * (1 - x[2] / 100), at: x[0])
      let control = EventCurve(survival: 1 - x[1], at: x[0])
      let design = LogRankDesign(
        control: control, hazardRatio: treated.rate / control.rate,
        plan: FollowUpPlan(accrual: x[3], followUp: x[4]), method: .exponential)
      PowerTable.check(design.power(ArmSizes(control: x[5], treated: x[6])), row)
    }
  }

  @Test func eventsByHand() throws {
    for (row, words, x) in try PowerTable.load("survival").rows where row.quantity == "events" {
      let design = LogRankDesign(
        control: EventCurve(rate: 0.05), hazardRatio: x[0],
        plan: FollowUpPlan(accrual: 24, followUp: 12), level: PowerTable.level(x[1], x[2]),
        method: try #require(LogRankDesign.Method(rawValue: words[0])), rSquared: x[4])
      let allocation = Allocation(ratio: x[3])
      PowerTable.check(design.requiredEvents(power: x[5], allocation: allocation), row)
      // The events that so many units have are those that are needed.
      let n = try #require(design.unroundedControls(power: x[5], allocation: allocation))
      let events = design.expectedEvents(allocation.sizes(control: n))
      #expect(isClose(events.control + events.treated, row.value, relative: 1e-9))
    }
  }

  @Test func sizesOfLachinAndFoulkes() throws {
    for (row, _, x) in try PowerTable.load("survival").rows where row.quantity == "lachinFoulkes" {
      let design = LogRankDesign(
        control: EventCurve(rate: x[0]), hazardRatio: x[1] / x[0], plan: plan(x[2...4]),
        level: PowerTable.level(x[5], x[6]), method: .lachinFoulkes)
      let allocation = Allocation(ratio: x[7])
      let n = try #require(design.unroundedControls(power: x[8], allocation: allocation))
      PowerTable.check(n * (1 + x[7]), row)
    }
  }

  @Test(arguments: LogRankDesign.Method.allCases)
  func sizesAreTheLeast(_ method: LogRankDesign.Method) throws {
    for (ratio, hazardRatio) in [(1.0, 0.6), (2, 0.7), (0.5, 1.5)] {
      let design = LogRankDesign(
        control: EventCurve(survival: 0.5, at: 14), hazardRatio: hazardRatio,
        plan: FollowUpPlan(accrual: 24, followUp: 12, dropOutRate: 0.01), method: method)
      let allocation = Allocation(ratio: ratio)
      let n = try #require(design.leastControls(power: 0.9, allocation: allocation))
      let sizes = allocation.wholeSizes(control: n)
      #expect(design.power(sizes) >= 0.9)
      #expect(design.power(allocation.wholeSizes(control: n - 1)) < 0.9)
      let found = try #require(
        design.detectableRatio(
          power: design.power(sizes), sizes: sizes, isLower: hazardRatio < 1))
      #expect(isClose(found, hazardRatio, relative: 1e-9))
    }
  }

  /// Exchanging the arms turns the ratio over and changes nothing.
  @Test(arguments: [LogRankDesign.Method.schoenfeld, .exponential, .lachinFoulkes, .freedman])
  func armsMayChangePlaces(_ method: LogRankDesign.Method) {
    let plan = FollowUpPlan(accrual: 24, followUp: 12, dropOutRate: 0.01)
    let one = LogRankDesign(
      control: EventCurve(rate: 0.05), hazardRatio: 0.6, plan: plan, method: method)
    let other = LogRankDesign(
      control: EventCurve(rate: 0.03), hazardRatio: 1 / 0.6, plan: plan, method: method)
    #expect(
      isClose(
        one.power(ArmSizes(control: 80, treated: 120)),
        other.power(ArmSizes(control: 120, treated: 80)), relative: 1e-12))
  }

  /// Schoenfeld's power is what simulated trials have, within the chance of the simulation and the
  /// approximation.
  @Test func simulatedPower() throws {
    let design = LogRankDesign(
      control: EventCurve(survival: 0.5, at: 14, shape: 1.4), hazardRatio: 0.65,
      plan: FollowUpPlan(accrual: 18, followUp: 18, dropOutRate: 0.008, otherEventRate: 0.006))
    let n = try #require(design.leastControls(power: 0.8, allocation: Allocation()))
    let sizes = Allocation().wholeSizes(control: n)
    let simulation = try LogRankSimulation.run(design, sizes: sizes, trials: 2000, seed: 4)
    let share = try #require(simulation.power(level: 0.999))
    #expect(
      share.interval.lower < design.power(sizes) && design.power(sizes) < share.interval.upper)
    let events = design.expectedEvents(sizes)
    #expect(isClose(simulation.meanEvents, events.control + events.treated, relative: 0.01))
    #expect(try LogRankSimulation.run(design, sizes: sizes, trials: 2000, seed: 4) == simulation)
    let null = try LogRankSimulation.run(
      design.replacing(hazardRatio: 1), sizes: sizes, trials: 2000, seed: 4)
    let errors = Double(null.rejections + null.wrongRejections) / 2000
    #expect(errors > 0.035 && errors < 0.065)
  }
}
