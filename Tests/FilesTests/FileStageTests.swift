import Files
import Foundation
import Testing

@Suite struct FileStageTests {
  /// A folder `study` with a file, beside a folder `data` with another.
  private final class Fixture {
    let root: URL
    var folder: String { root.appendingPathComponent("study").path }

    init() throws {
      root = FileManager.default.temporaryDirectory
        .appendingPathComponent("files-tests-\(UUID().uuidString)")
      for name in ["study", "data"] {
        try FileManager.default.createDirectory(
          at: root.appendingPathComponent(name), withIntermediateDirectories: true)
      }
      try write("old", "study/page.txt")
      try write("a,b\n1,2\n", "data/hips.csv")
    }

    func write(_ text: String, _ path: String) throws {
      try Data(text.utf8).write(to: root.appendingPathComponent(path))
    }

    func text(_ path: String) -> String? {
      try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    deinit { try? FileManager.default.removeItem(at: root) }
  }

  private func read(_ path: String, on stage: FileStage) -> String? {
    FileStage.$current.withValue(stage) {
      try? String(contentsOfFile: FileStage.readable(path), encoding: .utf8)
    }
  }

  private func write(_ text: String, _ path: String, on stage: FileStage) throws {
    try FileStage.$current.withValue(stage) {
      try Data(text.utf8).write(to: URL(fileURLWithPath: try FileStage.writable(path)))
    }
  }

  @Test func aTerminalHasNoStage() throws {
    #expect(FileStage.readable("/etc/hosts") == "/etc/hosts")
    #expect(try FileStage.writable("report/x.md") == "report/x.md")
  }

  @Test func onlyWhatACellWroteIsTaken() throws {
    let fixture = try Fixture()
    let stage = try FileStage(folder: fixture.folder)
    let real = fixture.folder + "/page.txt"
    #expect(FileStage.isTaken(real) && !FileStage.isTaken(fixture.folder + "/none.txt"))
    try FileStage.$current.withValue(stage) {
      #expect(!FileStage.isTaken("page.txt"))
      _ = try FileStage.writable("page.txt")
      #expect(FileStage.isTaken("./page.txt") && !FileStage.isTaken("../data/hips.csv"))
    }
  }

  @Test func whatACellWritesIsReadLaterAndNotWritten() throws {
    let fixture = try Fixture()
    let stage = try FileStage(folder: fixture.folder)
    stage.begin()
    try write("new", "page.txt", on: stage)
    #expect(read("./page.txt", on: stage) == "new")
    #expect(fixture.text("study/page.txt") == "old")
    #expect(stage.record().written == ["page.txt"])
    let changes = stage.changes(at: stage.record().written)
    #expect(changes.map(\.path) == ["page.txt"] && changes.map(\.kind) == [.changed])
    #expect(changes.first?.bytes == Array("new".utf8))
  }

  @Test func filesBesideTheFolderAreReadAndRecorded() throws {
    let fixture = try Fixture()
    let stage = try FileStage(folder: fixture.folder)
    stage.begin()
    #expect(read("../data/./hips.csv", on: stage) == "a,b\n1,2\n")
    #expect(read("absent.csv", on: stage) == nil)
    let record = stage.record()
    #expect(
      record.read == [
        .init(path: "../data/hips.csv", sha256: ContentHash.sha256("a,b\n1,2\n")),
        .init(path: "absent.csv", sha256: nil),
      ])
    stage.begin()
    #expect(stage.record().read.isEmpty)
  }

  @Test func nothingIsWrittenOutside() throws {
    let fixture = try Fixture()
    try FileManager.default.createSymbolicLink(
      at: fixture.root.appendingPathComponent("study/link"),
      withDestinationURL: fixture.root.appendingPathComponent("data"))
    let stage = try FileStage(folder: fixture.folder)
    for path in [
      "../data/new.csv", "/tmp/new.csv", "~/new.csv", "a/../../new.csv", "link/new.csv",
      "link/deep/new.csv", "..", ".", "",
    ] {
      stage.begin()
      #expect(throws: FileStageError.self, "\(path)") { try write("x", path, on: stage) }
      #expect(stage.record().refusals.map(\.path) == [path])
    }
    #expect(fixture.text("data/new.csv") == nil)
  }

  @Test func anAbsolutePathIsNotRead() throws {
    let fixture = try Fixture()
    let stage = try FileStage(folder: fixture.folder)
    stage.begin()
    #expect(read(fixture.root.appendingPathComponent("data/hips.csv").path, on: stage) == nil)
    #expect(stage.record().refusals.count == 1)
  }

  @Test func aProvidedFileIsReadAndNeverChanged() throws {
    let fixture = try Fixture()
    let stage = try FileStage(folder: fixture.folder)
    try stage.provide(Array("protocol: 1\n".utf8), at: "plan.yml")
    #expect(read("plan.yml", on: stage) == "protocol: 1\n")
    #expect(throws: FileStageError.self) { try write("x", "plan.yml", on: stage) }
    #expect(throws: FileStageError.self) { try stage.provide([], at: "page.txt") }
    #expect(stage.changes(at: stage.record().written).isEmpty)
  }

  @Test func aFolderIsComparedFileByFile() throws {
    let fixture = try Fixture()
    try FileManager.default.createDirectory(
      atPath: fixture.folder + "/report/figures", withIntermediateDirectories: true)
    try fixture.write("1", "study/report/same.txt")
    try fixture.write("1", "study/report/figures/gone.svg")
    let stage = try FileStage(folder: fixture.folder)
    stage.begin()
    try FileStage.$current.withValue(stage) {
      let place = try FileStage.writable("report")
      try FileManager.default.removeItem(atPath: place + "/figures/gone.svg")
      try Data("2".utf8).write(to: URL(fileURLWithPath: place + "/figures/new.svg"))
    }
    let changes = stage.changes(at: ["report"])
    #expect(changes.map(\.path) == ["report/figures/gone.svg", "report/figures/new.svg"])
    #expect(changes.map(\.kind) == [.gone, .new])
    let stored = stage.contents(at: ["report"])
    #expect(stored.map(\.path) == ["report/figures/new.svg", "report/same.txt"])
    let second = try FileStage(folder: fixture.folder)
    try second.restore(stored, written: ["report"])
    #expect(second.changes(at: second.record().written) == changes)
  }
}
