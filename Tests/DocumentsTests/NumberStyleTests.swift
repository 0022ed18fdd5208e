import Documents
import Testing

@Suite struct NumberStyleTests {
  @Test func marksOfALocale() {
    #expect(NumberStyle.comma.text(-12345.678, decimals: 1) == "\u{2212}12\u{202F}345,7")
    #expect(NumberStyle.comma.text(1234.5, decimals: 1) == "1234,5")
    #expect(NumberStyle.comma.text(9999.96, decimals: 1) == "10\u{202F}000,0")
    #expect(NumberStyle.point.text(1_234_567) == "1234567")
    #expect(NumberStyle.comma.text(-1_234_567) == "\u{2212}1\u{202F}234\u{202F}567")
    #expect(NumberStyle.middleDot.text(0.84, decimals: 2) == "0\u{B7}84")
    #expect(NumberStyle.machine.text(-0.5, decimals: 1) == "-0.5")
    #expect(NumberStyle.machine.text(-2.5e20, decimals: 2) == "-2.50e20")
    #expect(NumberStyle.point.text(Int.min) == "\u{2212}9223372036854775808")
  }

  @Test(arguments: [
    (123.456, 2, "120"), (0.00123456, 3, "0.00123"), (0.0009996, 3, "0.00100"), (9.96, 2, "10"),
    (9.96, 3, "9.96"), (0.0, 3, "0.00"), (1.23e-9, 2, "1.2\u{00D7}10\u{207B}\u{2079}"),
    (2.675, 3, "2.68"), (-0.05, 1, "\u{2212}0.05"), (99999, 2, "100000"),
  ])
  func significantDigits(_ value: Double, _ digits: Int, _ expected: String) {
    #expect(NumberStyle.point.text(value, significant: digits) == expected)
  }

  /// Whatever the number, rounding its decimals moves it by at most half a unit of the last place,
  /// and never prints the sign of a zero.
  @Test func roundingIsNeverFar() throws {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<5000 {
      let scale = generator.pick([1e-3, 1, 1e3, 1e9])
      let value = Double.random(in: -scale...scale, using: &generator)
      let decimals = Int.random(in: 0...6, using: &generator)
      let text = NumberStyle.machine.text(value, decimals: decimals)
      let read = try #require(Double(text))
      let unit = (0..<decimals).reduce(1.0) { sum, _ in sum / 10 }
      let allowed = unit * 0.500001 + abs(value) * 1e-15
      #expect(abs(read - value) <= allowed)
      #expect(text.hasPrefix("-") == (read < 0))
      #expect(text.split(separator: ".").last?.count == decimals || decimals == 0)
    }
  }

  @Test(arguments: [
    (0.5, "0.50"), (0.0496, "0.0496"), (0.0506, "0.051"), (0.011, "0.01"), (0.01, "0.010"),
    (0.0099, "0.010"),
    (0.00995, "0.010"), (0.001, "0.001"), (0.00149, "0.001"), (0.0009999, "<0.001"),
    (0, "<0.001"), (-0.0, "<0.001"), (1e-300, "<0.001"), (0.99, "0.99"), (0.9901, ">0.99"),
    (1, ">0.99"), (0.985, "0.99"), (.nan, "not estimable"), (1.5, "not estimable"),
    (-0.1, "not estimable"), (.infinity, "not estimable"),
  ])
  func pValues(_ p: Double, _ expected: String) {
    #expect(PValueStyle().text(p) == expected)
  }

  @Test func pValuesOfJournals() {
    let american = PValueStyle(dropsLeadingZero: true)
    #expect(american.text(0.03) == ".03")
    #expect(american.text(0.0001) == "<.001")
    #expect(PValueStyle(numbers: .comma).text(0.034) == "0,03")
    #expect(PValueStyle().equation(0.034) == "P = 0.03")
    #expect(PValueStyle().equation(0.00001) == "P < 0.001")
    #expect(PValueStyle().equation(.nan) == "P not estimable")
    let guarded = PValueStyle(guardedLevel: 0.05)
    #expect(guarded.text(0.0496) == "0.0496")
    #expect(guarded.text(0.047) == "0.047")
    #expect(guarded.text(0.0504) == "0.0504")
    #expect(guarded.text(0.05) == "0.05")
    #expect(guarded.text(0.04999999) == "0.0500")
    #expect(guarded.text(0.06) == "0.06")
  }

  @Test func pValuesAreNeverZero() {
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<2000 {
      let draw = Double.random(in: 0...1, using: &generator)
      let text = PValueStyle().text(draw * draw * draw)
      #expect(!["0.000", "0.00", "1.00", "1.000"].contains(text))
    }
  }

  @Test(arguments: [
    (12, 35, "12 (34%)"), (0, 35, "0 (0%)"), (35, 35, "35 (100%)"), (1, 99, "1 (1%)"),
    (12, 350, "12 (3.4%)"), (1, 5000, "1 (<0.1%)"), (4999, 5000, "4999 (>99.9%)"),
    (199, 200, "199 (99.5%)"), (0, 0, "0 (\u{2014})"), (1, 8, "1 (13%)"), (1, 3, "1 (33%)"),
    (2, 3, "2 (67%)"), (57, 1000, "57 (5.7%)"), (5, 1000, "5 (0.5%)"), (29, 40, "29 (73%)"),
  ])
  func counts(_ count: Int, _ denominator: Int, _ expected: String) {
    #expect(PercentStyle().countText(count, of: denominator) == expected)
  }

