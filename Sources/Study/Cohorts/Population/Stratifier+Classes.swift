import Tables

extension Stratifier {
  /// Published classes of a number: boundaries with the names readers know.
  public struct Classes: Sendable, Hashable {
    /// The word a protocol uses: `who`.
    public let name: String
    /// What they are classes of, in words.
    public let words: String
    /// The lower boundaries of every class but the first; a class is closed below and open above.
    public let cuts: [Double]
    /// The names of the classes, one more than there are cuts.
    public let names: [String]
    /// The values there are, where only these make sense.
    public let values: [Double]?
    /// Where they come from.
    public let source: String

    /// The classes of the adult body-mass index, in kg/m².
    public static let whoBMI = Classes(
      name: "who", words: "WHO classes of body-mass index", cuts: [18.5, 25, 30, 35, 40],
      names: ["underweight", "normal", "pre-obese", "obese I", "obese II", "obese III"],
      values: nil, source: "WHO Technical Report Series 894, 2000")

    /// The radiographic grades of the hip, from numbers 0 to 4 or from text such as `II`.
    public static let kellgrenLawrence = Classes(
      name: "kl", words: "Kellgren-Lawrence grades 0 to 4", cuts: [1, 2, 3, 4],
      names: ["0", "I", "II", "III", "IV"], values: [0, 1, 2, 3, 4],
      source: "Kellgren and Lawrence, Ann Rheum Dis 1957;16:494-502")

    /// All classes a protocol can name.
    public static let all = [whoBMI, kellgrenLawrence]

    /// The classes of a name, or nil.
    public static func named(_ name: String) -> Classes? { all.first { $0.name == name } }

    /// The names of the strata; boundaries stand beside names that do not say them.
    public var levels: [String] {
      guard values == nil else { return names }
      return zip(names, Stratifier.cutLabels(cuts)).map { "\($0) (\($1))" }
    }

    func strata(of numbers: [Double], column: String) throws(Problem) -> Categories {
      if let values, let other = numbers.first(where: { !$0.isNaN && !values.contains($0) }) {
        throw .notInClasses(column: column, value: Stratifier.text(other), classes: words)
      }
      let codes = numbers.map { number in
        number.isNaN ? Int32(-1) : Int32(cuts.count { $0 <= number })
      }
      return Categories(codes: codes, levels: levels)
    }
  }

  /// The WHO classes of a column of body-mass indices, in kg/m².
  public static func whoBMI(column: String = "bmi", label: String? = nil) -> Stratifier {
    Stratifier(column: column, rule: .classes(.whoBMI), label: label)
  }
}
