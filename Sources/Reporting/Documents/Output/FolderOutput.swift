import Foundation

/// Writes a folder of files whole or not at all.
public struct FolderOutput: Sendable {
  /// A file below the folder.
  public struct File: Sendable, Hashable {
    /// The path below the folder, with `/` between folders.
    public let path: String
    /// The contents.
    public let bytes: [UInt8]

    /// Names a file and its contents.
    public init(path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }

  /// The folder, where a symbolic link leads.
  public let target: String
  private let given: String
  private var files: FileManager { .default }

  /// Names a folder, which need not be there.
  ///
  /// - Throws: ``FileOutputError`` where a notebook may not write there.
  public init(_ path: String) throws(FileOutputError) {
    given = path
    var name = path
    while name.count > 1, name.hasSuffix("/") { name.removeLast() }
    target = AtomicFile.resolved(try FileOutput.staged(name))
  }

  /// Whether a folder is there.
  public var isFolder: Bool {
    let type = try? files.attributesOfItem(atPath: target)[.type] as? FileAttributeType
    return type == .typeDirectory
  }

  /// Puts files in the place of what the folder holds.
  ///
  /// The files are written to a new folder beside it, which then takes its name in one step: whoever
  /// looks sees the old files or the new ones, never a mixture, and a run that is stopped leaves the
  /// old ones. Permissions stay as they were, and so does whatever is not among `owned`.
  ///
  /// A folder that cannot change its name (the one the program runs in, a mounted one, one in a
  /// folder that cannot be written) gets its files one by one in their order, each whole.
  ///
  /// - Parameters:
  ///   - contents: The new files.
  ///   - owned: The paths of earlier files, which vanish unless they are written anew.
  public func replace(with contents: [File], owned: Set<String>) throws(FileOutputError) {
    guard !isAroundWorkingFolder, let temporary = try makeBeside() else {
      return try replaceInPlace(with: contents, owned: owned)
    }
    do throws(FileOutputError) {
      let there = entries(of: target)
      for file in contents {
        try FileOutput.write(file.bytes, to: temporary + "/" + file.path, createsFolders: true)
        if there.contains(file.path) { copyMode(of: file.path, into: temporary) }
      }
      try keep(there, except: owned.union(contents.map(\.path)), in: temporary)
      copyMode(of: "", into: temporary)
    } catch {
      try? files.removeItem(atPath: temporary)
      throw error
    }
    guard let code = swap(with: temporary) else { return }
    try? files.removeItem(atPath: temporary)
    guard files.fileExists(atPath: target) else { throw failure(.rename, code) }
    try replaceInPlace(with: contents, owned: owned)
  }

  /// Whether the program runs in the folder or below it, where the name would lose its place.
  private var isAroundWorkingFolder: Bool {
    let here = AtomicFile.resolved(files.currentDirectoryPath)
    return here == target || here.hasPrefix(target + "/") || target == "."
  }

  private func failure(_ step: FileOutputError.Step, _ code: Int32) -> FileOutputError {
    FileOutputError(path: given, step: step, reason: FolderSwap.reason(code))
  }

  /// A new empty folder beside the target; nil where none can be made beside a folder that is there.
  private func makeBeside() throws(FileOutputError) -> String? {
    let parent = FileOutput.folder(of: target) ?? "."
    let isThere = files.fileExists(atPath: target)
    if !isThere { try FileOutput.createFolder(parent) }
    let name = target.split(separator: "/").last.map(String.init) ?? "folder"
    for attempt in 0..<1000 {
      let path =
        "\(parent)/.\(name).writing-\(ProcessInfo.processInfo.processIdentifier)-\(attempt)"
      guard !files.fileExists(atPath: path) else { continue }
      do {
        try files.createDirectory(atPath: path, withIntermediateDirectories: false)
        return path
      } catch {
        if isThere { return nil }
        throw FileOutputError(
          path: given, step: .createFolder, reason: (error as NSError).localizedDescription)
      }
    }
    return nil
  }

  /// Puts the new folder in the place of the old one and removes the old one; the code if it fails.
  private func swap(with temporary: String) -> Int32? {
    guard files.fileExists(atPath: target) else {
      return FolderSwap.rename(temporary, to: target)
    }
    guard let code = FolderSwap.exchange(temporary, target) else {
      try? files.removeItem(atPath: temporary)
      return nil
    }
    guard FolderSwap.isUnsupported(code) else { return code }
    // Without the call there is an instant with no folder, and still no mixture.
    let old = temporary + ".old"
    if let code = FolderSwap.rename(target, to: old) { return code }
    if let code = FolderSwap.rename(temporary, to: target) {
      _ = FolderSwap.rename(old, to: target)
      return code
    }
    try? files.removeItem(atPath: old)
    return nil
  }

  /// Every path below a folder, none for one that is not there.
  private func entries(of folder: String) -> Set<String> {
    Set((try? files.subpathsOfDirectory(atPath: folder)) ?? [])
  }

  private func copyMode(of path: String, into folder: String) {
    let old = path.isEmpty ? target : target + "/" + path
    let new = path.isEmpty ? folder : folder + "/" + path
    guard let mode = try? files.attributesOfItem(atPath: old)[.posixPermissions] else { return }
    try? files.setAttributes([.posixPermissions: mode], ofItemAtPath: new)
  }

  /// Carries over what is not of this program's making: files under second names, links as links.
  private func keep(
    _ paths: Set<String>, except owned: Set<String>, in folder: String
  ) throws(FileOutputError) {
    let ownFolders = Set(owned.flatMap(Self.folders))
    for path in paths.subtracting(owned).subtracting(ownFolders).sorted() {
      let (old, new) = (target + "/" + path, folder + "/" + path)
      let type = try? files.attributesOfItem(atPath: old)[.type] as? FileAttributeType
      do {
        if type == .typeDirectory {
          try files.createDirectory(atPath: new, withIntermediateDirectories: true)
          copyMode(of: path, into: folder)
          continue
        }
        let parent = FileOutput.folder(of: new) ?? folder
        try files.createDirectory(atPath: parent, withIntermediateDirectories: true)
        if type == .typeSymbolicLink {
          let destination = try files.destinationOfSymbolicLink(atPath: old)
          try files.createSymbolicLink(atPath: new, withDestinationPath: destination)
        } else if FolderSwap.link(old, to: new) != nil {
          try files.copyItem(atPath: old, toPath: new)
        }
      } catch {
        throw FileOutputError(
          path: old, step: .write, reason: (error as NSError).localizedDescription)
      }
    }
  }

  /// The folders above a path: `a/b/c` has `a` and `a/b`.
  private static func folders(above path: String) -> [String] {
    let parts = path.split(separator: "/").dropLast()
    return parts.indices.map { parts[...$0].joined(separator: "/") }
  }

  private func replaceInPlace(
    with contents: [File], owned: Set<String>
  ) throws(FileOutputError) {
    let there = entries(of: target)
    for file in contents {
      try FileOutput.write(file.bytes, to: target + "/" + file.path, createsFolders: true)
    }
    let stale = owned.subtracting(contents.map(\.path)).intersection(there)
    for path in stale { try? files.removeItem(atPath: target + "/" + path) }
    for folder in Set(stale.flatMap(Self.folders)).sorted(by: >)
    where (try? files.contentsOfDirectory(atPath: target + "/" + folder))?.isEmpty == true {
      try? files.removeItem(atPath: target + "/" + folder)
    }
  }
}
