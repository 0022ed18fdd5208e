extension EligibilityFlow {
  /// Every sum that does not come out, in words; empty for a flow that was counted.
  ///
  /// At each step, overall, in each arm and outside the arms, those who came in are those left out
  /// and those who remain, and no more are unknown than are left out; the arms and those outside
  /// them make the whole.
  public var additionFaults: [String] {
    var faults: [String] = []
    func check(_ left: Int, _ right: Int, _ words: String) {
      if left != right { faults.append("\(words): \(left) against \(right)") }
    }
    check(armTotals.reduce(totalOutsideArms, +), total, "arms and rows in no arm against the file")
    check(armTotals.count, armNames.count, "totals against names of arms")
    let groups = ["all rows"] + armNames.map { "arm `\($0)`" } + ["rows in no arm"]
    var before = [total] + armTotals + [totalOutsideArms]
    for step in steps {
      let counts = [step.overall] + step.arms + [step.outsideArms]
      guard counts.count == before.count, counts.count == groups.count else {
        faults.append("step `\(step.name)` counts \(step.arms.count) arms of \(armNames.count)")
        return faults
      }
      for (group, (count, came)) in zip(groups, zip(counts, before)) {
        let place = "step `\(step.name)`, \(group)"
        check(count.excluded + count.remaining, came, "\(place): left out and remaining, came in")
        if count.unknown > count.excluded || count.unknown < 0 || count.remaining < 0 {
          faults.append(
            "\(place): \(count.unknown) unknown among \(count.excluded) left out, "
              + "\(count.remaining) remaining")
        }
      }
      let parts = step.arms + [step.outsideArms]
      let place = "step `\(step.name)`: arms and rows in no arm against all rows"
      check(parts.map(\.excluded).reduce(0, +), step.excluded, place + ", left out")
      check(parts.map(\.unknown).reduce(0, +), step.unknown, place + ", unknown")
      check(parts.map(\.remaining).reduce(0, +), step.remaining, place + ", remaining")
      before = counts.map(\.remaining)
    }
    return faults
  }
}
