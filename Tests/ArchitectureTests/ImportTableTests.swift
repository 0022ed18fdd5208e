import Testing

@Suite struct ImportTableTests {
  static let system: Set<String> = [
    "Dispatch", "Foundation", "FoundationXML", "Glibc", "Synchronization",
  ]
  static let external: [String: Set<String>] = [
    "Files": ["Crypto"], "Analyses": ["Yams"], "cohort": ["ArgumentParser"],
  ]

  @Test func everyRoomOfTheTableHasSources() throws {
    let found = Set(try SourceTree.sources().map(\.room))
    #expect(Set(try SourceTree.rooms().map(\.name)) == found)
  }

  @Test func filesImportOnlyWhatTheTableAllows() throws {
    let rooms = Dictionary(
      uniqueKeysWithValues: try SourceTree.rooms().map { ($0.name, Set($0.imports)) })
    for file in try SourceTree.sources() {
      let allowed = (rooms[file.room] ?? []).union(Self.system)
        .union(Self.external[file.room] ?? [])
      for module in file.imports {
        #expect(allowed.contains(module), "\(file.path) imports \(module)")
      }
    }
  }

  @Test func everyImportOfTheTableIsUsed() throws {
    let files = try SourceTree.sources()
    for room in try SourceTree.rooms() {
      let used = Set(files.filter { $0.room == room.name }.flatMap(\.imports))
      for module in room.imports {
        #expect(used.contains(module), "\(room.name) declares \(module) and does not import it")
      }
    }
  }

  @Test func floorsOnlyLookDown() throws {
    let rooms = try SourceTree.rooms()
    let order = ["Numerics", "Study", "Reporting", ""]
    let floors = Dictionary(uniqueKeysWithValues: rooms.map { ($0.name, $0.floor) })
    for (index, room) in rooms.enumerated() {
      for module in room.imports where floors[module] != nil {
        let above = rooms.firstIndex { $0.name == module } ?? index
        #expect(above < index, "\(room.name) imports \(module), which stands above it")
        let own = order.firstIndex(of: room.floor) ?? 0
        let other = order.firstIndex(of: floors[module] ?? "") ?? 0
        #expect(other <= own)
      }
    }
  }

  @Test func numericsKnowNoFoundation() throws {
    for file in try SourceTree.sources() where file.path.hasPrefix("Sources/Numerics/") {
      #expect(!file.imports.contains("Foundation"), "\(file.path) imports Foundation")
    }
  }

  @Test func eachForeignModuleHasOneImporter() throws {
    let files = try SourceTree.sources()
    let foreign = [
      "CLAPACK", "CBoostMath", "CKernels", "CGLPK", "CMarkGFM", "Yams", "Crypto",
      "ArgumentParser",
    ]
    for module in foreign {
      let importers = Set(files.filter { $0.imports.contains(module) }.map(\.room))
      #expect(importers.count == 1, "\(module) is imported by \(importers.sorted())")
    }
  }
}
