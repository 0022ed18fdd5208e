/// A measure of what the joint looks like: joint space on a radiograph, cartilage on MRI, grades.
///
/// Such measures are not what patients feel. They are reported apart, as exploratory, without
/// p-values, and never decide who responded (rule H6 of honest reporting).
public struct StructuralMeasure: Sendable, Hashable {
  /// The measure in words.
  public let name: String
  /// The spellings that mean it, without case, spaces and punctuation.
  let spellings: [String]

  /// Every measure known.
  public static let all: [StructuralMeasure] = [
    .init(
      name: "joint space width on a radiograph",
      spellings: [
        "jsw", "mjsw", "jointspacewidth", "minimumjointspacewidth", "jointspace", "jsn",
        "jointspacenarrowing",
      ]),
    .init(
      name: "cartilage on MRI",
      spellings: [
        "mri", "cartilage", "cartilagethickness", "cartilagevolume", "mrithickness", "mrivolume",
        "mricartilage", "mricartilagethickness", "mricartilagevolume", "defectsize",
        "bonemarrowlesion", "bml",
      ]),
    .init(
      name: "composition of cartilage on MRI",
      spellings: ["t2", "t2mapping", "t2relaxation", "t1rho", "dgemric", "t2star"]),
    .init(
      name: "semi-quantitative MRI score of the hip or of repair tissue",
      spellings: ["mocart", "mocart20", "hoams", "shomri", "himrix", "worms", "moaks"]),
    .init(
      name: "radiographic grade at follow-up",
      spellings: [
        "klgrade", "kellgrenlawrence", "kellgrenlawrencegrade", "tonnis", "toennis", "tonnisgrade",
      ]),
  ]

  /// The measure a name of an instrument means, or nil.
  public static func named(_ name: String) -> StructuralMeasure? {
    let wanted = Instrument.folded(name)
    return all.first { $0.spellings.contains(wanted) }
  }
}

extension ScoreScale {
  /// The structural measure the scale is of, by its instrument or subscale; nil for a score of
  /// symptoms or function.
  public var structural: StructuralMeasure? {
    StructuralMeasure.named(instrument)
      ?? subscale.flatMap {
        StructuralMeasure.named($0) ?? StructuralMeasure.named("\(instrument) \($0)")
      }
  }
}

extension EndpointPlan {
  /// The scores of symptoms and function: those that belong in the main tables.
  public var symptomScores: [VisitPlan.Score] {
    visits.scores.filter { $0.scale.structural == nil }
  }

  /// The structural scores: exploratory, whatever they show.
  public var structuralScores: [VisitPlan.Score] {
    visits.scores.filter { $0.scale.structural != nil }
  }
}
