/// Places labels on top of each other at the end of curves so that they do not overlap.
package enum EndLabels {
  /// The middles of labels that stand as near as possible to where they want to be.
  ///
  /// Labels keep the order of their wishes. Those that would overlap are spread around the mean of
  /// their wishes; then all are moved inside the limits, as far as they fit.
  ///
  /// - Parameters:
  ///   - wishes: Where each label would like its middle.
  ///   - heights: How tall each label is, with the space around it.
  ///   - top: The upper limit of the labels.
  ///   - bottom: The lower limit of the labels.
  package static func places(
    wishes: [Double], heights: [Double], top: Double, bottom: Double
  ) -> [Double] {
    let order = wishes.indices.sorted { (wishes[$0], $0) < (wishes[$1], $1) }
    var blocks: [Pile] = []
    for index in order {
      blocks.append(Pile(members: [index], height: heights[index], middle: wishes[index]))
      blocks[blocks.count - 1].clamp(top, bottom)
      while blocks.count > 1, blocks[blocks.count - 2].end > blocks[blocks.count - 1].start {
        let below = blocks.removeLast()
        blocks[blocks.count - 1].take(below, wishes: wishes, heights: heights)
        blocks[blocks.count - 1].clamp(top, bottom)
      }
    }
    var result = wishes
    for block in blocks {
      var edge = block.start
      for index in block.members {
        result[index] = edge + heights[index] / 2
        edge += heights[index]
      }
    }
    return result
  }

  /// Labels that touch.
  private struct Pile {
    var members: [Int]
    var height: Double
    var middle: Double

    var start: Double { middle - height / 2 }
    var end: Double { middle + height / 2 }

    mutating func take(_ other: Pile, wishes: [Double], heights: [Double]) {
      members += other.members
      height += other.height
      // The pile stands best where the distances of its labels from their wishes cancel.
      var offset = 0.0
      var sum = 0.0
      for index in members {
        sum += wishes[index] - (offset + heights[index] / 2)
        offset += heights[index]
      }
      middle = sum / Double(members.count) + height / 2
    }

    mutating func clamp(_ top: Double, _ bottom: Double) {
      middle = max(min(middle, bottom - height / 2), top + height / 2)
    }
  }
}
