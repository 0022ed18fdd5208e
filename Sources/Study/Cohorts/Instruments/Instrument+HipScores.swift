extension Instrument {
  private static let points: [Subscale.Marks] = [.init(unit: nil, range: 0...100)]

  private static func hoosPart(
    _ name: String, _ items: Int, needed: Int, aliases: [String] = []
  ) -> Subscale {
    Subscale(
      name: name, aliases: aliases, itemCount: items, coding: .whole(0...4), marks: points,
      better: .higher, rule: .meanOutOfFour(minimumAnswered: needed))
  }

  private static let quality = ["quality of life", "hip-related quality of life"]

  static let hoos = Instrument(
    id: "HOOS", family: "HOOS", version: "2.0, 40 items; 2013 rule for missing items",
    name: "Hip disability and Osteoarthritis Outcome Score", aliases: ["HOOS 2.0"],
    subscales: [
      hoosPart("pain", 10, needed: 5),
      hoosPart("symptoms", 5, needed: 3, aliases: ["symptom", "stiffness and symptoms"]),
      hoosPart(
        "adl", 17, needed: 9, aliases: ["function", "daily living", "function daily living"]),
      hoosPart(
        "sport", 4, needed: 2, aliases: ["sports", "sport/rec", "sport and recreation"]),
      hoosPart("qol", 4, needed: 2, aliases: quality),
    ], usualSubscale: nil, recall: "one week", isProprietary: false,
    licence: "Free to use (koos.nu).", source: "HOOS scoring instructions, June 2013")

  static let hoos12 = Instrument(
    id: "HOOS-12", family: "HOOS", version: "12 HOOS items", name: "HOOS short form of 12 items",
    aliases: ["HOOS 12"],
    subscales: [
      hoosPart("pain", 4, needed: 2), hoosPart("function", 4, needed: 2, aliases: ["adl"]),
      hoosPart("qol", 4, needed: 2, aliases: quality),
      Subscale(
        name: "summary", aliases: ["impact", "total", "summary impact"], itemCount: 12,
        coding: .whole(0...4), marks: points, better: .higher,
        rule: .meanOf(["pain", "function", "qol"])),
    ], usualSubscale: nil, recall: "one week", isProprietary: false,
    licence: "Free to use (koos.nu).", source: "Gandek 2019; summary rule as recalled")

  static let hoosJR = Instrument(
    id: "HOOS-JR", family: "HOOS", version: "6 HOOS items, table-converted",
    name: "HOOS for joint replacement", aliases: ["HOOS, JR.", "HOOS junior"],
    subscales: [
      Subscale(
        name: "total", aliases: ["score", "hip health", "summary"], itemCount: 6,
        coding: .whole(0...4), marks: points, better: .higher, rule: .table(.hoosJR))
    ], usualSubscale: nil, recall: "one week", isProprietary: false,
    licence: "Free to use (Hospital for Special Surgery).",
    source: "Lyman 2016; table not compared with the official sheet")

  static let hoosPS = Instrument(
    id: "HOOS-PS", family: "HOOS", version: "5 HOOS items, table-converted, either direction",
    name: "HOOS physical function short form", aliases: ["HOOS physical function"],
    subscales: [
      Subscale(
        name: "function", aliases: ["physical function", "total", "score"], itemCount: 5,
        coding: .whole(0...4), marks: points, better: nil, rule: .table(.hoosPS))
    ], usualSubscale: nil, recall: "one week", isProprietary: false,
    licence: "Free to use (koos.nu).", source: "Davis 2008; users' guide of 2016 for the direction")

  /// Pain, limp, support, distance, stairs, shoes and socks, sitting, public transport.
  static let mHHS = Instrument(
    id: "mHHS", family: "HHS", version: "pain 44 and function 47 points, times 1.1",
    name: "Modified Harris Hip Score",
    aliases: ["modified Harris hip score", "modified HHS", "mHHS-100"],
    subscales: [
      Subscale(
        name: "total", aliases: ["score"], itemCount: 8,
        coding: .points([
          [44, 40, 30, 20, 10, 0], [11, 8, 5, 0], [11, 7, 5, 3, 2, 0], [11, 8, 5, 2, 0],
          [4, 2, 1, 0], [4, 2, 0], [5, 3, 0], [1, 0],
        ]), marks: points, better: .higher, rule: .pointsTimesElevenTenths)
    ], usualSubscale: nil, recall: nil, isProprietary: false, licence: "Free to use.",
    source: "Harris 1969 for the points; Sharma 2005 for the factor 1.1")

  static let ohs = Instrument(
    id: "OHS", family: "OHS", version: "0–48, items 0–4, higher is better",
    name: "Oxford Hip Score", aliases: ["OHS-new", "OHS 0-48", "Oxford Hip Score"],
    subscales: [oxford(items: 0...4, range: 0...48, better: .higher)], usualSubscale: nil,
    recall: "4 weeks", isProprietary: true,
    licence: "Licensed: Oxford University Innovation; a licence is needed.",
    source: "Murray 2007; one or two missing items by the mean, as recalled")

  static let ohsOriginal = Instrument(
    id: "OHS-old", family: "OHS", version: "12–60, items 1–5, lower is better",
    name: "Oxford Hip Score, original coding",
    aliases: ["OHS-original", "OHS 12-60", "Oxford Hip Score original"],
    subscales: [oxford(items: 1...5, range: 12...60, better: .lower)], usualSubscale: nil,
    recall: "4 weeks", isProprietary: true,
    licence: "Licensed: Oxford University Innovation; a licence is needed.",
    source: "Dawson 1996; the modern score is 60 minus this one (Murray 2007)")

  private static func oxford(
    items: ClosedRange<Int>, range: ClosedRange<Double>, better: ScoreScale.Direction
  ) -> Subscale {
    Subscale(
      name: "total", aliases: ["score"], itemCount: 12, coding: .whole(items),
      marks: [.init(unit: nil, range: range)], better: better, rule: .sum(minimumAnswered: 10))
  }
}

/// The two codings of the Oxford Hip Score, each 60 minus the other.
public enum OxfordHipScore {
  /// The modern score, 0–48 and higher better, of an original one, 12–60 and lower better.
  ///
  /// Nil outside 12–60: such a score is not of the original coding.
  public static func modern(ofOriginal score: Double) -> Double? {
    (12...60).contains(score) ? 60 - score : nil
  }

  /// The original score of a modern one; nil outside 0–48.
  public static func original(ofModern score: Double) -> Double? {
    (0...48).contains(score) ? 60 - score : nil
  }
}
