import Documents
import Foundation
import Testing

@Suite struct FileOutputTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("cohort-output-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    try body(url.path)
  }

  private func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  @Test func writesAndReplaces() throws {
    try withFolder { folder in
      let path = folder + "/report.md"
      try FileOutput.write("one\n", to: path)
      try FileOutput.write("two\n", to: path)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "two\n")
      try FileOutput.write([], to: path)
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)).isEmpty)
      #expect(try names(in: folder) == ["report.md"])
    }
  }

  @Test func makesFoldersOnRequest() throws {
    try withFolder { folder in
      let path = folder + "/a/b/c.json"
      let failure = #expect(throws: FileOutputError.self) {
        try FileOutput.write("x", to: path)
      }
      #expect(failure?.path == path)
      #expect(failure?.step == .open)
      #expect(failure?.reason == "No such file or directory")
      try FileOutput.write("x", to: path, createsFolders: true)
      try FileOutput.write("y", to: path, createsFolders: true)
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "y")
    }
  }

  @Test func leavesNothingBehindAfterAFailure() throws {
    try withFolder { folder in
      let taken = folder + "/taken"
      try FileManager.default.createDirectory(
        atPath: taken, withIntermediateDirectories: false)
      #expect(throws: FileOutputError.self) { try FileOutput.write("x", to: taken) }
      #expect(throws: FileOutputError.self) { try FileOutput.write("x", to: taken + "/") }
      #expect(throws: FileOutputError.self) { try FileOutput.write("x", to: "") }
      try FileOutput.write("x", to: folder + "/file")
      #expect(throws: FileOutputError.self) {
        try FileOutput.write("x", to: folder + "/file/below", createsFolders: true)
      }
      #expect(try names(in: folder) == ["file", "taken"])
      #expect(try names(in: taken).isEmpty)
    }
  }

  @Test func followsLinksAndKeepsPermissions() throws {
    try withFolder { folder in
      let path = folder + "/real.csv"
      let link = folder + "/link.csv"
      try FileOutput.write("old", to: path)
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "real.csv")
      try FileOutput.write("new", to: link)
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "real.csv")
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o640)
    }
  }

  @Test func devicesAreWrittenTo() throws {
    try FileOutput.write("x", to: "/dev/null")
    #expect(FileManager.default.fileExists(atPath: "/dev/null"))
    let failure = #expect(throws: FileOutputError.self) {
      try FileOutput.write("x", to: "/dev/full")
    }
    #expect(failure?.step == .write)
    #expect(failure?.description.contains("'/dev/full': No space left on device") == true)
  }
}
