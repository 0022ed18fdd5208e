import Tables

extension ItemScoring {
  /// The score of one assessment; nil and NaN are unanswered items.
  public func score(of items: [Double?]) -> Result {
    guard items.count == itemCount else {
      return .invalid(.itemCount(found: items.count, expected: itemCount))
    }
    return score { items[$0] ?? .nan }
  }

  /// The scores of many assessments.
  public struct Scores: Sendable, Hashable {
    /// The scores, one per row, NaN where there is none.
    public let values: [Double]
    /// How many rows have answers, but too few for a score.
    public let tooFewAnswers: Int
    /// How many rows have no answer at all.
    public let empty: Int
    /// How many scores stand for at least one unanswered item.
    public let imputed: Int
    /// Items that are not answers, one problem per item column, with its first row; their rows have
    /// no score.
    public let problems: [ScaleProblem]
  }

  /// The scores of many assessments, item by item in columns; NaN is an unanswered item.
  ///
  /// - Parameter columns: one column per item, in the order of the instrument, all equally long.
  /// - Throws: `itemCount` when there is another number of columns, or they differ in length.
  public func scores(columns: [[Double]]) throws(ScaleProblem) -> Scores {
    let rows = columns.first?.count ?? 0
    guard columns.count == itemCount, columns.allSatisfy({ $0.count == rows }) else {
      throw ScaleProblem(
        .error, .itemCount, key: .items,
        message: "\(instrument.id) \(subscale.name) is made of \(itemCount) items, one column each,"
          + " and \(columns.count) columns are given",
        help: "list the columns of all \(itemCount) items in the order of the instrument")
    }
    var values = [Double](repeating: .nan, count: rows)
    var faults = Faults(itemCount: itemCount)
    var (tooFew, empty, imputed) = (0, 0, 0)
    for row in 0..<rows {
      switch score({ columns[$0][row] }) {
      case .score(let score):
        values[row] = score
        if columns.contains(where: { $0[row].isNaN }) { imputed += 1 }
      case .missing:
        if columns.allSatisfy({ $0[row].isNaN }) { empty += 1 } else { tooFew += 1 }
      case .invalid:
        // One row may have several faults, and each belongs to its own column.
        for item in 0..<itemCount where !isAnswer(columns[item][row], item) {
          faults.add(columns[item][row], item: item, row: row)
        }
      }
    }
    return Scores(
      values: values, tooFewAnswers: tooFew, empty: empty, imputed: imputed,
      problems: faults.problems { item in
        "item \(item + 1) of \(instrument.id) \(subscale.name) must be"
          + " \(coding.description(item: item))"
      })
  }

  private struct Faults {
    private var first: [(row: Int, value: Double, count: Int)?]

    init(itemCount: Int) { first = Array(repeating: nil, count: itemCount) }

    mutating func add(_ value: Double, item: Int, row: Int) {
      let known = first[item]
      first[item] = (known?.row ?? row, known?.value ?? value, (known?.count ?? 0) + 1)
    }

    func problems(_ message: (Int) -> String) -> [ScaleProblem] {
      first.enumerated().compactMap { item, fault in
        guard let fault else { return nil }
        return ScaleProblem(
          .error, .itemOutOfCoding, key: .items, message: message(item),
          help:
            "correct the file, or declare a missing code; a mark between two boxes counts as the"
            + " nearest box, two marked boxes as the worse", firstIndex: fault.row,
          value: fault.value, count: fault.count)
      }
    }
  }

  private func isAnswer(_ value: Double, _ item: Int) -> Bool {
    value.isNaN || coding.allows(value, item: item)
  }

  private func score(_ item: (Int) -> Double) -> Result {
    for index in 0..<itemCount {
      let value = item(index)
      guard isAnswer(value, index) else {
        return .invalid(
          .outOfCoding(item: index, value: value, expected: coding.description(item: index)))
      }
    }
    var total = 0.0
    for part in parts {
      var sum = 0.0
      var answered = 0
      for index in part.items {
        let value = item(index)
        if value.isNaN { continue }
        sum += value
        answered += 1
      }
      guard answered >= part.needed, answered > 0 else {
        return .missing(
          TooFewAnswers(
            part: part.name, answered: answered, needed: part.needed, items: part.items.count))
      }
      total += raw(part, sum: sum, answered: Double(answered))
    }
    if case .meanOf = subscale.rule { total /= Double(parts.count) }
    return .score(onScale(total))
  }

  /// The raw score of one part.
  private func raw(_ part: Part, sum: Double, answered: Double) -> Double {
    switch part.rule {
    case .single: sum
    case .sum:
      // Complete answers are added up; the mean of seventeen thirds need not be a third.
      answered == Double(part.items.count) ? sum : sum * Double(part.items.count) / answered
    case .meanOutOfFour: 100 - 25 * sum / answered
    case .table(let table): table.score(ofSum: Int(sum), better: scale.better) ?? .nan
    // 11 · sum / 10 is the decimal that 1.1 · sum would miss.
    case .pointsTimesElevenTenths: min(100, 11 * sum / 10)
    case .sumOf, .meanOf: .nan
    }
  }

  /// A raw score on the declared scale.
  private func onScale(_ raw: Double) -> Double {
    if scale.range == rawRange { return raw }
    return 100 * (raw - rawRange.lowerBound) / (rawRange.upperBound - rawRange.lowerBound)
  }
}
