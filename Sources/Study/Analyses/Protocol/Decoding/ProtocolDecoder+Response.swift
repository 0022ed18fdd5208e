import Cohorts
import Tables

extension ProtocolDecoder {
  /// What counts as a response.
  func response(
    _ node: ProtocolNode, visits: VisitPlan?, scores names: [String]?
  ) -> ResponseRule? {
    let known = [
      "score", "rule", "with", "state", "function", "global", "threshold", "minimum_change",
      "baseline", "confirmation", "deadline_months", "classes", "at_months", "windows",
    ]
    guard let entries = node.mapping(known: known) else { return nil }
    let score = scoreName(
      entries.required("score", "name the score the response is about"), names)
    let criterion = criterion(entries, score: score ?? "", names)
    let needsThreshold = entries["rule"]?.rawText.map {
      !["state", "omeract-oarsi"].contains($0)
    }
    let thresholdNode =
      needsThreshold ?? true
      ? entries.required("threshold", "give the improvement that is a response: `30 %`")
      : entries["threshold"]
    let threshold = thresholdNode.flatMap { $0.share() } ?? ExactShare(millionths: 300_000)
    let minimum = entries["minimum_change"]?.number(in: 0...100, "points of the 0–100 scale")
    let baseline = entries["baseline"].flatMap(self.baseline)
    let deadline = deadline(entries["deadline_months"])
    let (clear, partial) = classes(entries["classes"], threshold: threshold)
    enum Confirmation: String, CaseIterable {
      case single
      case twoVisits = "two-visits"
    }
    let confirmation = entries["confirmation"]?.choice(Confirmation.self)
    let months = entries["at_months"].map { $0.months(from: 0.1) } ?? [3, 6, 12, 24]
    let windows = windows(
      entries["windows"], at: months ?? [],
      schedule: visits?.scheduleMonths ?? VisitPlan.usualSchedule)
    guard let score, let criterion else { return nil }
    return ResponseRule(
      score: score, criterion: criterion, threshold: threshold, minimumChange: minimum ?? 0,
      baselineDays: baseline?.days ?? -90...0, baseline: baseline?.rule ?? .last,
      floor: baseline?.floor ?? 20, deadlineMonths: deadline, clear: clear, partial: partial,
      isConfirmed: confirmation == .twoVisits, windows: windows)
  }

  /// The name of a declared score.
  private func scoreName(_ node: ProtocolNode?, _ names: [String]?) -> String? {
    guard let node, let name = node.text() else { return nil }
    guard let names, !names.contains(name) else { return name }
    let nearest = NameSuggestion.nearest(to: name, among: names)
    node.fail(
      "is `\(name)`, which is none of the scores"
        + (nearest.map { "; did you mean `\($0)`?" } ?? ""),
      help: "`visits.scores` declares " + names.joined(separator: ", "))
    return nil
  }

  private func criterion(
    _ entries: ProtocolNode.Mapping, score: String, _ names: [String]?
  ) -> ResponseRule.Criterion? {
    enum Rule: String, CaseIterable {
      case improvement, both, state
      case omeractOARSI = "omeract-oarsi"
    }
    let rule = entries["rule"].map { $0.choice(Rule.self) } ?? .improvement
    guard let rule else { return nil }
    let needed: [String: [Rule]] = [
      "with": [.both], "state": [.state], "function": [.omeractOARSI], "global": [.omeractOARSI],
    ]
    for (key, rules) in needed.sorted(by: { $0.key < $1.key }) where !rules.contains(rule) {
      entries[key]?.fail(
        "has no meaning under `rule: \(rule.rawValue)`",
        help: "leave it out, or write `rule: \(rules.map(\.rawValue).joined())`")
    }
    switch rule {
    case .improvement: return .improvement
    case .both:
      let second = entries.required("with", "name the second score that must improve")
      return scoreName(second, names).map { .improvementInBoth(with: $0) }
    case .state:
      return entries.required("state", "give the acceptable deficit on the 0–100 scale: 35")?
        .number(in: 0...100, "a deficit").map { .acceptableState($0) }
    case .omeractOARSI:
      let function = scoreName(
        entries.required("function", "name the score of function; `score` is that of pain"), names)
      let global = entries["global"].flatMap { scoreName($0, names) }
      return function.map { .omeractOARSI(pain: score, function: $0, global: global) }
    }
  }

