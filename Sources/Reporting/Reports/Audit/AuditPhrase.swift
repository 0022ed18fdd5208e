/// Phrases of a lexicon, found in a sentence.
///
/// A phrase is words with single spaces. A word ending in `*` stands for every word it begins, and a
/// word with a capital letter is matched as written, so that `PASS` is the acceptable state and
/// `pass` is not. Hyphens part words: `follow up` is found in `follow-up`.
struct AuditPhrases {
  private struct Word {
    let text: String
    let isPrefix: Bool
    let isCased: Bool

    init(_ word: Substring) {
      isPrefix = word.hasSuffix("*")
      text = isPrefix ? String(word.dropLast()) : String(word)
      isCased = text.contains(where: \.isUppercase)
    }

    func matches(_ token: AuditSentence.Token) -> Bool {
      let found = isCased ? token.text : token.folded
      return isPrefix ? found.hasPrefix(text) : found == text
    }
  }

  private let phrases: [[Word]]

  init(_ phrases: [String]) {
    self.phrases = phrases.map { $0.split(separator: " ").map(Word.init) }
  }

  /// The tokens each phrase found covers, in the order of the sentence.
  func ranges(in sentence: AuditSentence) -> [ClosedRange<Int>] {
    let words = sentence.tokens.indices.filter {
      sentence.tokens[$0].kind != .mark && sentence.tokens[$0].kind != .percent
    }
    var found: [ClosedRange<Int>] = []
    for start in words.indices {
      for phrase in phrases where start + phrase.count <= words.count {
        let places = words[start..<(start + phrase.count)]
        guard zip(phrase, places).allSatisfy({ $0.matches(sentence.tokens[$1]) }) else { continue }
        found.append(words[start]...words[start + phrase.count - 1])
        break
      }
    }
    return found
  }

  func occur(in sentence: AuditSentence) -> Bool { !ranges(in: sentence).isEmpty }
}
