import Foundation

/// A survival-ready study written to a folder of its own, for tests of what is made of it.
public struct StudyScratch {
  private let folder: URL

  /// Writes the table of units and the protocol.
  public init(_ csv: String, _ protocolText: String) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "study-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try csv.write(
      to: folder.appendingPathComponent("units.csv"), atomically: true, encoding: .utf8)
    try protocolText.write(
      to: folder.appendingPathComponent("protocol.yml"), atomically: true, encoding: .utf8)
  }

  /// What comes of the protocol's file; the folder is gone afterwards.
  public func reading<Result>(_ run: (_ protocolFile: String) throws -> Result) throws -> Result {
    defer { try? FileManager.default.removeItem(at: folder) }
    return try run(folder.appendingPathComponent("protocol.yml").path)
  }
}

/// A study of two hips for each patient, in alternate arms and all of grade II, so that variances are
/// robust and one covariate is the same in all.
public enum TwoHipStudy {
  /// The units: `patient,source,grade,level,age,t,e`.
  public static func csv(
    _ count: Int, level: (Int) -> String = { $0 % 4 < 2 ? "x" : "y" },
    time: (Int) -> Int = { 1 + ($0 * 37) % 29 }, event: (Int) -> Int
  ) -> String {
    let lines = (0..<count).map { index in
      "\(index / 2),\(index % 3 == 0 ? "own" : "jelly"),II,\(level(index)),\(50 + (index * 7) % 23),"
        + "\(time(index)),\(event(index))"
    }
    return (["patient,source,grade,level,age,t,e"] + lines).joined(separator: "\n") + "\n"
  }

  /// Its protocol, with the lines of a comparison and any others.
  public static func protocolText(comparison: String, others: String = "") -> String {
    """
    protocol: 1
    title: A study
    population: hips
    units: {file: units.csv, patient: patient}
    outcome: {time: t, event: e, unit: months, label: loss, instrument: WOMAC pain,
      threshold: below 30 %, origin: injection, competing: {}}
    survival: {landmarks_months: [6, 12]}
    comparison: {exposure: source, arms: {own: [own], jelly: [jelly]}, reference: own, \(comparison)}
    \(others)
    """
  }
}
