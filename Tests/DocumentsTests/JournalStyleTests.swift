import Documents
import Testing

@Suite struct JournalStyleTests {
  private static func p(_ name: JournalStyle.Name, _ value: Double) -> String {
    PValueStyle(numbers: JournalStyle.named(name).numbers()).text(value)
  }

  /// The examples of the instructions the styles cite, and the edges of their rules.
  @Test(arguments: [
    (JournalStyle.Name.jama, 0.16, ".16"), (.jama, 0.04, ".04"), (.jama, 0.0085, ".009"),
    (.jama, 0.0099, ".010"), (.jama, 0.0002, "<.001"), (.jama, 0.049, ".049"),
    (.jama, 0.0497, ".0497"), (.jama, 0.999, ">.99"),
    (.nejm, 0.034, "0.03"), (.nejm, 0.0034, "0.003"), (.nejm, 0.0009, "<0.001"),
    (.nejm, 0.0504, "0.0504"), (.nejm, 0.046, "0.046"),
    (.lancet, 0.12, "0\u{B7}12"), (.lancet, 0.034, "0\u{B7}034"), (.lancet, 0.0034, "0\u{B7}0034"),
    (.lancet, 0.00034, "0\u{B7}00034"), (.lancet, 0.00009, "<0\u{B7}0001"),
    (.lancet, 0.0497, "0\u{B7}0497"), (.lancet, 0.0996, "0\u{B7}10"), (.lancet, 0.5, "0\u{B7}50"),
    (.lancet, 0.995, ">0\u{B7}99"), (.default, 0.0497, "0.0497"),
  ])
  func `p-values in the style of a journal`(
    _ name: JournalStyle.Name, _ value: Double, _ expected: String
  ) {
    #expect(Self.p(name, value) == expected)
  }

  @Test func `p-values in sentences`() {
    func equation(_ name: JournalStyle.Name, _ p: Double) -> String {
      PValueStyle(numbers: JournalStyle.named(name).numbers()).equation(p)
    }
    #expect(equation(.jama, 0.03) == "P = .03")
    #expect(equation(.nejm, 0.03) == "P=0.03")
    #expect(equation(.lancet, 0.03) == "p=0\u{B7}030")
    #expect(equation(.lancet, 0.00003) == "p<0\u{B7}0001")
    #expect(equation(.default, 0.03) == "P = 0.03")
  }

  /// No style prints a p-value on the other side of 0.05 than it lies, nor a zero.
  @Test(arguments: JournalStyle.Name.allCases)
  func `rounding never moves a p-value over the level`(_ name: JournalStyle.Name) throws {
    for step in 0...4000 {
      let p = 0.04 + Double(step) * 5e-6
      let text = Self.p(name, p).replacing("\u{B7}", with: ".")
      let read = try #require(Double(text.hasPrefix(".") ? "0" + text : text))
      #expect(p < 0.05 ? read <= 0.05 : read >= 0.05)
      #expect(read != 0.05 || abs(p - 0.05) < 0.000051, "\(p) became \(text)")
    }
  }

  @Test func `percentages take their decimals from the denominator`() {
    func share(_ name: JournalStyle.Name, _ count: Int, _ n: Int) -> String {
      PercentStyle(numbers: JournalStyle.named(name).numbers()).countText(count, of: n)
    }
    #expect(share(.jama, 57, 123) == "57 (46.3%)")
    #expect(share(.lancet, 57, 123) == "57 (46%)")
    #expect(share(.lancet, 4567, 12_345) == "4567 (37\u{B7}0%)")
    #expect(share(.nejm, 12_000, 12_345) == "12,000 (97.2%)")
    #expect(share(.lancet, 12_000, 12_345) == "12\u{2009}000 (97\u{B7}2%)")
  }

  @Test func `intervals`() {
    func text(_ name: JournalStyle.Name, _ mark: NumberStyle.DecimalMark? = nil) -> [String] {
      let numbers = JournalStyle.named(name).numbers(decimalMark: mark)
      return [
        RatioStyle(numbers: numbers).text(0.71, 0.52, 0.97),
        IntervalStyle(numbers: numbers, decimals: 1).text(-0.5, -1.2, 0.3),
        IntervalStyle(numbers: numbers, decimals: 1).text(8.0, 6.5, .undefined(.notReached)),
        PercentStyle(numbers: numbers).interval(0.28, 0.41, decimals: 0),
      ]
    }
    #expect(
      text(.jama) == [
        "0.71 (0.52\u{2013}0.97)", "\u{2212}0.5 (\u{2212}1.2 to 0.3)", "8.0 (6.5 to NR)",
        "28%\u{2013}41%",
      ])
    #expect(text(.lancet)[0] == "0\u{B7}71 (0\u{B7}52 to 0\u{B7}97)")
    #expect(text(.lancet, .comma)[0] == "0,71 (0,52 to 0,97)")
    for name in JournalStyle.Name.allCases {
      for line in text(name, .comma) { #expect(!line.contains(", "), "\(line)") }
    }
  }

  @Test(arguments: JournalStyle.Name.allCases)
  func `a decimal comma never meets commas between groups`(_ name: JournalStyle.Name) {
    let numbers = JournalStyle.named(name).numbers(decimalMark: .comma)
    #expect(numbers.text(1_234_567.5, decimals: 1) == "1\u{202F}234\u{202F}567,5")
  }

  @Test(arguments: JournalStyle.Name.allCases)
  func `every style says where it was read`(_ name: JournalStyle.Name) {
    let style = JournalStyle.named(name)
    #expect(style.name == name)
    #expect(!style.source.isEmpty)
    #expect(name == .default || !style.unverified.isEmpty)
  }
}
