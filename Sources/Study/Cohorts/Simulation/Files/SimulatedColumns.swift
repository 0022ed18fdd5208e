import Tables

/// Columns that grow row by row.
struct NumberColumn {
  let name: String
  /// The decimals written; nil for all.
  ///
  /// Rounding keeps files small, and the same on machines whose mathematical libraries differ in
  /// the last digit.
  var decimals: Int?
  private(set) var values: [Double] = []

  init(_ name: String, decimals: Int? = nil) {
    self.name = name
    self.decimals = decimals
  }

  mutating func append(_ value: Double) {
    values.append(decimals.map { value.rounded(decimals: $0) } ?? value)
  }

  var column: Column { Column(name: name, values: .numbers(values)) }
}

/// A column of words that grows by their codes.
struct CodeColumn {
  let name: String
  private(set) var codes: [Int32] = []

  init(_ name: String) { self.name = name }

  mutating func append(_ code: Int32) { codes.append(code) }

  mutating func append(_ isTrue: Bool) { codes.append(isTrue ? 1 : 0) }

  /// The column with the words of the codes; −1 is missing.
  func column(_ levels: [String]) -> Column {
    Column(name: name, values: .categories(Categories(codes: codes, levels: levels)))
  }
}

/// A column of free words that grows word by word.
struct WordColumn {
  let name: String
  private var codes: [Int32] = []
  private var levels: [String] = []
  private var known: [String: Int32] = [:]

  init(_ name: String) { self.name = name }

  /// Adds a word; an empty one is missing.
  mutating func append(_ word: String) {
    guard !word.isEmpty else { return codes.append(-1) }
    let code = known[word] ?? Int32(levels.count)
    if code == levels.count {
      known[word] = code
      levels.append(word)
    }
    codes.append(code)
  }

  var column: Column {
    Column(name: name, values: .categories(Categories(codes: codes, levels: levels)))
  }
}

/// A column of days that grows row by row.
struct DayColumn {
  let name: String
  private(set) var days: [Int32] = []

  init(_ name: String) { self.name = name }

  mutating func append(_ day: Int32) { days.append(day) }

  var column: Column { Column(name: name, values: .dates(days)) }
}

/// The words of the files, in the order of the codes.
enum SimulatedWords {
  static let noYes = ["no", "yes"]
  static let sides = ["right", "left"]
  static let sexes = ["female", "male"]
  static let sources = ["bone_marrow", "adipose", "whartons_jelly"]
  static let products = [
    "cultured_bone_marrow", "bone_marrow_concentrate", "adipose", "whartons_jelly",
  ]
  static let guidance = ["ultrasound", "fluoroscopy", "none"]
  static let diabetes = ["none", "controlled", "uncontrolled"]
  static let cancer = ["none", "remote", "recent", "active"]
  static let classes = ["clear", "partial", "none"]
  static let files = ["units-simulated.csv", "visits-simulated.csv"]

  /// The number padded with zeros, so that sorting by text is sorting by number.
  static func patient(_ number: Int) -> String {
    let digits = String(number + 1)
    return "P" + String(repeating: "0", count: max(0, 7 - digits.count)) + digits
  }
}
