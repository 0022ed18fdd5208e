import Formulas
import Testing

@Suite struct FaultMessageTests {
  @Test func `a bracket left open is named, not the tilde after it`() {
    for (text, place) in [("Surv(time, event ~ g", 4..<5), ("log(y ~ x", 3..<4)] {
      let error = #expect(throws: FormulaError.self) { try Formula.parse(text) }
      #expect(error?.issues.first?.message == "this `(` is never closed")
      #expect(error?.issues.first?.position == place)
    }
  }

  @Test func `a second tilde is a fault of its own`() {
    let error = #expect(throws: FormulaError.self) { try Formula.parse("y ~ x ~ z") }
    #expect(error?.issues.first?.message == "a formula has only one `~`")
  }
}
