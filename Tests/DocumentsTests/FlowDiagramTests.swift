import Documents
import Foundation
import Testing

@Suite struct FlowDiagramTests {
  static let twoArms = FlowDiagram(
    id: "flow", title: "Who was analysed", description: "Of 212 hips 150 were analysed.",
    start: .init(title: "Hips in the file", count: 212),
    steps: [
      .init(
        leftOut: .init(
          title: "Left out", count: 41,
          lines: ["autologous: 22", "Wharton's jelly: 19", "of these, not known: 3"]),
        remaining: .init(title: "Kellgren-Lawrence grade II or III", count: 171)),
      .init(
        leftOut: .init(title: "Left out", count: 0),
        remaining: .init(title: "No active infection or recent cancer", count: 171)),
      .init(
        leftOut: .init(
          title: "Left out", count: 21, lines: ["autologous: 12", "Wharton's jelly: 9"]),
        remaining: .init(title: "Time and event known", count: 150)),
    ],
    arms: [
      .init(
        box: .init(title: "autologous", count: 80, lines: ["analysed"]),
        followUp: [
          .init(title: "12 months", count: 71, lines: ["lost to follow-up: 9"]),
          .init(title: "24 months", count: 60),
        ]),
      .init(
        box: .init(title: "Wharton's jelly", count: 70, lines: ["analysed"]),
        followUp: [.init(title: "12 months", count: 66)]),
    ])

  static let threeArms = FlowDiagram(
    id: "flow-three", title: "Long words", description: "Three arms and long reasons.",
    start: .init(title: "Rows", count: 12_345),
    steps: [
      .init(
        leftOut: .init(
          title: "Left out", count: 345,
          lines: [
            "did not complete at least three months of physiotherapy, weight optimisation and "
              + "anti-inflammatory drugs before the injection: 300",
            "Hüftgelenksersatzoperationsaufklärungsgesprächsterminvereinbarungsbestätigung: 45",
          ]),
        remaining: .init(
          title: "conservative care of at least three months has failed, as the notes say",
          count: 12_000
        ))
    ],
    arms: [
      .init(box: .init(title: "Autologous bone-marrow aspirate concentrate", count: 4000)),
      .init(box: .init(title: "Wharton's jelly", count: 4000)),
      .init(box: .init(title: "Adipose <tissue> & \"fat\"", count: 4000)),
    ])

  static let twelveSteps = FlowDiagram(
    id: "flow-twelve", title: "Twelve steps", description: "Nobody is left out.",
    start: .init(title: "Rows in the file", count: 43),
    steps: (1...12).map {
      .init(
        leftOut: .init(title: "Left out", count: 0),
        remaining: .init(title: "Condition \($0)", count: 43))
    })

  static let diagrams = [twoArms, threeArms, twelveSteps]

  @Test(arguments: [
    (0, "flow-two-arms.svg"), (1, "flow-three-arms.svg"), (2, "flow-twelve-steps.svg"),
  ])
  func picturesAreAsReviewed(_ which: Int, _ name: String) throws {
    try Golden.expect(FlowDiagramRenderer().render(Self.diagrams[which]), matches: name)
  }

  /// The boxes of a picture with their text.
  private struct Reading {
    var frames: [(x: Double, y: Double, width: Double, height: Double)] = []
    var texts: [(words: String, x: Double, y: Double, isMiddle: Bool, isBold: Bool, box: Int)] = []

    init(_ svg: String) throws {
      let document = try XMLReader.read(svg)
      for (index, group) in document.enumerated() {
        for element in group {
          func number(_ key: String) -> Double { Double(element.attributes[key] ?? "") ?? .nan }
          if element.name == "rect", element.attributes["rx"] != nil {
            frames.append((number("x"), number("y"), number("width"), number("height")))
          }
          if element.name == "text" {
            texts.append(
              (
                element.text, number("x"), number("y"), element.attributes["text-anchor"] != nil,
                element.attributes["font-weight"] != nil, index
              ))
          }
        }
      }
    }
  }

  @Test(arguments: 0..<3, [320.0, 640, 900]) func noTextLeavesItsBox(
    _ which: Int, _ width: Double
  ) throws {
    let diagram = Self.diagrams[which]
    let svg = FlowDiagramRenderer(style: SVGStyle(width: width)).render(diagram)
    let picture = try Reading(svg)
    let room = try TextBoxes(svg).width
    let followUp = diagram.arms.map { $0.followUp.count + 1 }.reduce(0, +)
    #expect(picture.frames.count == 1 + 2 * diagram.steps.count + followUp)
    let metrics = TextMetrics(size: 13)
    for text in picture.texts {
      let frame = picture.frames[text.box]
      let length = metrics.width(text.words)
      let left = text.isMiddle ? text.x - length / 2 : text.x
      #expect(left >= frame.x, "\(text.words)")
      #expect(left + length <= frame.x + frame.width, "\(text.words)")
      #expect(text.y - 13 >= frame.y && text.y + 4 <= frame.y + frame.height, "\(text.words)")
    }
    for (index, a) in picture.frames.enumerated() {
      #expect(a.x >= 0 && a.x + a.width <= room)
      for b in picture.frames[(index + 1)...] {
        let apart =
          a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y
          || b.y + b.height <= a.y
        #expect(apart, "two boxes overlap")
      }
    }
  }

  /// The arrow to an arm that stands alone goes straight down.
  @Test func aSingleArmStandsBelow() throws {
    var diagram = Self.twoArms
    diagram.arms = Array(diagram.arms.prefix(1))
    let frames = try Reading(FlowDiagramRenderer().render(diagram)).frames
    let last = frames[2 * diagram.steps.count]
    let arm = frames[2 * diagram.steps.count + 1]
    #expect(arm.y > last.y && arm.x + arm.width / 2 == last.x + last.width / 2)
  }

  @Test func everyWordAndCountIsThere() throws {
    let picture = try Reading(FlowDiagramRenderer().render(Self.threeArms))
    let words = picture.texts.map(\.words).joined(separator: " ")
    #expect(words.contains("Adipose <tissue> & \"fat\""))
    #expect(words.replacing(" ", with: "").contains("terminvereinbarungsbestätigung:45"))
    #expect(picture.texts.count { $0.words.contains("n\u{A0}=\u{A0}") } == 6)
  }

  @Test func aScreenReaderIsToldAndThePageMayBeDark() throws {
    let svg = FlowDiagramRenderer().render(Self.twoArms)
    let picture = try Picture(svg)
    #expect(picture.title == "Who was analysed")
    #expect(picture.root["aria-labelledby"] == "fig-flow-title fig-flow-desc")
    #expect(svg.contains("Of 212 hips 150 were analysed."))
    #expect(svg.contains("<rect fill=\"#FFFFFF\""))
    #expect(svg == FlowDiagramRenderer().render(Self.twoArms))
  }

  @Test func aDiagramWithoutStepsIsOneBox() throws {
    let diagram = FlowDiagram(
      id: "x", title: "", description: "", start: .init(title: "", count: 0), steps: [])
    #expect(try Reading(FlowDiagramRenderer().render(diagram)).frames.count == 1)
  }
}
