import ReferenceTables
import StudyDesign
import Testing

@Suite struct MeanComparisonTests {
  private func kind(_ words: [String]) throws -> MeanComparison.Kind {
    try #require(MeanComparison.Kind(rawValue: words[0]))
  }

  @Test func powerOfR() throws {
    for (row, words, _) in try PowerTable.load("means").rows where row.quantity == "power" {
      let x = words.dropFirst().map { Double($0) ?? .nan }
      let plan = MeanComparison(
        difference: x[0], standardDeviation: x[1], correlation: x[2].isNaN ? nil : x[2],
        margin: x[3], level: PowerTable.level(x[4], x[5]), kind: try kind(words))
      let power =
        plan.kind.hasTwoArms ? plan.power(ArmSizes(control: x[6], treated: x[7])) : plan.power(x[6])
      PowerTable.check(power, row)
    }
  }

  @Test func sizesOfR() throws {
    for (row, words, x) in try PowerTable.load("means").rows where row.quantity == "n" {
      let plan = MeanComparison(
        difference: x[0], standardDeviation: x[1], kind: try kind(words))
      let even = Allocation()
      PowerTable.check(plan.unroundedControls(power: x[2], allocation: even), row)
      let n = try #require(plan.leastControls(power: x[2], allocation: even))
      #expect(Double(n) == row.value.rounded(.up))
    }
  }

  @Test func differencesOfR() throws {
    for (row, _, x) in try PowerTable.load("means").rows where row.quantity == "difference" {
      let plan = MeanComparison(difference: 0, standardDeviation: x[1])
      PowerTable.check(
        plan.detectableDifference(power: x[2], sizes: ArmSizes(control: x[0], treated: x[0])), row)
    }
  }

  @Test(arguments: MeanComparison.Kind.allCases)
  func sizesAreTheLeast(_ kind: MeanComparison.Kind) throws {
    for ratio in [1, 2, 0.4] {
      let plan = MeanComparison(
        difference: -6, standardDeviation: 14, correlation: 0.55, kind: kind)
      let allocation = Allocation(ratio: ratio)
      let n = try #require(plan.leastControls(power: 0.9, allocation: allocation))
      func power(_ n: Int) -> Double {
        kind.hasTwoArms
          ? plan.power(allocation.wholeSizes(control: n)) : plan.power(Double(n))
      }
      #expect(power(n) >= 0.9 && power(n - 1) < 0.9)
      let sizes =
        kind.hasTwoArms
        ? allocation.wholeSizes(control: n) : ArmSizes(control: Double(n), treated: 0)
      let found = try #require(plan.detectableDifference(power: power(n), sizes: sizes))
      #expect(isClose(found, 6, relative: 1e-9))
    }
  }

  /// Of many hips the t test needs what the normal approximation does, and adjusting saves r².
  @Test func largeSizesAreThoseOfTheNormal() throws {
    let plain = MeanComparison(difference: 0.01, standardDeviation: 1)
    let n = try #require(plain.unroundedControls(power: 0.9, allocation: Allocation()))
    let normal =
      2 * (1.959963984540054 + 1.2815515655446004) * (1.959963984540054 + 1.2815515655446004) * 1e4
    #expect(isClose(n, normal, relative: 1e-5))
    let adjusted = MeanComparison(
      difference: 0.01, standardDeviation: 1, correlation: 0.6, kind: .ancova)
    let m = try #require(adjusted.unroundedControls(power: 0.9, allocation: Allocation()))
    #expect(isClose(m, 0.64 * n, relative: 1e-5))
    let tiny = MeanComparison(difference: 1e-9, standardDeviation: 1)
    #expect(tiny.leastControls(power: 0.9, allocation: Allocation()) == nil)
    let huge = MeanComparison(difference: 1e9, standardDeviation: 1)
    #expect(huge.leastControls(power: 0.9, allocation: Allocation()) == 2)
  }
}
