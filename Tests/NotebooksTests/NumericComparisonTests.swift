import Notebooks
import Testing

@Suite struct NumericComparisonTests {
  func same(_ a: String, _ b: String, _ tolerance: Double = 1e-6) -> Bool {
    NumericComparison(tolerance: tolerance).isSame(a, b)
  }

  @Test func `numbers may differ within the tolerance, words may not`() {
    #expect(same("P = 0.1234567", "P = 0.1234568"))
    #expect(!same("P = 0.12", "P = 0.13"))
    #expect(!same("P = 0.12", "p = 0.12"))
    #expect(same("1000000", "1000000.5"))
    #expect(!same("1000000", "1000002"))
  }

  @Test func `a true minus is a minus, and a name with digits is a word`() {
    #expect(same("−0.5", "-0.5"))
    #expect(!same("arm2", "arm3", 10))
    #expect(!same("0.5", "−0.5"))
  }

  @Test func `the width of columns does not count`() {
    #expect(same("| a | --: |", "|  a |  ----: |"))
    #expect(!same("| a | b |", "| a b |"))
  }

  @Test func `a number that vanishes is a difference`() {
    #expect(!same("1 2", "1"))
    #expect(!same("NR", "12"))
  }
}
