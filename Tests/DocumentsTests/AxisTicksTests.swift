import Documents
import Testing

@Suite struct AxisTicksTests {
  @Test(arguments: [
    (1.0, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]), (0.3, 5, [0, 0.1, 0.2, 0.3]),
    (35, 6, [0, 10, 20, 30]), (36, 6, [0, 10, 20, 30]), (12, 6, [0, 2, 4, 6, 8, 10, 12]),
    (0, 6, [0]), (.nan, 6, [0]), (.infinity, 6, [0]), (1e-9, 2, [0, 5e-10, 1e-9]),
  ])
  func positions(_ limit: Double, _ count: Int, _ expected: [Double]) {
    let found = AxisTicks.positions(upTo: limit, count: count)
    #expect(found.count == expected.count)
    for (one, other) in zip(found, expected) {
      #expect(abs(one - other) <= 1e-12 * max(one, other))
    }
  }

  @Test func timesSuitTheirUnit() {
    #expect(AxisTicks.times(upTo: 36, unit: "months") == [0, 6, 12, 18, 24, 30, 36])
    #expect(AxisTicks.times(upTo: 61.3, unit: "Months") == [0, 12, 24, 36, 48, 60])
    #expect(AxisTicks.times(upTo: 1000, unit: "days") == [0, 180, 360, 540, 720, 900])
    #expect(AxisTicks.times(upTo: 60, unit: "weeks") == [0, 13, 26, 39, 52])
    #expect(AxisTicks.times(upTo: 5, unit: "years") == [0, 1, 2, 3, 4, 5])
    #expect(AxisTicks.times(upTo: 1e6, unit: "months").count > 2)
    #expect(AxisTicks.times(upTo: 0.01, unit: "months").count > 2)
    #expect(AxisTicks.times(upTo: -1, unit: "months") == [0])
  }

  @Test func thereAreNeverManyTicks() {
    var generator = SeededGenerator(seed: 4)
    for _ in 0..<1000 {
      let limit = Double.random(in: 0.001...5000, using: &generator)
      let ticks = AxisTicks.times(upTo: limit, unit: generator.pick(["days", "months", "y"]))
      #expect(ticks.count <= 8 && ticks.count >= 2)
      #expect(ticks.allSatisfy { $0 <= limit * (1 + 1e-9) })
    }
  }
}
