import Outcomes
import Testing

struct TimePoolingTests {
  @Test func timesThatDifferByRoundingBecomeTheFirstOfThem() {
    let (a, b) = (0.1 + 0.2, 0.3)
    let pooling = TimePooling([[a, 5, b], [1, .infinity]])
    #expect(a != b)
    #expect(pooling.merged == [a] && pooling.anchors == [b])
    #expect(pooling.pooled([a, b, 5, .infinity]) == [b, b, 5, .infinity])
  }

  @Test func aRunIsAnchoredAtItsFirstTime() {
    let step = 1e-8
    let pooling = TimePooling([[1, 1 + step, 1 + 2 * step, 1 + 3 * step]])
    // The third lies 2e-8 from the first and only 1e-8 from the second: it starts a run of its own.
    #expect(pooling.merged == [1 + step, 1 + 3 * step])
    #expect(pooling.anchors == [1, 1 + 2 * step])
  }

  @Test func theToleranceGrowsWithTheMeanOfTheTimes() {
    #expect(TimePooling([[1e6, 1e6 + 0.01]]).merged == [1e6 + 0.01])
    #expect(TimePooling([[10, 10.01]]).merged.isEmpty)
    #expect(TimePooling([[], []]).merged.isEmpty)
  }
}
