import Cohorts
import Testing

@Suite struct OutcomeContextTests {
  @Test func everyPartIsNeeded() {
    let whole = ["loss of benefit", "WOMAC pain", "improvement below 30 %", "injection", "hip OA"]
    func context(_ parts: [String]) -> OutcomeContext? {
      OutcomeContext(
        label: parts[0], instrument: parts[1], threshold: parts[2], origin: parts[3],
        population: parts[4])
    }
    #expect(context(whole) != nil)
    for index in whole.indices {
      for blank in ["", "  \n"] {
        var parts = whole
        parts[index] = blank
        #expect(context(parts) == nil, "part \(index) may not be blank")
      }
    }
  }

  @Test func aYearIsTwelveMonths() {
    #expect(TimeUnit.days.months(365.25) == 12)
    #expect(TimeUnit.years.months(2) == 24)
    #expect(TimeUnit.weeks.months(30.4375) == 7)
    #expect(TimeUnit.months.months(5) == 5)
  }
}
