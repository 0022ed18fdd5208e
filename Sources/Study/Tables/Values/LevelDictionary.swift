/// The distinct texts of a column, numbered in the order they came.
///
/// An open-addressing hash table over bytes: short texts are compared as one word, longer ones
/// against a copy kept in one array for all; no `String` is made before the end.
struct LevelDictionary {
  private struct Entry {
    /// The first eight bytes, padded with zeros.
    let prefix: UInt64
    let offset: Int
    let length: Int
  }

  private struct Slot {
    var code: Int32 = -1
    var tag: UInt32 = 0
  }

  private var slots: [Slot]
  private var entries: [Entry] = []
  private var texts: [UInt8] = []

  init() { slots = [Slot](repeating: Slot(), count: 64) }

  var count: Int { entries.count }

  /// The number of the text from `start` up to `end`, new or known; nil when there are more
  /// distinct texts than 32 bits count.
  @inline(__always)
  mutating func code(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int32? {
    let length = end - start
    let prefix = Self.prefix(bytes, from: start, length: length)
    var hash = (prefix ^ (UInt64(truncatingIfNeeded: length) &* 0x8BB8_4B93_962E_ACC9))
    if length > 8 { hash = Self.hash(hash, rest: bytes, from: start + 8, to: end) }
    hash = Self.mixed(hash)
    let mask = slots.count &- 1
    let tag = UInt32(truncatingIfNeeded: hash >> 32)
    var place = Int(truncatingIfNeeded: hash) & mask
    while true {
      let slot = slots[place]
      if slot.code < 0 { break }
      if slot.tag == tag {
        let entry = entries[Int(slot.code)]
        if entry.prefix == prefix, entry.length == length,
          length <= 8 || holds(entry, bytes, from: start)
        {
          return slot.code
        }
      }
      place = (place &+ 1) & mask
    }
    return insert(
      Entry(prefix: prefix, offset: texts.count, length: length), tag: tag, at: place,
      bytes.extracting(start..<end))
  }

  /// The texts, by number.
  func text(_ code: Int) -> String {
    let entry = entries[code]
    return String(decoding: texts[entry.offset..<entry.offset + entry.length], as: UTF8.self)
  }

  /// Where the bytes of a text stand in `allBytes`.
  func range(_ code: Int) -> Range<Int> {
    entries[code].offset..<entries[code].offset + entries[code].length
  }

  /// The bytes of all texts, one after the other.
  var allBytes: [UInt8] { texts }

  /// The numbers in the byte order of their texts.
  func sorted(_ codes: [Int32]) -> [Int32] {
    var isSorted = true
    for index in codes.indices.dropFirst() where precedes(codes[index], codes[index - 1]) {
      isSorted = false
      break
    }
    if isSorted { return codes }
    return codes.sorted { precedes($0, $1) }
  }

  private func precedes(_ first: Int32, _ second: Int32) -> Bool {
    let (a, b) = (entries[Int(first)], entries[Int(second)])
    if a.prefix != b.prefix { return a.prefix.byteSwapped < b.prefix.byteSwapped }
    let shared = min(a.length, b.length)
    var index = 8
    while index < shared {
      let (x, y) = (texts[a.offset + index], texts[b.offset + index])
      if x != y { return x < y }
      index += 1
    }
    return a.length < b.length
  }

  private func holds(_ entry: Entry, _ bytes: Span<UInt8>, from start: Int) -> Bool {
    for index in 8..<entry.length where texts[entry.offset + index] != bytes[start + index] {
      return false
    }
    return true
  }

  private mutating func insert(
    _ entry: Entry, tag: UInt32, at place: Int, _ bytes: Span<UInt8>
  ) -> Int32? {
    guard let code = Int32(exactly: entries.count) else { return nil }
    for index in bytes.indices { texts.append(bytes[index]) }
    entries.append(entry)
    slots[place] = Slot(code: code, tag: tag)
    if entries.count * 2 > slots.count { grow() }
    return code
  }

  private mutating func grow() {
    let mask = slots.count * 4 - 1
    var larger = [Slot](repeating: Slot(), count: mask + 1)
    for (code, entry) in entries.enumerated() {
      var hash = entry.prefix ^ (UInt64(truncatingIfNeeded: entry.length) &* 0x8BB8_4B93_962E_ACC9)
      if entry.length > 8 {
        hash = Self.hash(
          hash, rest: texts.span, from: entry.offset + 8, to: entry.offset + entry.length)
      }
      hash = Self.mixed(hash)
      var place = Int(truncatingIfNeeded: hash) & mask
      while larger[place].code >= 0 { place = (place &+ 1) & mask }
      larger[place] = Slot(
        code: Int32(truncatingIfNeeded: code), tag: UInt32(truncatingIfNeeded: hash >> 32))
    }
    slots = larger
  }

  @inline(__always)
  private static func prefix(_ bytes: Span<UInt8>, from start: Int, length: Int) -> UInt64 {
    if start + 8 <= bytes.count {
      let word = bytes.word(at: start)
      return length >= 8 ? word : word & ((1 << UInt64(8 * length)) &- 1)
    }
    var word: UInt64 = 0
    for index in 0..<min(8, length) { word |= UInt64(bytes[start + index]) << UInt64(8 * index) }
    return word
  }

  private static func hash(
    _ seed: UInt64, rest bytes: Span<UInt8>, from start: Int, to end: Int
  ) -> UInt64 {
    var hash = seed
    var index = start
    while index < end {
      hash = mixed(hash) &+ prefix(bytes, from: index, length: end - index)
      index += 8
    }
    return hash
  }

  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = (value ^ 0x2D35_8DCC_AA6C_78A5).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}
