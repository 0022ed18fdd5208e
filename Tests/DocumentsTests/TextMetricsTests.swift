import Documents
import Testing

@Suite struct TextMetricsTests {
  let metrics = TextMetrics(size: 10)

  /// Digits are 556 thousandths wide in Helvetica's published metrics.
  @Test func widths() {
    #expect(abs(metrics.width("12345") - 5 * 5.56 * 1.12) < 1e-9)
    #expect(metrics.width("") == 0)
    #expect(metrics.width("中") > metrics.width("W"))
    #expect(metrics.width("e\u{0301}") == 6 * 1.12)
  }

  @Test func longTextIsCutWithAnEllipsis() {
    #expect(metrics.truncated("Autologous", to: 100) == "Autologous")
    let cut = metrics.truncated("Autologous bone marrow", to: 60)
    #expect(cut == "Autologo\u{2026}")
    #expect(metrics.width(cut) <= 60)
    #expect(metrics.wrapped("one two three", to: 45, lines: 3) == ["one two", "three"])
    let lines = metrics.wrapped("one two three four five six", to: 45, lines: 2)
    #expect(lines.count == 2 && lines[1].hasSuffix("\u{2026}"))
    let broken = metrics.wrapped("Immunocompromised", to: 40, lines: 5)
    #expect(broken.count > 2 && broken.joined() == "Immunocompromised")
    #expect(metrics.wrapped("Immunocompromised", to: 40, lines: 1).count == 1)
    #expect(metrics.wrapped("", to: 40, lines: 2) == [])
  }
}