  @Test func percentages() {
    #expect(PercentStyle(maximumDecimals: 2).text(57, of: 1234) == "4.62%")
    #expect(PercentStyle(numbers: .comma).text(57, of: 123) == "46,3%")
    #expect(PercentStyle().fractionText(12, of: 35) == "12/35 (34%)")
    #expect(PercentStyle().text(proportion: 0.004, decimals: 0) == "<1%")
    #expect(PercentStyle().text(proportion: 0.996, decimals: 0) == ">99%")
    #expect(PercentStyle().text(proportion: 1.2, decimals: 0) == "120%")
    #expect(PercentStyle().text(proportion: -0.25, decimals: 0) == "\u{2212}25%")
    #expect(PercentStyle().text(proportion: .nan, decimals: 0) == "\u{2014}")
  }

  @Test func intervals() {
    let style = IntervalStyle()
    #expect(style.text(0.712, 0.52, 0.969) == "0.71 (0.52 to 0.97)")
    #expect(style.text(0.712, 0.52, .undefined(.notReached)) == "0.71 (0.52 to NR)")
    #expect(style.text(.undefined(.notReached), 9.5, .undefined(.notReached)) == "NR (9.50 to NR)")
    #expect(style.text(.undefined(.notEstimable), 1.0, 2.0) == "not estimable")
    #expect(style.text(.nan, .nan, .nan) == "\u{2014}")
    #expect(style.text(1, 0.5, .infinity) == "1.00 (0.50 to \u{221E})")
    #expect(
      IntervalStyle(numbers: .comma).text(-0.5, -1.25, 0.25)
        == "\u{2212}0,50 (\u{2212}1,25 to 0,25)")
    #expect(IntervalStyle(decimals: 0, unit: "%").text(71, 62, 79) == "71% (62% to 79%)")
  }

  @Test func ratios() {
    let style = RatioStyle()
    #expect(style.text(0.62, 0.4249, 0.906) == "0.62 (0.42 to 0.91)")
    #expect(style.text(3, 0.9, 100) == "3.00 (0.90 to 100.00)")
    for bounds in [(0.5, 100.1), (0, 2), (-1, 2), (.nan, 2), (0.5, .nan), (0.5, .infinity)] {
      #expect(style.text(1, bounds.0, bounds.1) == "not estimable")
    }
    #expect(style.text(.nan, 0.5, 2) == "not estimable")
    #expect(style.text(2.5e-9, 1e-12, 0.02) == "<0.01 (<0.01 to 0.02)")
    #expect(style.text(0.9999) == "1.00")
    #expect(style.text(0) == "not estimable")
  }

  @Test func centresAndSpreads() {
    let style = SummaryStyle()
    #expect(style.mean(63.25, standardDeviation: 9.84) == "63.3 (9.8)")
    #expect(style.mean(63.25, standardDeviation: .undefined(.missing)) == "63.3 (\u{2014})")
    #expect(style.mean(.undefined(.missing), standardDeviation: 1.0) == "\u{2014}")
    let whole = SummaryStyle(decimals: 0)
    #expect(whole.median(46.0, lowerQuartile: 37.0, upperQuartile: 60.0) == "46 (37 \u{2013} 60)")
    #expect(
      whole.median(-1.0, lowerQuartile: -4.0, upperQuartile: 2.0)
        == "\u{2212}1 (\u{2212}4 \u{2013} 2)")
  }

  @Test func times() {
    let style = TimeStyle(unit: "months")
    #expect(style.text(12.44) == "12.4\u{A0}months")
    #expect(style.text(.undefined(.notReached)) == "NR")
    #expect(style.text(12.4, 10.1, .undefined(.notReached)) == "12.4 (10.1 to NR)\u{A0}months")
    #expect(
      style.text(.undefined(.notReached), 10.1, .undefined(.notReached))
        == "NR (10.1 to NR)\u{A0}months")
    #expect(style.point(12) == "12")
    #expect(style.point(2.5) == "2.5")
    #expect(style.point(1.0 / 3) == "0.3")
  }

  @Test func undefinedValuesAreNeverZero() {
    let all: [UndefinedValue] = [
      .missing, .notReached, .notEvaluable, .notEstimable, .infinity, .negativeInfinity,
      .suppressed(below: 5),
    ]
    #expect(Set(all.map { $0.text() }).count == all.count)
    #expect(Set(all.map(\.key)).count == all.count)
    #expect(UndefinedValue.suppressed(below: 5).text() == "<5")
    #expect(UndefinedValue.negativeInfinity.text(.machine) == "-\u{221E}")
    #expect(PrintableValue(nil, otherwise: .notReached) == .undefined(.notReached))
    #expect(PrintableValue(.nan, otherwise: .notEvaluable) == .undefined(.notEvaluable))
  }
}
