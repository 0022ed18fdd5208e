import Cohorts
import Testing

@Suite struct InstrumentsOMERACTOARSITests {
  typealias Domain = OMERACTOARSI.Domain

  static func domain(_ baseline: Double?, _ followUp: Double?) -> Domain {
    Domain(baseline: baseline, followUp: followUp)
  }

  static func responds(
    _ pain: (Double?, Double?), _ function: (Double?, Double?), _ global: (Double?, Double?),
    variant: OMERACTOARSI.Variant = .threeDomains
  ) -> Bool? {
    OMERACTOARSI.assess(
      pain: domain(pain.0, pain.1), function: domain(function.0, function.1),
      global: domain(global.0, global.1), variant: variant
    ).isResponder
  }

  /// Worked by hand from the criteria of Pham 2004.
  @Test func workedExamples() {
    let none: (Double?, Double?) = (nil, nil)
    let same: (Double?, Double?) = (50, 50)
    // 50 % and 40 points of pain prove it.
    #expect(Self.responds((80, 40), none, none) == true)
    // 53 % but 16 points: not high, and one moderate domain is not enough.
    #expect(Self.responds((30, 14), same, same) == false)
    // Two domains with 20 % and 10 points.
    #expect(Self.responds((50, 40), (50, 40), same) == true)
    // 18.4 % and 9 points in pain leave one moderate domain.
    #expect(Self.responds((49, 40), (50, 40), same) == false)
    // 20 % but 9 points.
    #expect(Self.responds((45, 36), (50, 40), same) == false)
    #expect(Self.responds((50, 40), same, (50, 40)) == true)
    // A high improvement of the global assessment counts as a moderate one only.
    #expect(Self.responds(same, same, (80, 10)) == false)
    #expect(Self.responds((50, 40), same, none) == nil)
    #expect(Self.responds(same, same, none) == false)
    #expect(Self.responds(none, none, none) == nil)
    // A baseline of 0 never improves.
    #expect(Self.responds((0, 0), (0, 0), (0, 0)) == false)
    #expect(Self.responds((0, nil), (0, nil), none) == false)
    #expect(Self.responds((.nan, 10), same, same) == nil)
  }

  @Test func aStudyWithoutGlobalAssessmentHasTwoDomains() {
    let assessment = OMERACTOARSI.assess(
      pain: Self.domain(50, 40), function: Self.domain(50, 50), variant: .twoDomains)
    #expect(assessment.isResponder == false)
    #expect(assessment.availableDomains == 2)
    #expect(Self.responds((50, 40), (50, 40), (nil, nil), variant: .twoDomains) == true)
    #expect(Self.responds((50, 40), (50, nil), (nil, nil), variant: .twoDomains) == nil)
    #expect(Self.responds((50, 40), (50, 50), (50, 40), variant: .twoDomains) == false)
    #expect(OMERACTOARSI.note(.twoDomains)?.hasPrefix("2-domain variant") == true)
    #expect(OMERACTOARSI.note(.threeDomains) == nil)
  }

  @Test func domainsAreCounted() {
    let assessment = OMERACTOARSI.assess(
      pain: Self.domain(80, 40), function: Self.domain(80, nil), global: Self.domain(nil, 10))
    #expect(assessment.availableDomains == 1)
    #expect(assessment.isResponder == true)
  }

  /// 0.7 − 0.56 and 7.0 − 5.6 are not exactly 20 % in binary arithmetic.
  @Test func decimalsAreComparedExactly() {
    for tenths in 500...1000 where tenths.isMultiple(of: 5) {
      let start = Double(tenths) / 10
      let fifth = Double(tenths * 4 / 5) / 10
      #expect(Self.responds((start, fifth), (start, fifth), (0, 0)) == true, "\(start)")
      let less = Double(tenths * 4 / 5 + 1) / 10
      #expect(Self.responds((start, less), (start, fifth), (0, 0)) == false, "\(start)")
    }
  }

