extension CSVParse {
  /// Finds the delimiter and the header, or says why there is no telling.
  mutating func header(of bytes: Span<UInt8>) throws(TableError) -> Header {
    let declared = Dialect.declaration(in: bytes, at: start)
    guard
      let (position, line) = Dialect.firstRecord(
        in: bytes, at: declared?.next ?? start, line: declared == nil ? 1 : 2)
    else {
      log.add(
        .error, .empty, "the file holds only blank lines", help: "check that the export succeeded")
      throw log.error
    }
    func header(_ delimiter: Delimiter) -> Header {
      Header(bytes, at: position, line: line, delimiter: delimiter)
    }
    if let delimiter = options.delimiter ?? declared?.delimiter { return header(delimiter) }
    let splitting = Dialect.candidates.map(header).filter { $0.names.count > 1 }
    switch splitting.count {
    case 0: return try oneColumn(header(.comma), bytes)
    case 1:
      noteDelimiter(splitting[0])
      return splitting[0]
    default:
      let chosen = try best(of: splitting, bytes)
      noteDelimiter(chosen)
      return chosen
    }
  }

  private mutating func noteDelimiter(_ header: Header) {
    guard header.delimiter != .comma else { return }
    log.add(
      .note, .dialect, line: header.line,
      "fields are separated by \(header.delimiter == .tab ? "tabs" : "semicolons")")
  }

  /// A file of one column, unless its lines hold something that separates.
  private mutating func oneColumn(
    _ header: Header, _ bytes: Span<UInt8>
  ) throws(TableError) -> Header {
    guard let separator = OneColumnSurvey(bytes, from: header.next).separator else { return header }
    let help =
      switch separator.delimiter {
      case .pipe?: "declare the delimiter `|`"
      case nil: "save the file with commas, semicolons or tabs between the fields"
      default: "the line with the names of the columns must come first: delete what is above it"
      }
    log.add(
      .error, .dialect, line: header.line,
      "the first line holds one column, but most lines below hold \(separator.name)", help: help)
    throw log.error
  }

  /// The delimiter under which most records have as many fields as the header; of those nearly as
  /// good, the one under which most columns are numbers or dates throughout.
  private mutating func best(
    of headers: [Header], _ bytes: Span<UInt8>
  ) throws(TableError) -> Header {
    let judged = headers.map { header in
      let plain = CSVParse(options: Self.undeclared(options), log: log, start: start)
      let built = plain.columns(header, bytes, decimal: options.decimal ?? .point)
      let faults = built.faults.tooFew.count + built.faults.tooMany.count
      let share = Double(built.rowCount) / Double(max(1, built.rowCount + faults))
      let typed = built.builders.filter { $0.kind == .number || $0.kind == .date }.count
      let vote = DecimalVote(built, with: options.decimal ?? .point)
      return (header: header, share: share, typed: typed + vote.other)
    }
    let highest = judged.map(\.share).max() ?? 0
    let close = judged.filter { $0.share >= highest - 0.1 }
    let most = close.map(\.typed).max() ?? 0
    let surviving = close.filter { $0.typed == most }
    guard surviving.count > 1 else { return surviving[0].header }
    let names = surviving.map(\.header.delimiter.name)
    log.add(
      .error, .dialect, line: headers[0].line,
      "the fields may be separated by \(names.joined(separator: " or ")): "
        + "every line can be read either way",
      help: "declare the delimiter")
    throw log.error
  }

  private static func undeclared(_ options: CSVReader.Options) -> CSVReader.Options {
    var plain = options
    plain.columns = [:]
    return plain
  }
}

/// How many columns write which decimal mark.
struct DecimalVote {
  /// Columns of numbers in which the assumed mark was found.
  private(set) var assumed = 0
  /// Columns of text that are numbers throughout with the other mark, and columns declared to hold
  /// numbers that only the other mark makes numbers.
  private(set) var other = 0

  /// Whether the other mark has more columns than the assumed one.
  var prefersOther: Bool { other > assumed }

  init(_ columns: CSVParse.Columns, with mark: DecimalMark) {
    for builder in columns.builders where builder.declaration?.decimal == nil {
      if let type = builder.declaration?.type {
        guard type == .number else { continue }
        if builder.hasDecimalMark {
          assumed += 1
        } else if builder.misfits.count > 0 {
          let found = Array(builder.misfits.found.utf8)
          let shape = TextShape(found.span, from: 0, to: found.count, decimal: mark)
          if shape == .otherDecimal { other += 1 }
        }
      } else if builder.kind == .number, builder.hasDecimalMark {
        assumed += 1
      } else if builder.kind == .text,
        LevelSurvey(builder, decimal: mark).isNumericWithOtherMark
      {
        other += 1
      }
    }
  }
}
