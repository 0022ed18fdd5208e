import ReferenceTables
import StudyDesign
import Testing

@Suite struct TwoProportionsTests {
  @Test func sizesOfR() throws {
    for (row, _, x) in try PowerTable.load("proportions").rows where row.quantity != "power" {
      let plan = TwoProportions(
        control: x[0], treated: x[1], margin: x[2], level: PowerTable.level(x[3], x[4]),
        method: try #require(TwoProportions.Method(rawValue: row.quantity)))
      let allocation = Allocation(ratio: x[5])
      let n = plan.unroundedControls(power: x[6], allocation: allocation)
      PowerTable.check(n, row)
      let whole = try #require(plan.leastControls(power: x[6], allocation: allocation))
      #expect(Double(whole) <= row.value.rounded(.up))
      #expect(plan.power(allocation.wholeSizes(control: whole)) >= x[6])
      #expect(plan.power(allocation.wholeSizes(control: whole - 1)) < x[6])
    }
  }

  @Test func powerOfHmisc() throws {
    for (row, _, x) in try PowerTable.load("proportions").rows where row.quantity == "power" {
      PowerTable.check(
        TwoProportions(control: x[0], treated: x[1])
          .power(ArmSizes(control: x[2], treated: x[3])), row)
    }
  }

  @Test func enumerationOfR() throws {
    for (row, words, x) in try PowerTable.load("enumeration").rows {
      let plan = TwoProportions(
        control: x[0], treated: x[1], margin: x[2], level: PowerTable.level(x[3], x[4]),
        method: try #require(TwoProportions.Method(rawValue: words[0])))
      PowerTable.check(plan.power(ArmSizes(control: x[5], treated: x[6])), row)
    }
  }

  /// The example of R's help on power.prop.test, n = 76.7, and that of Chow, Shao and Wang (2008),
  /// section 4.2: rates of 0.65 and 0.85 at two-sided 0.05 and power 0.8 need 70 in each arm.
  @Test func publishedExamples() {
    let even = Allocation()
    #expect(
      TwoProportions(control: 0.5, treated: 0.75).leastControls(power: 0.9, allocation: even) == 77)
    let chow = TwoProportions(control: 0.65, treated: 0.85, method: .unpooled)
    #expect(chow.leastControls(power: 0.8, allocation: even) == 70)
  }

  @Test(arguments: TwoProportions.Method.allCases)
  func armsMayChangePlaces(_ method: TwoProportions.Method) {
    let one = TwoProportions(control: 0.35, treated: 0.6, method: method)
    let other = TwoProportions(control: 0.6, treated: 0.35, method: method)
    let failures = TwoProportions(control: 0.65, treated: 0.4, method: method)
    let sizes = ArmSizes(control: 40, treated: 56)
    let swapped = ArmSizes(control: 56, treated: 40)
    let power = one.power(sizes)
    #expect(power > 0.3 && power < 0.9)
    #expect(isClose(other.power(swapped), power, relative: 1e-12))
    #expect(isClose(failures.power(sizes), power, relative: 1e-12))
  }

  /// What is detectable at a size has the power at that size, and nothing nearer has.
  @Test(arguments: TwoProportions.Method.allCases, [true, false])
  func detectableRatesInvertPower(_ method: TwoProportions.Method, _ isHigher: Bool) throws {
    let plan = TwoProportions(control: 0.45, treated: 0.45, method: method)
    let sizes = ArmSizes(control: 50, treated: 70)
    let rate = try #require(plan.detectableRate(power: 0.85, sizes: sizes, isHigher: isHigher))
    #expect((rate > 0.45) == isHigher)
    #expect(isClose(plan.replacing(treated: rate).power(sizes), 0.85, relative: 1e-9))
    #expect(plan.detectableRate(power: 0.9999999, sizes: ArmSizes(control: 3, treated: 3)) == nil)
  }

  /// The power of an enumeration is at least the one asked at the size found and the next, below at
  /// the one before.
  @Test(arguments: [TwoProportions.Method.exact, .fisher])
  func exactSizes(_ method: TwoProportions.Method) throws {
    for (control, treated, ratio) in [(0.4, 0.7, 1.0), (0.2, 0.6, 2), (0.9, 0.5, 0.5)] {
      let plan = TwoProportions(control: control, treated: treated, method: method)
      let allocation = Allocation(ratio: ratio)
      let n = try #require(plan.leastControls(power: 0.8, allocation: allocation))
      for later in n..<n + 20 {
        #expect(plan.power(allocation.wholeSizes(control: later)) >= 0.8)
      }
      #expect(plan.power(allocation.wholeSizes(control: n - 1)) < 0.8)
    }
  }

  /// Fisher's test never rejects more often than it may; the score test may by a little.
  @Test func levelsOfEnumerations() throws {
    let sizes = ArmSizes(control: 31, treated: 40)
    for rate in [0.05, 0.3, 0.5, 0.8] {
      for sides in ErrorLevel.Sides.allCases {
        let level = ErrorLevel(alpha: 0.05, sides: sides)
        let fisher = try #require(
          TwoProportions(control: rate, treated: rate, level: level, method: .fisher).region(sizes))
        let (lower, upper) = fisher.probabilities(control: rate, treated: rate)
        #expect(sides == .one ? max(lower, upper) <= 0.05 : lower + upper <= 0.05)
      }
      let score = try #require(
        TwoProportions(control: rate, treated: rate, method: .exact).region(sizes))
      let (lower, upper) = score.probabilities(control: rate, treated: rate)
      #expect(lower + upper < 0.07)
    }
  }

  /// A power approached, not reached, or out of the reach of an enumeration has no size.
  @Test func sizesThatDoNotExist() {
    let even = Allocation()
    #expect(
      TwoProportions(control: 0.5, treated: 0.5).leastControls(power: 0.9, allocation: even) == nil)
    #expect(
      TwoProportions(control: 0.5, treated: 0.500001).leastControls(power: 0.9, allocation: even)
        == nil)
    #expect(
      TwoProportions(control: 0.5, treated: 0.51, method: .exact)
        .leastControls(power: 0.9, allocation: even) == nil)
    #expect(
      TwoProportions(control: 0.5, treated: 0.5001).leastControls(power: 0.9, allocation: even)
        .map { $0 > 100_000_000 } == true)
    #expect(TwoProportions(control: 0, treated: 1).leastControls(power: 0.9, allocation: even) == 2)
  }
}
