import Files
import Foundation
import Notebooks
import Synchronization
import Testing

@Suite struct RunCacheTests {
  static let page = """
    ```cohort {#a}
    write made.txt one two
    ```

    ```cohort {#b}
    show made.txt data.csv
    ```
    """

  /// Runs with a cache; how many commands were really run.
  func commandsRun(_ scratch: NotebookScratch, cache: String) throws -> Int {
    let counter = Mutex(0)
    let program = NotebookScratch.program
    try scratch.run(
      cache: cache,
      program: { words, stage in
        counter.withLock { $0 += 1 }
        return program(words, stage)
      })
    return counter.withLock { $0 }
  }

  @Test func `a run repeats only what has changed`() throws {
    let scratch = try NotebookScratch(Self.page, files: ["data.csv": "1\n"])
    let store = try NotebookScratch()
    let cache = store.folder.appendingPathComponent("below/cache").path
    #expect(try commandsRun(scratch, cache: cache) == 2)
    #expect(try commandsRun(scratch, cache: cache) == 0)
    #expect(try scratch.check().code == .clean)
    try scratch.write("2\n", to: "data.csv")
    #expect(try commandsRun(scratch, cache: cache) == 1)
    #expect(scratch.text.contains("\ntwo2\n"))
    try scratch.write(scratch.text.replacing("one two", with: "one three"), to: "page.md")
    #expect(try commandsRun(scratch, cache: cache) == 2)
    #expect(scratch.read("made.txt") == "one\nthree")
  }

  @Test func `files come back from the cache`() throws {
    let scratch = try NotebookScratch(Self.page, files: ["data.csv": "1\n"])
    let store = try NotebookScratch()
    let cache = store.folder.appendingPathComponent("cache").path
    _ = try commandsRun(scratch, cache: cache)
    try FileManager.default.removeItem(at: scratch.folder.appendingPathComponent("made.txt"))
    #expect(try commandsRun(scratch, cache: cache) == 0)
    #expect(scratch.read("made.txt") == "one\ntwo")
  }

  @Test func `a damaged entry is as good as none`() throws {
    let scratch = try NotebookScratch(Self.page, files: ["data.csv": "1\n"])
    let store = try NotebookScratch()
    let cache = store.folder.appendingPathComponent("cache").path
    _ = try commandsRun(scratch, cache: cache)
    for name in try FileManager.default.contentsOfDirectory(atPath: cache) {
      try Data("{\"format\": 99}".utf8).write(to: URL(fileURLWithPath: cache + "/" + name))
    }
    #expect(try commandsRun(scratch, cache: cache) == 2)
  }

  @Test func `a folder that cannot be made is done without`() throws {
    let scratch = try NotebookScratch(Self.page, files: ["data.csv": "1\n"])
    #expect(try commandsRun(scratch, cache: scratch.path + "/cache") == 2)
  }
}
