import Statistics
import Testing

@Suite struct StepFunctionTests {
  @Test func aStepCountsFromItsTimeOn() {
    let curve = StepFunction(times: [1, 3, 4], values: [0.9, 0.5, 0.2], initialValue: 1)
    let expected: [(Double, Double)] = [
      (-1, 1), (0.999, 1), (1, 0.9), (2.9, 0.9), (3, 0.5), (3.5, 0.5), (4, 0.2), (1e300, 0.2),
    ]
    for (time, value) in expected { #expect(curve.value(at: time) == value, "at \(time)") }
  }

  @Test func withoutStepsTheInitialValueHolds() {
    #expect(StepFunction(times: [], values: [], initialValue: 1).value(at: 5) == 1)
  }
}
