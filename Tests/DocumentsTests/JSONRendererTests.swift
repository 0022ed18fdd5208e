import Documents
import Foundation
import Testing

@Suite struct JSONRendererTests {
  @Test func layout() {
    let value: JSONValue = [
      "zulu": 1, "alpha": [1, 2.5, nil, true, "x"], "empty": [], "nothing": [:],
      "rows": [["n": 3], ["n": 4.0]],
    ]
    #expect(
      JSONRenderer().render(value) == """
        {
          "zulu": 1,
          "alpha": [1, 2.5, null, true, "x"],
          "empty": [],
          "nothing": {},
          "rows": [
            {
              "n": 3
            },
            {
              "n": 4
            }
          ]
        }

        """)
    #expect(value["zulu"] == .integer(1))
    #expect(value["rows"]?["n"] == nil)
  }

  @Test func longArraysTakeALineForEachElement() {
    let text = JSONRenderer(lineLength: 12).render([100, 200, 300])
    #expect(text == "[\n  100,\n  200,\n  300\n]\n")
    #expect(JSONRenderer(lineLength: 15).render([100, 200, 300]) == "[100, 200, 300]\n")
  }

  @Test(arguments: [
    (0.1, "0.1"), (1, "1"), (-0.0, "0"), (1e21, "1e+21"), (1e-7, "1e-07"), (-2.5, "-2.5"),
    (.nan, "null"), (.infinity, "null"), (-.infinity, "null"),
    (9007199254740992, "9007199254740992.0"),
    (9007199254740991, "9007199254740991"), (.leastNonzeroMagnitude, "5e-324"),
  ])
  func numbers(_ value: Double, _ expected: String) {
    #expect(JSONRenderer().render(.number(value)) == expected + "\n")
  }

  @Test func textIsEscaped() {
    let text = "\"\\/\u{08}\u{0C}\n\r\t\u{01}\u{1F}\u{7F}\u{2028}\u{2029}é中😀"
    let expected =
      #""\"\\/\b\f\n\r\t\u0001\u001f\u007f\u2028\u2029é中😀""# + "\n"
    #expect(JSONRenderer().render(.string(text)) == expected)
  }

  @Test func nastyTextComesBack() throws {
    var nasty = NastyText(seed: 41)
    let texts = (0..<500).map { _ in nasty.next() }
    let object = JSONValue.object(
      texts.enumerated().map { .init("\($0.offset) " + $0.element, .string($0.element)) })
    let bytes = JSONRenderer().bytes(["object": object, "list": .strings(texts)])
    let read = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let list = try #require(read["list"] as? [String])
    for (found, text) in zip(list, texts) {
      #expect(Array(found.unicodeScalars) == Array(text.unicodeScalars))
    }
    #expect(list.count == texts.count)
    #expect((read["object"] as? [String: String])?.count == texts.count)
  }

  @Test func numbersComeBackExactly() throws {
    var generator = SeededGenerator(seed: 5)
    let values = (0..<2000).map { _ -> Double in
      let bits = Double(bitPattern: generator.next())
      return bits.isFinite ? bits : 1.5
    }
    let text = JSONRenderer().render(.numbers(values))
    let fields = text.split { "[], \n".contains($0) }
    #expect(fields.count == values.count)
    #expect(zip(fields, values).allSatisfy { Double($0) == $1 })
  }

  /// A million numbers are written in time proportional to their count: were it otherwise, this test
  /// would not end.
  @Test func aMillionNumbers() {
    let values = (0..<1_000_000).map { Double($0) / 8 }
    let bytes = JSONRenderer().bytes(["values": .numbers(values)])
    #expect(bytes.count > 10_000_000)
    #expect(bytes.last == UInt8(ascii: "\n"))
  }
}
