import Notebooks
import Testing

@Suite struct UnifiedDiffTests {
  @Test func `equal texts have no difference`() {
    #expect(UnifiedDiff.text("a\nb", "a\nb", oldName: "x", newName: "y").isEmpty)
  }

  /// As `diff -u` prints it.
  @Test func `a changed line stands between three lines of either side`() {
    let old = (1...12).map(String.init).joined(separator: "\n")
    let new = old.replacing("6", with: "six")
    #expect(
      UnifiedDiff.text(old, new, oldName: "old", newName: "new")
        == """
        --- old
        +++ new
        @@ -3,7 +3,7 @@
         3
         4
         5
        -6
        +six
         7
         8
         9
        """)
  }

  @Test func `far changes have hunks of their own, numbered from the first line of the text`() {
    let old = (1...20).map(String.init).joined(separator: "\n")
    let new = "0\n" + old.replacing("\n20", with: "")
    let text = UnifiedDiff.text(old, new, oldName: "old", newName: "new", firstLine: 101)
    #expect(text.contains("@@ -101,3 +101,4 @@\n+0\n 1\n 2\n 3\n@@ -117,4 +118,3 @@\n"))
    #expect(text.hasSuffix("\n 19\n-20"))
  }

  @Test func `letters that look alike and are not are a difference`() {
    #expect(!UnifiedDiff.text("\u{E9}", "e\u{301}", oldName: "", newName: "").isEmpty)
  }
}
