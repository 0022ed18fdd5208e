import Formulas
import Testing

@Suite struct FormulaParsingTests {
  /// Parses and returns the only fault.
  private func fault(_ text: String) throws -> FormulaError.Issue {
    let error = try #require(throws: FormulaError.self) { try Formula.parse(text) }
    #expect(error.issues.count == 1)
    return try #require(error.issues.first)
  }

  @Test func aFaultShowsTheFormulaWithACaretUnderTheCharacter() throws {
    let error = try #require(throws: FormulaError.self) { try Formula.parse("y ~ age + logg(x)") }
    #expect(
      error.description.hasPrefix(
        """
        the formula language has no function `logg`; did you mean `log`?
          y ~ age + logg(x)
                    ^^^^
          help: it knows
        """))
  }

  @Test(arguments: [
    ("", 0..<0), ("y", 1..<1), ("y ~", 3..<3), ("y ~ x +", 7..<7), ("y ~ (x", 4..<5),
    ("y ~ x)", 5..<6), ("y ~ x z", 6..<7), ("y ~ 'a", 4..<5), ("y ~ x ~ z", 6..<7),
    ("y ~ x + 2", 8..<9), ("y ~ x $ z", 6..<7), ("y ~ `a", 4..<5), ("y ~ ``", 4..<6),
    ("y ~ rcs(x, 2)", 11..<12), ("y ~ poly(x, 0)", 12..<13), ("y ~ ns(x, df = 1.5)", 15..<18),
    ("y ~ x^2", 4..<7), ("y ~ (x + z)^0", 12..<13), ("y ~ (x + z)^51", 12..<14),
    ("y ~ I(x:z)", 6..<9), ("y ~ log(x, 2)", 4..<13), ("y ~ strata()", 4..<12),
    ("y ~ x:strata(g)", 4..<15), ("Surv(time) ~ x", 0..<10), ("y ~ 1 + x | id", 4..<14),
    ("y ~ x %on% z", 6..<7), ("Surv(t, e, type = \"left\") ~ x", 18..<24), ("y ~ x = 2", 6..<7),
    ("y ~ 1e999", 4..<9), ("y ~ (1 | strata(g))", 9..<18), ("y ~ factor(x, 2)", 4..<16),
  ])
  func faultsHaveTheirPlace(_ text: String, _ place: Range<Int>) throws {
    #expect(try fault(text).position == place)
  }

  @Test(arguments: [
    ("y ~ x", "y"), ("~ x", nil), ("log(y) ~ x", "log(y)"), ("status == 2 ~ x", "status==2"),
    ("Surv(time, status) ~ 1", "Surv(time,status)"),
    ("Surv(time / 12, status == \"dead\") ~ 1", "Surv(time/12,status==\"dead\")"),
    ("Surv(a, b, d) ~ x", "Surv(a,b,d)"),
    ("Surv(time = b, event = d) ~ x", "Surv(b,d)"),
    ("Surv(a, b, d, type = 'counting') ~ x", "Surv(a,b,d)"),
    ("Surv(l, u, type = \"interval2\") ~ x", "Surv(l,u,type=\"interval2\")"),
  ])
  func leftSidesAreRead(_ text: String, _ response: String?) throws {
    #expect(try Formula.parse(text).response == response)
  }

  @Test func deepNestingIsAnErrorAndNoCrash() throws {
    for opening in ["(", "I(", "log(", "-", "!", "x^", "x:(", "~"] {
      let text = "y ~ " + String(repeating: opening, count: 20_000) + "x"
      #expect(throws: FormulaError.self) { try Formula.parse(text) }
    }
    let chain = "y ~ I(" + Array(repeating: "x", count: 20_000).joined(separator: "*") + ")"
    #expect(throws: FormulaError.self) { try Formula.parse(chain) }
    #expect(throws: FormulaError.self) {
      try Formula.parse("y ~ " + String(repeating: "x+", count: 100_000) + "x")
    }
  }

  @Test func explosionsAreErrors() throws {
    let twenty = (1...20).map { "x\($0)" }
    #expect(throws: FormulaError.self) {
      try Formula.parse("y ~ " + twenty.joined(separator: "*"))
    }
    #expect(throws: FormulaError.self) {
      try Formula.parse("y ~ (" + twenty.joined(separator: "+") + ")^20")
    }
    #expect(throws: FormulaError.self) {
      try Formula.parse("y ~ " + twenty.joined(separator: ":"))
    }
    let hundred = (1...100).map { "x\($0)" }.joined(separator: "+")
    #expect(try Formula.parse("y ~ (\(hundred))^2").terms.count == 5050)
  }

  @Test func formulasSurviveCoding() throws {
    let text = "Surv(t / 12, d == 'x') ~ rcs(age, 4) * `a b` + offset(log(n)) + (1 | id)"
    let formula = try Formula.parse(text)
    #expect(formula.text == text)
    #expect(try Formula.parse(formula.text) == formula)
  }

  /// Whatever the text, parsing ends with a formula or with faults that lie within the text.
  @Test func randomTextNeverCrashes() {
    let words = [
      "x", "age", "`a|b`", "Surv", "(", ")", "(", ")", "~", "+", "-", "*", ":", "^", "/", "|",
      "||", "%in%", "==", "<", ",", "=", "1", "0", "2", "1e308", ".", "'t'", "\"", "I(", "log(",
      "rcs(", "ns(", "poly(", "strata(", "factor(", "c(", "TRUE", "é", "🙂", "\n", "\u{0}", "!", "&",
      "type", "offset(", "cluster(", "`", "%", "\\", "Surv(t, d)", "y ~ x",
    ]
    var state: UInt64 = 20_260_301
    func random(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(count))
    }
    var parsed = 0
    for round in 0..<30_000 {
      let start = round % 2 == 0 ? "y ~ " : ""
      let pieces = (0..<random(14)).map { _ in words[random(words.count)] }
      let text = start + pieces.joined(separator: random(2) == 0 ? " " : "")
      do {
        _ = try Formula.parse(text)
        parsed += 1
      } catch {
        #expect(!error.issues.isEmpty && !error.description.isEmpty)
        for issue in error.issues {
          #expect((issue.position?.upperBound ?? 0) <= text.count, "\(text)")
        }
      }
    }
    #expect(parsed > 100)
  }
}
