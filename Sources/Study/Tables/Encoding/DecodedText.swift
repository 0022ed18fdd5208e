/// The bytes of a text file as UTF-8: in place where they are UTF-8 already, transcoded otherwise.
struct DecodedText {
  /// Where the text starts in the bytes given, after a byte-order mark.
  var start = 0
  /// The text, when the bytes given were in another encoding.
  var transcoded: [UInt8]?

  init(_ bytes: Span<UInt8>, log: inout ProblemLog) throws(TableError) {
    guard !bytes.isEmpty else {
      log.add(.error, .empty, "the file is empty", help: "check that the export succeeded")
      throw log.error
    }
    if let signature = FileSignature.recognised(in: bytes) {
      log.add(.error, .binary, "this is \(signature.name), not a CSV file", help: signature.help)
      throw log.error
    }
    let survey = ByteSurvey(bytes)
    if let width = WideEncoding.detected(in: bytes, survey: survey) {
      transcoded = width.decoded(bytes)
      log.add(
        .note, .encoding,
        "the file is in \(width.name)"
          + (width.hasMark ? "" : " (no byte-order mark; told by its zero bytes)")
          + ", and was read as such")
      return
    }
    if let zero = survey.firstZero {
      log.add(
        .error, .binary, line: lineNumber(of: zero, in: bytes),
        "the file holds NUL bytes, which no text does",
        help: "it is damaged or not a text file: export it again as CSV in UTF-8",
        count: survey.zeroCount)
      throw log.error
    }
    if survey.isASCII { return }
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { start = 3 }
    guard let invalid = firstInvalid(in: bytes) else {
      if start > 0 { log.add(.note, .encoding, "the file is in UTF-8 with a byte-order mark") }
      return
    }
    transcoded = windows1252Decoded(bytes.extracting(start..<bytes.count))
    start = 0
    log.add(
      .note, .encoding, line: lineNumber(of: invalid, in: bytes),
      "the file is not valid UTF-8 from this line on, and was read as Windows-1252",
      help: "look at the accented letters; save as `CSV UTF-8` to be sure")
  }

  private func firstInvalid(in bytes: Span<UInt8>) -> Int? {
    do {
      _ = try UTF8Span(validating: bytes)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }
}

/// The line, counted from one, on which a byte stands.
func lineNumber(of offset: Int, in bytes: Span<UInt8>) -> Int {
  var line = 1
  var index = 0
  while index < min(offset, bytes.count) {
    if bytes[index] == 0x0A {
      line += 1
    } else if bytes[index] == 0x0D, index + 1 >= bytes.count || bytes[index + 1] != 0x0A {
      line += 1
    }
    index += 1
  }
  return line
}

/// What one pass over all bytes tells about their encoding.
struct ByteSurvey {
  private(set) var isASCII = true
  private(set) var firstZero: Int?
  private(set) var zeroCount = 0

  init(_ bytes: Span<UInt8>) {
    var tops: UInt64 = 0
    var zeros: UInt64 = 0
    var index = 0
    while index + 8 <= bytes.count {
      let word = bytes.word(at: index)
      tops |= word
      zeros |= Word.equal(word, 0)
      index += 8
    }
    while index < bytes.count {
      tops |= UInt64(bytes[index])
      if bytes[index] == 0 { zeros = 1 }
      index += 1
    }
    isASCII = tops & Word.tops == 0
    if zeros != 0 { countZeros(bytes) }
  }

  private mutating func countZeros(_ bytes: Span<UInt8>) {
    for index in bytes.indices where bytes[index] == 0 {
      if firstZero == nil { firstZero = index }
      zeroCount += 1
    }
  }
}
