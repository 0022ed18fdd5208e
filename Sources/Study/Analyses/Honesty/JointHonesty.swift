package import Cohorts
import Tables

/// H15: a report is about hips; knees are another literature, and mixed joints are about neither.
package enum JointHonesty {
  /// Whether joints were treated: hips followed from an injection by their visits, or a table of times
  /// whose protocol speaks of a joint.
  package static func treatsJoints(_ study: StudyProtocol) -> Bool {
    let outcome = study.outcome.context
    let texts = [
      study.title, study.population, outcome.label, outcome.instrument, outcome.threshold,
      outcome.origin,
    ]
    return study.endpoints != nil || study.units.side != nil
      || study.units.columns.contains { isJoint($0.name) } || texts.contains(where: namesJoint)
  }

  /// Whether a text names a joint, its disease, or a treatment inside it.
  private static func namesJoint(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    return words.contains { word in
      ["hip", "hips", "coxa", "hoos", "womac", "ohs", "mhhs"].contains(word)
        || ["joint", "arthr", "articular", "knee"].contains(where: word.contains)
    }
  }

  static func refusals(of study: StudyProtocol) -> [ProtocolHonesty.Refusal] {
    var refusals: [ProtocolHonesty.Refusal] = []
    for (path, text) in [("title", study.title), ("population", study.population)] {
      guard let word = knee(in: text) else { continue }
      refusals.append(
        ProtocolHonesty.Refusal(
          rule: .hipsOnly, path: path, message: "names “\(word)”, and this report is about hips",
          help: "analyse hips alone; results of knees do not carry over"))
    }
    for score in study.endpoints?.visits.scores ?? []
    where ["koos", "ikdc", "oks", "lysholm"].contains(
      where: folded(score.scale.instrument).hasPrefix)
    {
      refusals.append(
        ProtocolHonesty.Refusal(
          rule: .hipsOnly, path: "visits.scores.\(score.name).instrument",
          message: "is \(score.scale.instrument), an instrument of the knee",
          help: "use the hip's: HOOS, WOMAC, OHS or mHHS"))
    }
    return refusals
  }

  /// The joints among the rows analysed, where a column names them.
  static func refusals(
    of study: StudyProtocol, rows: Table
  ) -> [ProtocolHonesty.Refusal] {
    for column in rows.columns where isJoint(column.name) {
      guard case .categories(let categories) = column.values else { continue }
      let present = Set(categories.codes.filter { $0 >= 0 })
      let levels = categories.levels.enumerated().filter { present.contains(Int32($0.offset)) }
        .map(\.element)
      let others = levels.filter { knee(in: $0) != nil || !isHip($0) }
      guard !others.isEmpty, levels.count > 1 || others.contains(where: { knee(in: $0) != nil })
      else { continue }
      return [
        ProtocolHonesty.Refusal(
          rule: .hipsOnly, path: "units.columns.\(column.name)",
          message: "holds \(others.map { "`\($0)`" }.joined(separator: ", ")) among the units "
            + "analysed: joints may not be mixed",
          help: "add a step to `eligibility`: {name: hips only, where: \"\(column.name) == 'hip'\"}"
        )
      ]
    }
    return []
  }

  private static func isJoint(_ name: String) -> Bool {
    ["joint", "jointtreated", "treatedjoint", "indexjoint"].contains(folded(name))
  }

  /// A name without case, spaces and punctuation.
  private static func folded(_ name: String) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  private static func isHip(_ level: String) -> Bool {
    ["hip", "hips", "coxa", "hüfte", "left hip", "right hip", "hip joint"].contains(
      level.lowercased())
  }

  /// The word for a knee in a text, unless it says that there is none.
  static func knee(in text: String) -> String? {
    let words = text.lowercased().split { !$0.isLetter }.map(String.init)
    let spared: Set = ["no", "not", "without", "excluding", "except", "never"]
    for (place, word) in words.enumerated()
    where ["knee", "knees", "gonarthrosis", "tibiofemoral"].contains(word) {
      if words[..<place].suffix(3).contains(where: spared.contains) { continue }
      return word
    }
    return nil
  }
}