  /// 40 to 32 of 68 is 20 %, and 8 of 68 is more than a tenth; in hundredths 20 % is missed.
  @Test func sharesAreComparedOnTheScaleItself() {
    let scale = ScoreScale(
      instrument: "WOMAC-LK", subscale: "function", range: 0...68, better: .lower)
    let raw = Domain(baseline: 40, followUp: 32, scale: scale)
    let flat = Self.domain(50, 50)
    let other = Self.domain(50, 40)
    #expect(OMERACTOARSI.assess(pain: other, function: raw, global: flat).isResponder == true)
    let worse = Domain(baseline: 40, followUp: 33, scale: scale)
    #expect(OMERACTOARSI.assess(pain: other, function: worse, global: flat).isResponder == false)
    let hoos = ScoreScale(instrument: "HOOS", subscale: "adl", range: 0...100, better: .higher)
    let better = Domain(baseline: 50, followUp: 60, scale: hoos)
    #expect(OMERACTOARSI.assess(pain: other, function: better, global: flat).isResponder == true)
    let deficits = Domain(baselineDeficit: 50, followUpDeficit: 40, scale: hoos)
    #expect(deficits == better)
  }

  @Test func impossibleScoresAreMissing() {
    #expect(!Self.domain(101, 50).isAvailable)
    #expect(!Self.domain(50, -1).isAvailable)
    #expect(!Self.domain(.infinity, 50).isAvailable)
    #expect(Self.domain(100, 0).isAvailable)
    let huge = ScoreScale(instrument: "own", subscale: nil, range: 0...1e300, better: .lower)
    #expect(!Domain(baseline: 10, followUp: 5, scale: huge).isAvailable)
  }

  /// The criteria in whole numbers, as published: (high, moderate) of one complete domain.
  static func reference(_ start: Int, _ end: Int) -> (high: Bool, moderate: Bool) {
    guard start > 0 else { return (false, false) }
    let fall = start - end
    return (
      100 * fall >= 50 * start && fall >= 20, 100 * fall >= 20 * start && fall >= 10
    )
  }

  /// The distinct outcomes of every completion of a domain on a grid, as 0, 1 or 2.
  static func completions(_ start: Int?, _ end: Int?) -> Set<Int> {
    let grid = Array(stride(from: 0, through: 100, by: 5))
    var found: Set<Int> = []
    for start in start.map({ [$0] }) ?? grid {
      for end in end.map({ [$0] }) ?? grid {
        let (high, moderate) = reference(start, end)
        found.insert(high ? 2 : moderate ? 1 : 0)
      }
    }
    return found
  }

  /// Nil exactly when completions of the missing scores disagree, and their answer otherwise.
  @Test func indeterminateMeansThatCompletionsDisagree() {
    let scores: [Int?] = [nil, 0, 5, 10, 15, 20, 40, 50, 80, 85, 100]
    var states: [(domain: Domain, outcomes: Set<Int>)] = []
    for start in scores {
      for end in scores {
        states.append(
          (Self.domain(start.map(Double.init), end.map(Double.init)), Self.completions(start, end)))
      }
    }
    var seen: [Bool?: Int] = [:]
    var wrong = 0
    for pain in states {
      for function in states {
        for global in states {
          var answers: Set<Bool> = []
          for p in pain.outcomes {
            for f in function.outcomes {
              for g in global.outcomes {
                let moderate = [p, f, g].count(where: { $0 >= 1 })
                answers.insert(p == 2 || f == 2 || moderate >= 2)
              }
            }
          }
          let expected = answers.count == 1 ? answers.first : nil
          let found = OMERACTOARSI.assess(
            pain: pain.domain, function: function.domain, global: global.domain
          ).isResponder
          if found != expected { wrong += 1 }
          seen[found, default: 0] += 1
        }
      }
    }
    #expect(wrong == 0)
    #expect(seen.count == 3, "the grid reaches every answer")
  }
}
