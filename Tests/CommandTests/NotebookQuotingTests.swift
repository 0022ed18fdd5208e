import Foundation
import Testing

/// What prose takes from an output, and how an output stands in a page.
@Suite struct NotebookQuotingTests {
  private static let page = """
    ## Arms

    ```cohort {#model}
    lm hips.csv 'age ~ (arm == "own")'
    ```

    Own cells: <!-- cohort:value model tbl-coefficients 'arm=="own"' "P" -->?<!-- /cohort:value -->.

    ```cohort {#who}
    describe hips.csv --by arm
    ```

    Age: <!-- cohort:value who tbl-baseline "age" "Everybody" -->?<!-- /cohort:value -->, median
    of <!-- cohort:value who tbl-baseline "age" "median" "Everybody" -->?<!-- /cohort:value -->.

    """

  @Test func `labels may hold quotes, and a group's own row goes before those below it`() throws {
    let home = try Scratch()
    try home.file("hips.csv", "arm,age\nown,50\nown,60\ndonor,70\ndonor,62\ndonor,64\n")
    try home.file("page.md", Self.page)
    let run = try home.run("notebook", "run", "page.md")
    #expect(run.exitCode == 0, "\(run.errors)")
    let written = home.folder.appendingPathComponent("page.md")
    let text = try String(contentsOf: written, encoding: .utf8)
    #expect(text.contains("'arm==\"own\"' \"P\" -->0.12<!--"), "\(text)")
    #expect(text.contains("\"age\" \"Everybody\" -->61.2 (7.3)<!--"), "\(text)")
    #expect(text.contains("\"median\" \"Everybody\" -->62.0 (60.0 – 64.0)<!--"), "\(text)")
    // The headings of an output stand below those of the page.
    #expect(text.contains("\n#### Linear model\n") && !text.contains("\n## Linear model\n"))
  }
}
