/// The first response of a hip: (last visit not in response or 0, first visit in response].
struct ResponseSearch {
  /// The visit of the first response, by its place in the timeline.
  let first: Int?
  /// When the response came about; open to the right where none was seen.
  let onset: HipEndpoints.Interval
  /// Whether the next visit was in response as well.
  let isConfirmed: Bool
  /// The first visit of which it is known whether it is in response; nil where there is none, so
  /// that the hip tells nothing of the onset.
  let firstKnown: Double?

  /// Looks through the visits after the injection until `end`, the first event that stops it.
  ///
  /// - Parameters:
  ///   - states: whether each visit is in response; nil where it is missing.
  ///   - months: the times of the visits, ascending.
  ///   - isConfirmedNeeded: whether the next known visit must be in response as well.
  init(states: [Bool?], months: [Double], end: Double, needsConfirmation: Bool) {
    var lower = 0.0
    firstKnown = states.indices.first {
      months[$0] > 0 && months[$0] <= end && states[$0] != nil
    }.map { months[$0] }
    for (place, state) in states.enumerated() where months[place] > 0 && months[place] <= end {
      guard let state else { continue }
      if state {
        let next = states.indices.dropFirst(place + 1).first {
          states[$0] != nil && months[$0] <= end
        }
        let isConfirmed = next.map { states[$0] == true } ?? false
        if isConfirmed || !needsConfirmation {
          first = place
          onset = .init(lower: lower, upper: months[place])
          self.isConfirmed = isConfirmed
          return
        }
      }
      lower = months[place]
    }
    first = nil
    onset = .init(lower: lower, upper: nil)
    isConfirmed = false
  }
}
