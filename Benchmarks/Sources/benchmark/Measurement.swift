/// Something whose time is measured.
struct Measurement {
  /// The name by which it is chosen, such as `km-distinct`.
  let name: String
  /// Makes the data for a number of rows, untimed, and gives what is to be timed.
  ///
  /// The work answers some number of its result, which is printed: it tells that the result is
  /// right, and that it was not optimised away.
  let prepare: @Sendable (_ rows: Int) throws -> () throws -> Double

  /// How often the work is repeated; the shortest time counts, since other processes only add.
  static let repetitions = 5

  /// Measures and prints a line: name, rows, the shortest and the middle time, the result.
  func run(rows: Int) throws {
    let work = try prepare(rows)
    var seconds: [Double] = []
    var result = Double.nan
    for _ in 0..<Self.repetitions {
      let start = ContinuousClock.now
      result = try work()
      let elapsed = ContinuousClock.now - start
      let parts = elapsed.components
      seconds.append(Double(parts.seconds) + Double(parts.attoseconds) * 1e-18)
    }
    seconds.sort()
    print(
      name, "\(rows) rows", "shortest \(Self.milliseconds(seconds[0])) ms",
      "middle \(Self.milliseconds(seconds[seconds.count / 2])) ms", "result \(result)",
      separator: "  ")
  }

  private static func milliseconds(_ seconds: Double) -> String {
    let tenths = Int((seconds * 10_000).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
