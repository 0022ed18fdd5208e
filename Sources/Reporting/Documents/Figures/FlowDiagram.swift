/// Who came in, who was left out and why, and who is followed in each arm, as plain values.
public struct FlowDiagram: Sendable, Hashable {
  /// The name from which the ids inside the picture are made.
  public var id: String
  /// The title, for readers of the picture and for screen readers.
  public var title: String
  /// What the diagram shows, in a sentence that states the result.
  public var description: String
  /// The box everybody is in.
  public var start: Box
  /// The steps of the main line, from top to bottom.
  public var steps: [Step]
  /// The arms below the main line, from left to right.
  public var arms: [Arm]

  /// A box: what its people have in common, and how many they are.
  public struct Box: Sendable, Hashable {
    /// What they have in common.
    public var title: String
    /// How many they are; nil where that is hidden.
    public var count: Int?
    /// What stands in place of a count that is hidden.
    public var hiddenMark: String
    /// Parts of them, or remarks, each on a line of its own.
    public var lines: [String]

    /// Creates a box.
    public init(
      title: String, count: Int?, lines: [String] = [], hiddenMark: String = "\u{2014}"
    ) {
      self.title = title
      self.count = count
      self.hiddenMark = hiddenMark
      self.lines = lines
    }
  }

  /// A step of the main line: who leaves to the side, and who goes on.
  public struct Step: Sendable, Hashable {
    /// Those left out, with the reasons.
    public var leftOut: Box
    /// Those who go on.
    public var remaining: Box

    /// Creates a step.
    public init(leftOut: Box, remaining: Box) {
      self.leftOut = leftOut
      self.remaining = remaining
    }
  }

  /// A column at the end: an arm and, below it, its follow-up.
  public struct Arm: Sendable, Hashable {
    /// The arm itself.
    public var box: Box
    /// One box for each time of follow-up; boxes of the same time stand beside each other.
    public var followUp: [Box]

    /// Creates an arm.
    public init(box: Box, followUp: [Box] = []) {
      self.box = box
      self.followUp = followUp
    }
  }

  /// Creates a diagram.
  public init(
    id: String, title: String, description: String, start: Box, steps: [Step], arms: [Arm] = []
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.start = start
    self.steps = steps
    self.arms = arms
  }
}
