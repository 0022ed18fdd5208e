import LinearAlgebra

/// The program: `benchmark [ROWS] [NAME ...]` times the measurements whose names begin with one of
/// the words given, or all of them.
@main
enum Benchmark {
  /// What can be measured: a file each, listed here.
  static let measurements: [Measurement] = [
    .kaplanMeier, .kaplanMeierInMonths, .logRank, .curvesAndTest, .cox, .coxInDays,
    .coxOfTen, .coxRobust, .coxMartingale, .coxScore, .coxSchoenfeld, .coxInfluence,
    .coxProportionality, .coxConcordance, .fineGray,
  ]

  static func main() throws {
    LargePages.keepMemory()
    var words = CommandLine.arguments.dropFirst()
    var rows = 1_000_000
    if let first = words.first, let count = Double(first), count >= 1 {
      rows = Int(count)
      words.removeFirst()
    }
    for measurement in measurements
    where words.isEmpty || words.contains(where: { measurement.name.hasPrefix($0) }) {
      try measurement.run(rows: rows)
    }
  }
}
