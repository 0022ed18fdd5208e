import Cohorts

extension ProtocolDecoder {
  /// What holds where the protocol is silent: R's 95 %, on the log-log scale.
  var defaultSurvival: StudyProtocol.SurvivalSettings {
    .init(landmarkMonths: [12, 24, 36, 60], confidenceLevel: 0.95, intervalKind: .logLog)
  }

  /// How survival is reported.
  func survival(_ node: ProtocolNode) -> StudyProtocol.SurvivalSettings {
    let known = ["landmarks_months", "tau_months", "conf_level", "conf_type"]
    guard let entries = node.mapping(known: known) else { return defaultSurvival }
    let tau = entries["tau_months"]?.positive("a number of months")
    var landmarks = defaultSurvival.landmarkMonths
    if let node = entries["landmarks_months"] {
      landmarks =
        node.itemTexts == []
        ? [] : node.increasing("months", example: "[12, 24, 60]") { $0 >= 0 } ?? landmarks
    }
    var level = defaultSurvival.confidenceLevel
    if let node = entries["conf_level"], let value = node.number() {
      level = value
      if !(value > 0 && value < 1) {
        node.fail("is \(node.written ?? ""); expected a share between 0 and 1, such as 0.95")
      }
    }
    let kind = entries["conf_type"]?.choice(StudyProtocol.SurvivalSettings.IntervalKind.self)
    return .init(
      landmarkMonths: landmarks, confidenceLevel: level,
      intervalKind: kind ?? defaultSurvival.intervalKind, tauMonths: tau)
  }

  /// The regression models, in the order of the protocol.
  func models(_ node: ProtocolNode) -> [StudyProtocol.Model] {
    node.mapping()?.entries.compactMap { name, node -> StudyProtocol.Model? in
      guard let entries = node.mapping(known: ["formula", "cluster"]) else { return nil }
      let formula = entries.required("formula", "give the right-hand side: \"age + sex\"")?.text()
      return formula.map {
        StudyProtocol.Model(name: name, formula: $0, cluster: entries["cluster"]?.text())
      }
    } ?? []
  }

  /// The comparison of arms.
  func comparison(
    _ node: ProtocolNode, _ notDone: inout [String]
  ) -> StudyProtocol.Comparison? {
    let known = ["exposure", "arms", "reference", "adjust_for", "weights", "gates"]
    guard let entries = node.mapping(known: known) else { return nil }
    let exposure = entries.required("exposure", "name the column that tells the arms apart")?.text()
    let armsNode = entries.required(
      "arms", "name the arms and their levels: {autologous: [autologous], donor: [allogeneic]}")
    let groups = armsNode.flatMap(self.groups)
    if let armsNode, let groups, groups.count < 2 { armsNode.fail("must name two arms or more") }
    let reference = entries["reference"]?.text()
    if let groups, let reference, !groups.contains(where: { $0.name == reference }) {
      entries["reference"]?.fail(
        "is `\(reference)`; expected one of the arms "
          + groups.map(\.name).joined(separator: ", "))
    }
    let adjustFor = entries["adjust_for"]?.texts() ?? []
    let isAdjusted = !adjustFor.isEmpty
    let weights = entries["weights"]?.choice(StudyProtocol.Comparison.Weights.self)
    if let weights {
      notDone.append(
        "no weights are applied to any comparison, though \(weights.rawValue) weights are asked for: "
          + (isAdjusted
            ? "what is adjusted is adjusted by regression only"
            : "without `adjust_for` no comparison is adjusted either"))
    }
    let gates = entries["gates"].flatMap(self.gates)
    if gates?.equipoise != nil, !isAdjusted {
      notDone.append(
        "the equipoise gate judges an adjusted comparison, and without `adjust_for` none is made")
    }
    let ofWeights = [gates?.smd.map { _ in "smd" }, gates?.essShare.map { _ in "ess_share" }]
      .compactMap { $0 }
    if !ofWeights.isEmpty {
      notDone.append(
        "the \(ofWeights.joined(separator: " and ")) "
          + (ofWeights.count > 1 ? "gates judge" : "gate judges")
          + " weights, which are not applied"
          + (isAdjusted ? "; of an adjusted comparison only the overlap of the arms is judged" : "")
      )
    }
    guard let exposure, let groups, let first = groups.first else { return nil }
    let chosen = reference ?? first.name
    let ordered = groups.filter { $0.name == chosen } + groups.filter { $0.name != chosen }
    return StudyProtocol.Comparison(
      arms: Stratifier(column: exposure, rule: .groups(ordered)), reference: chosen,
      adjustFor: adjustFor, weights: weights, gates: gates)
  }

  private func gates(_ node: ProtocolNode) -> StudyProtocol.Comparison.Gates? {
    guard let entries = node.mapping(known: ["smd", "equipoise", "ess_share"]) else { return nil }
    return .init(
      smd: entries["smd"]?.positive("a standardised difference"),
      equipoise: entries["equipoise"]?.number(in: 0...1, "a share"),
      essShare: entries["ess_share"]?.number(in: 0...1, "a share"))
  }
}
