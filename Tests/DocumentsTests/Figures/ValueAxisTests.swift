import Documents
import Testing

@Suite struct ValueAxisTests {
  private func labels(
    _ scale: ValueScale, _ lower: Double, _ upper: Double, length: Double = 400,
    whole: Bool = false
  ) -> [String] {
    let axis = ValueAxis(scale, from: lower, to: upper, start: 0, end: length)
    let metrics = TextMetrics(size: 13)
    return axis.ticks(.point, whole: whole) { metrics.width($0) }.map(\.label)
  }

  @Test func ticksAreRoundNumbers() {
    #expect(labels(.linear, 0, 24) == ["0", "5", "10", "15", "20"])
    #expect(
      labels(.linear, -0.45, 0.31) == ["−0.4", "−0.3", "−0.2", "−0.1", "0.0", "0.1", "0.2", "0.3"])
    #expect(labels(.logarithmic, 0.04, 11) == ["0.05", "0.1", "0.2", "0.5", "1", "2", "5", "10"])
    #expect(labels(.logarithmic, 0.55, 1.7) == ["0.6", "0.8", "1", "1.2", "1.4", "1.6"])
    #expect(labels(.linear, 0, 2.4, whole: true) == ["0", "1", "2"])
  }

  @Test func ticksKeepClearOfEachOther() {
    var generator = SeededGenerator(seed: 3)
    let metrics = TextMetrics(size: 13)
    for _ in 0..<500 {
      let scale: ValueScale = generator.pick([.linear, .logarithmic])
      let lower = generator.number(1e-6...10)
      let upper = lower * generator.number(1.01...1e6)
      let axis = ValueAxis(
        scale, from: lower, to: upper, start: 20, end: generator.number(60...500))
      let ticks = axis.ticks(.point) { metrics.width($0) }
      for (before, after) in zip(ticks, ticks.dropFirst()) {
        let room = (metrics.width(before.label) + metrics.width(after.label)) / 2
        #expect(axis.place(after.value) - axis.place(before.value) >= room)
      }
      #expect(ticks.allSatisfy { axis.place($0.value) >= 20 - 1e-6 })
      #expect(ticks.allSatisfy { axis.place($0.value) <= axis.end + 1e-6 })
    }
  }

  /// Equal ratios are equal distances: 2 stands halfway from 1 to 4.
  @Test func placesFollowTheScale() {
    let axis = ValueAxis(.logarithmic, from: 1, to: 4, start: 100, end: 300)
    #expect(abs(axis.place(2) - 200) < 1e-9)
    #expect(axis.place(1) == 100 && axis.held(9) == 300 && axis.held(0) == 100)
    #expect(axis.place(-1).isNaN && !axis.holds(5))
    #expect(ValueAxis(.linear, from: 0, to: 10, start: 10, end: 0).place(2.5) == 7.5)
    // What cannot be an axis becomes one.
    #expect(ValueAxis(.logarithmic, from: 0, to: 4, start: 0, end: 1).lower == 0.5)
    #expect(ValueAxis(.linear, from: .nan, to: .infinity, start: 0, end: 1).upper == 1)
  }

  @Test func rangesHoldEstimatesAndCutWideIntervals() {
    let range = ValueRange.around(
      [0.5, 0.8], intervals: [(0.3, 0.9), (0.001, 900)], reference: 1, .logarithmic)
    #expect(range.lower < 0.3 && range.lower > 0.05)
    #expect(range.upper > 1 && range.upper < 10)
    let times = ValueRange.around(
      [12, 20], intervals: [(1, 15), (16, .infinity)], reference: nil, .linear)
    #expect(times.lower >= 0 && times.lower < 1 && times.upper > 22 && times.upper.isFinite)
    let same = ValueRange.around([1, 1], intervals: [], reference: 1, .logarithmic)
    #expect(same.lower < 1 && same.upper > 1)
    let none = ValueRange.around([], intervals: [], reference: nil, .linear)
    #expect(none == (0, 1))
  }

  @Test func columnsShareWhatThereIs() {
    let wishes = [
      ColumnWidths.Wish(300, words: 50, weight: 2), ColumnWidths.Wish(40, words: 40),
      ColumnWidths.Wish(100, words: 30),
    ]
    #expect(ColumnWidths.fitted(wishes, into: 900) == [300.5, 40.5, 100.5])
    let tight = ColumnWidths.fitted(wishes, into: 200)
    #expect(abs(tight.reduce(0, +) - 200) < 1e-9)
    #expect(zip(tight, wishes).allSatisfy { $0 >= $1.least - 1e-9 && $0 <= $1.natural + 1e-9 })
  }
}
