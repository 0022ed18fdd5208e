import Foundation
import Tables
import Testing

@Suite("Files on disk")
struct InputFileTests {
  /// Runs `body` with a folder that is removed afterwards.
  static func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("tables-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  static func error(_ path: String) -> TableError? {
    do throws(TableError) {
      _ = try CSVReader.read(path: path)
      return nil
    } catch {
      return error
    }
  }

  @Test("A file is read in place")
  func file() throws {
    try Self.withFolder { folder in
      let path = folder + "/a.csv"
      try Data("a,b\n1,x\n".utf8).write(to: URL(fileURLWithPath: path))
      let table = try CSVReader.read(path: path)
      #expect(table.source == path)
      #expect(numbers(table, "a") == [1])
    }
  }

  @Test("What is missing or no file is unreadable; what is empty is not")
  func unreadable() throws {
    try Self.withFolder { folder in
      let missing = try #require(Self.error(folder + "/none.csv"))
      #expect(missing.isUnreadable)
      #expect(missing.problems.map(\.message) == ["\(folder)/none.csv does not exist"])
      let directory = try #require(Self.error(folder))
      #expect(directory.isUnreadable)
      #expect(directory.problems.map(\.message) == ["\(folder) is a directory, not a file"])
      let device = try #require(Self.error("/dev/null"))
      #expect(device.isUnreadable)
      #expect(device.problems.map(\.message) == ["/dev/null is a pipe or a device, not a file"])
      try Data().write(to: URL(fileURLWithPath: folder + "/empty.csv"))
      let empty = try #require(Self.error(folder + "/empty.csv"))
      #expect(!empty.isUnreadable)
      #expect(empty.problems.map(\.message) == ["the file is empty"])
    }
  }
}
