import Tables

/// The levels of a categorical variable, in order, as names and as the values they stand for.
package struct LevelSet: Sendable, Hashable, Codable {
  /// What the levels are in the data.
  package enum Values: Sendable, Hashable, Codable {
    /// Text equal to the names.
    case text
    /// Numbers.
    case numbers([Double])
    /// Days since 1970-01-01.
    case days([Int32])
  }

  /// The levels as a reader sees them.
  package let names: [String]
  /// The values behind them.
  package let values: Values

  /// The number of levels.
  package var count: Int { names.count }

  /// The levels with the one at `position` moved to the front.
  func startingWith(_ position: Int) -> LevelSet {
    let order = [position] + names.indices.filter { $0 != position }
    return subset(order)
  }

  /// The levels at the given positions, in that order.
  func subset(_ positions: [Int]) -> LevelSet {
    let names = positions.map { self.names[$0] }
    return switch values {
    case .text: LevelSet(names: names, values: .text)
    case .numbers(let numbers):
      LevelSet(names: names, values: .numbers(positions.map { numbers[$0] }))
    case .days(let days): LevelSet(names: names, values: .days(positions.map { days[$0] }))
    }
  }

  /// The position of the level a user means by `text`: its name, or the same number otherwise
  /// written.
  package func position(of text: String) -> Int? {
    if let exact = names.firstIndex(of: text) { return exact }
    if case .numbers(let numbers) = values, let number = Double(text) {
      return numbers.firstIndex(of: number)
    }
    return nil
  }

  /// The name of a number as a level: without a decimal point where it has no fraction.
  package static func name(of number: Double) -> String {
    if let whole = Int64(exactly: number), abs(number) < 1e15 { return String(whole) }
    return "\(number)"
  }
}

/// Values that can be told apart, before they are given level codes.
enum CategorySource {
  case categories(Categories)
  case numbers([Double])
  case days([Int32])
}

/// A categorical variable over the rows used.
struct Categorised {
  /// The levels that occur.
  let levels: LevelSet
  /// The level of each row.
  let codes: [Int32]
  /// Levels the column declares that no row used has.
  let emptyLevels: [String]
}

extension Categorised {
  /// Finds the levels among all rows of `source`, which must hold no missing value.
  init(_ source: CategorySource) {
    switch source {
    case .categories(let categories): self.init(categories)
    case .numbers(let numbers):
      let (codes, values) = Self.distinct(numbers)
      self.init(
        levels: LevelSet(names: values.map(LevelSet.name(of:)), values: .numbers(values)),
        codes: codes, emptyLevels: [])
    case .days(let days):
      let (codes, values) = Self.distinct(days.map(Double.init))
      let found = values.map { Int32($0) }
      self.init(
        levels: LevelSet(names: found.map(CalendarDate.text), values: .days(found)),
        codes: codes, emptyLevels: [])
    }
  }

  /// The groups of equal values, without naming them: identifiers may be as many as rows.
  static func grouping(_ source: CategorySource) -> (codes: [Int32], count: Int) {
    switch source {
    case .categories(let categories):
      let found = Categorised(categories)
      return (found.codes, found.levels.count)
    case .numbers(let numbers):
      let found = distinct(numbers)
      return (found.codes, found.values.count)
    case .days(let days):
      let found = distinct(days.map(Double.init))
      return (found.codes, found.values.count)
    }
  }

  private init(_ categories: Categories) {
    var counts = [Int](repeating: 0, count: categories.levels.count)
    for code in categories.codes where code >= 0 { counts[Int(code)] += 1 }
    let kept = counts.indices.filter { counts[$0] > 0 }
    let levels = LevelSet(names: categories.levels, values: .text)
    guard kept.count < counts.count else {
      self.init(levels: levels, codes: categories.codes, emptyLevels: [])
      return
    }
    var position = [Int32](repeating: 0, count: counts.count)
    for (new, old) in kept.enumerated() { position[old] = Int32(new) }
    self.init(
      levels: levels.subset(kept),
      codes: categories.codes.map { $0 < 0 ? -1 : position[Int($0)] },
      emptyLevels: counts.indices.filter { counts[$0] == 0 }.map { categories.levels[$0] })
  }

  /// The distinct values in increasing order, and the position of each value among them.
  private static func distinct(_ values: [Double]) -> (codes: [Int32], values: [Double]) {
    if let coded = distinctIntegers(values) { return coded }
    var position: [Double: Int32] = [:]
    var found: [Double] = []
    var codes: [Int32] = []
    codes.reserveCapacity(values.count)
    for value in values {
      let value = value + 0  // -0 and 0 are one value
      if let known = position[value] {
        codes.append(known)
      } else {
        let next = Int32(found.count)
        position[value] = next
        found.append(value)
        codes.append(next)
      }
    }
    let order = found.indices.sorted { found[$0] < found[$1] }
    var rank = [Int32](repeating: 0, count: found.count)
    for (new, old) in order.enumerated() { rank[old] = Int32(new) }
    return (codes.map { rank[Int($0)] }, order.map { found[$0] })
  }

  /// The same for whole numbers in a narrow range, by counting instead of hashing.
  private static func distinctIntegers(
    _ values: [Double]
  ) -> (codes: [Int32], values: [Double])? {
    let width = 65_536.0
    guard let first = values.first else { return ([], []) }
    var (low, high) = (first, first)
    for value in values {
      guard value == value.rounded(.towardZero) else { return nil }
      low = min(low, value)
      high = max(high, value)
      guard high - low < width else { return nil }
    }
    var rank = [Int32](repeating: -1, count: Int(high - low) + 1)
    for value in values { rank[Int(value - low)] = 0 }
    var found: [Double] = []
    for offset in rank.indices where rank[offset] == 0 {
      rank[offset] = Int32(found.count)
      found.append(low + Double(offset))
    }
    return (values.map { rank[Int($0 - low)] }, found)
  }
}

extension LevelSet {
  /// The position of each value of `source` among the levels, −1 where it is none of them.
  func codes(of source: CategorySource) -> [Int32] {
    switch (source, values) {
    case (.categories(let categories), .text):
      let position = Self.positions(names)
      let recoded = categories.levels.map { position[$0] ?? -1 }
      return categories.codes.map { $0 < 0 ? -1 : recoded[Int($0)] }
    case (.numbers(let numbers), .numbers(let known)):
      let position = Self.positions(known.map { $0 + 0 })
      return numbers.map { position[$0 + 0] ?? -1 }
    case (.days(let days), .days(let known)):
      let position = Self.positions(known)
      return days.map { position[$0] ?? -1 }
    case (.categories(let categories), _): return categories.codes.map { _ in -1 }
    case (.numbers(let numbers), _): return numbers.map { _ in -1 }
    case (.days(let days), _): return days.map { _ in -1 }
    }
  }

  private static func positions<Value: Hashable>(_ values: [Value]) -> [Value: Int32] {
    Dictionary(
      values.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
  }
}