  private func baseline(
    _ node: ProtocolNode
  ) -> (days: ClosedRange<Int>, floor: Double, rule: ResponseRule.Baseline)? {
    guard let entries = node.mapping(known: ["window_days", "floor", "rule"]) else { return nil }
    let days = entries["window_days"].flatMap { $0.days() }
    if let days, days.upperBound > 0 {
      entries["window_days"]?.fail(
        "ends on day \(days.upperBound), after the injection",
        help: "a baseline is measured before: end the window on day 0 or earlier")
    }
    let floor = entries["floor"]?.number(in: 0...100, "a deficit on the 0–100 scale")
    let rule = entries["rule"]?.choice(ResponseRule.Baseline.self)
    return (days ?? -90...0, floor ?? 20, rule ?? .last)
  }

  private func deadline(_ node: ProtocolNode?) -> Double? {
    guard let node else { return 7.5 }
    if node.rawText == "none" { return nil }
    let months = node.positive("a number of months, or none,")
    if let months, months > 60 {
      node.warn(
        "is \(Stratifier.text(months)) months, over five years; if days were meant, write "
          + Stratifier.text((months / 30.4375 * 10).rounded() / 10))
    }
    return months
  }

  private func classes(
    _ node: ProtocolNode?, threshold: ExactShare
  ) -> (clear: ExactShare, partial: ExactShare) {
    let entries = node?.mapping(known: ["clear", "partial"])
    let clear = entries?["clear"]?.share() ?? threshold
    let tenth = ExactShare(millionths: 100_000)
    let usual = tenth < clear ? tenth : ExactShare(millionths: clear.millionths / 2)
    let partial = entries?["partial"]?.share() ?? usual
    if let node, partial >= clear {
      node.fail(
        "has a partial response of \(partial.description) and a clear one of \(clear.description)",
        help: "a partial response is the smaller: {clear: 30 %, partial: 10 %}")
    }
    return (clear, partial)
  }

  private func windows(
    _ node: ProtocolNode?, at months: [Double], schedule: [Double]
  ) -> [ResponseRule.Window] {
    guard let node, node.rawText != "midpoint" else {
      return VisitWindows.midpoint(of: months, schedule: schedule)
    }
    if let text = node.rawText {
      node.fail(
        "is `\(text)`; expected `midpoint` or the first and last day of each month",
        help: "{3: [67, 137], 6: [138, 274]}")
      return []
    }
    guard !months.isEmpty else { return [] }
    var windows: [ResponseRule.Window] = []
    for (key, node) in node.mapping()?.entries ?? [] {
      guard let month = Double(key), months.contains(month) else {
        let known = months.map(Stratifier.text).joined(separator: ", ")
        node.fail("is a window of no time point; `at_months` has \(known)")
        continue
      }
      guard let days = node.days() else { continue }
      if days.lowerBound < 1 {
        node.fail(
          "begins on day \(days.lowerBound)", help: "a response comes after the injection: day 1")
      }
      let planned = VisitWindows.plannedDay(month)
      if days.upperBound * 2 < planned || days.lowerBound > planned * 2 {
        node.fail(
          "runs from day \(days.lowerBound) to \(days.upperBound), and month \(key) is day \(planned)",
          help: "windows are in days from the injection, such as [67, 137] for month 3")
      }
      windows.append(.init(month: month, days: days))
    }
    windows.sort { $0.month < $1.month }
    for (window, next) in zip(windows, windows.dropFirst())
    where next.days.lowerBound <= window.days.upperBound {
      node.fail(
        "has overlapping windows of months \(Stratifier.text(window.month)) and "
          + "\(Stratifier.text(next.month))", help: "a day belongs to one window")
    }
    for month in months where !windows.contains(where: { $0.month == month }) {
      node.fail("has no window for month \(Stratifier.text(month)) of `at_months`")
    }
    return windows
  }
}
