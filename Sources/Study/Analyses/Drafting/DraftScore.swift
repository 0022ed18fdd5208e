import Cohorts

/// What a column of scores seems to be, by its name and values.
struct DraftScore {
  /// The declaration, in braces.
  let text: String
  /// Why it is as it is; what is to be looked at.
  let comment: String

  static let families = [
    "womac", "hoos", "ohs", "oxford", "vas", "eva", "nrs", "nprs", "hhs", "harris", "global",
  ]

  /// Whether a name says that the column holds a score.
  static func isNamed(_ name: String) -> Bool {
    DraftWords.holds(
      name, families + DraftWords.pain + DraftWords.function + DraftWords.stiffness + ["score"])
  }

  /// The part of an instrument a name speaks of, in the words of the catalogue.
  static func part(of name: String) -> String? {
    let parts: [(String, [String])] = [
      ("pain", DraftWords.pain), ("function", DraftWords.function),
      ("stiffness", DraftWords.stiffness), ("symptoms", ["symptom", "sintom", "sympt"]),
      ("adl", ["adl", "avd"]), ("sport", ["sport", "deport"]), ("qol", ["qol", "quality"]),
      ("global", ["global"]), ("total", ["total", "gesamt"]),
    ]
    if let part = parts.first(where: { DraftWords.holds(name, $0.1) }) { return part.0 }
    let letters = DraftWords.folded(name).split { "_-. ".contains($0) }.last.map(String.init)
    return letters.flatMap {
      [
        "p": "pain", "f": "function", "st": "stiffness", "s": "symptoms", "a": "adl", "sp": "sport",
        "q": "qol",
      ][$0]
    }
  }

  init(_ name: String, observed: ClosedRange<Double>?) {
    let most = observed?.upperBound ?? 0
    let part = Self.part(of: name)
    let seen = observed.map { "observed \(Self.words($0))" } ?? "no value yet"
    func says(_ words: [String]) -> Bool { DraftWords.holds(name, words) }
    if says(["womac"]) {
      (text, comment) = Self.womac(part, most, seen)
    } else if says(["hoos"]) {
      text =
        part == nil
        ? Self.written(
          "HOOS", Undecided.ask("pain, symptoms, adl, sport or qol"), nil, 0...100, "higher")
        : Self.written("HOOS", part, nil, 0...100, "higher")
      comment = seen
    } else if says(["vas", "eva"]) {
      (text, comment) = Self.visualAnalogue(name, part, most, seen)
    } else if says(["nrs", "nprs"]) {
      text = Self.written("NRS", part ?? "pain", nil, 0...10, "lower")
      comment = seen
    } else if says(["ohs", "oxford"]) {
      comment = "\(seen); OHS-new runs 0 to 48, higher better; OHS-old 12 to 60, lower better"
      text =
        (observed?.lowerBound ?? 0) < 12 && most <= 48
        ? Self.written("OHS-new", nil, nil, 0...48, "higher")
        : most > 48
          ? Self.written("OHS-old", nil, nil, 12...60, "lower")
          : "{instrument: \(Undecided.ask("OHS-new or OHS-old")), "
            + "range: \(Undecided.ask("[0, 48] or [12, 60]")), "
            + "better: \(Undecided.ask("higher (OHS-new) or lower (OHS-old)"))}"
    } else if part == "global" {
      text =
        most > 10
        ? Self.written("global", "global", "mm", 0...100, "lower")
        : "{instrument: global, subscale: global, unit: \(Undecided.ask("cm, mm or points?")), "
          + "range: \(Undecided.ask("[0, 10], or [0, 100] if mm")), better: lower}"
      comment = seen
    } else if says(["mhhs", "harris", "hhs"]) {
      text = Self.written(
        Undecided.ask("mHHS if it is the modified score"), nil, nil, 0...100, "higher")
      comment = seen
    } else {
      text =
        "{instrument: \(Undecided.ask("the instrument with its version, such as WOMAC-LK or HOOS")), "
        + (part.map { "subscale: \($0), " } ?? "")
        + "range: \(Undecided.ask("the possible range, such as [0, 20]")), "
        + "better: \(Undecided.ask("lower or higher"))}"
      comment = seen
    }
  }

  private static func womac(
    _ part: String?, _ most: Double, _ seen: String
  ) -> (String, String) {
    let fits = ["WOMAC-LK", "WOMAC-NRS", "WOMAC-VAS"].compactMap {
      id -> (id: String, range: ClosedRange<Double>)? in
      Instrument.named(id)?.subscale(named: part ?? "total").map { (id, $0.range) }
    }.filter { $0.range.upperBound >= most }
    let scaled = most <= 100 ? ", rescaled [0, 100]" : ""
    guard let first = fits.first else {
      return (
        written(Undecided.ask("WOMAC-LK, WOMAC-VAS or WOMAC-NRS?"), part, nil, nil, "lower"),
        seen
      )
    }
    let ranges = fits.map { "\($0.id.dropFirst(6)) \(YAMLText.range($0.range))" }
      .joined(separator: ", ")
    let asked = Undecided.ask("\(fits.map(\.id).joined(separator: " or "))?")
    return (
      written(fits.count == 1 ? first.id : asked, part ?? "total", nil, first.range, "lower"),
      "\(seen); \(ranges)\(scaled)"
    )
  }

  private static func visualAnalogue(
    _ name: String, _ part: String?, _ most: Double, _ seen: String
  ) -> (String, String) {
    let part = part == "global" ? part : "pain"
    let isCentimetre = DraftWords.holds(name, ["cm"])
    let isMillimetre = DraftWords.holds(name, ["mm"])
    if isMillimetre || most > 10 { return (written("VAS", part, "mm", 0...100, "lower"), seen) }
    if isCentimetre { return (written("VAS", part, "cm", 0...10, "lower"), seen) }
    return (
      "{instrument: VAS, subscale: \(part ?? "pain"), unit: \(Undecided.ask("cm or mm?")), "
        + "range: \(Undecided.ask("[0, 10] if cm, [0, 100] if mm")), better: lower}", seen
    )
  }

  private static func written(
    _ instrument: String, _ part: String?, _ unit: String?, _ range: ClosedRange<Double>?,
    _ better: String
  ) -> String {
    var parts = ["instrument: \(instrument)"]
    if let part { parts.append("subscale: \(part)") }
    if let unit { parts.append("unit: \(unit)") }
    parts.append("range: \(range.map(YAMLText.range) ?? Undecided.ask("such as [0, 20]"))")
    return "{" + (parts + ["better: \(better)"]).joined(separator: ", ") + "}"
  }

  static func words(_ range: ClosedRange<Double>) -> String {
    "\(Stratifier.text(range.lowerBound)) to \(Stratifier.text(range.upperBound))"
  }
}
