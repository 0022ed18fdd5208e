import Foundation

/// The words by which clinics name their columns and events: English, German, Spanish, French,
/// Italian and Portuguese, written as `folded` writes them.
enum DraftWords {
  static let hip = [
    "hip", "huft", "cadera", "hanche", "anca", "quadril", "unit", "joint", "gelenk",
  ]
  static let patient = [
    "patient", "pacient", "pazient", "subject", "person", "proband", "participant", "mrn",
  ]
  static let id = ["id", "nr", "no", "number", "nummer", "numero", "code", "codigo"]
  static let side = ["side", "seite", "lado", "cote", "lato", "laterality"]
  static let injection = [
    "inject", "injek", "inyec", "iniez", "injec", "infiltr", "index", "treat", "behand", "tratam",
    "trait", "tratt", "transplant", "implant",
  ]
  static let date = ["date", "datum", "fecha", "data", "dia", "day", "tag"]
  static let visit = [
    "visit", "besuch", "consult", "assess", "exam", "kontroll", "control", "follow", "untersuch",
  ]
  static let month = ["month", "monat", "meses", "mes", "mois", "mese", "mesi"]
  static let event = ["event", "ereignis", "evento", "evenement"]
  static let kind = event + ["kind", "type", "tipo", "art", "what", "outcome", "complication"]
  static let age = ["age", "alter", "edad", "eta", "idade"]
  static let sex = ["sex", "sexo", "gender", "geschlecht", "sexe", "sesso", "genero"]
  static let bodyMass = ["bmi", "imc"]
  static let grade = ["kellgren", "kl", "klgrade", "klgrad", "klscore", "tonnis"]
  static let cells = [
    "cellsource", "source", "cell", "zell", "celul", "fuente", "quelle", "product", "produkt",
  ]
  static let arm = ["arm", "group", "gruppe", "grupo", "treatment", "behandlung", "therapy"]
  static let rescue = [
    "rescue", "nsaid", "nsar", "analges", "analget", "aine", "fans", "schmerzmittel",
    "painkiller", "painmed",
  ]
  static let pain = ["pain", "schmerz", "dolor", "douleur", "dor"]
  static let function = ["function", "funktion", "funcion", "fonction", "funzion", "funcao"]
  static let stiffness = ["stiff", "steif", "rigid", "raideur"]

  /// The kinds of event, each with its words; the first that fits is taken.
  static let kinds: [(kind: String, words: [String])] = [
    (
      "booster",
      [
        "boost", "repeat", "reinject", "reinyec", "reinjek", "second", "segund", "zweit",
        "wiederhol", "deuxieme", "auffrisch", "2nd", "refuerzo", "rappel",
      ]
    ),
    (
      "thr",
      [
        "thr", "tha", "tep", "replace", "arthroplast", "artroplast", "endoproth", "prothe",
        "protes",
        "ptc", "pth", "ptg", "atc",
      ]
    ),
    (
      "death",
      [
        "death", "dead", "died", "deceas", "exitus", "tod", "todesfall", "verstorb", "gestorb",
        "muert", "fallec", "defunc", "deces", "mort", "obito",
      ]
    ),
    (
      "withdrawal",
      [
        "withdr", "dropout", "dropped", "drop", "lost", "ltfu", "abbruch", "ausgeschied", "retir",
        "abandon", "perdid", "perdu", "retrait", "ritir", "left",
      ]
    ),
    (
      "injection",
      [
        "steroid", "cortison", "kortison", "corti", "hyalur", "hialur", "prp", "triam", "inject",
        "injek", "inyec", "iniez", "infiltr",
      ]
    ),
  ]

  /// Lower case without accents: `Hüft-TEP` becomes `huft-tep`.
  static func folded(_ name: String) -> String {
    name.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil).lowercased()
      .replacing("ß", with: "ss")
  }

  /// Whether a name holds one of the words: short ones as a word of their own, longer ones anywhere.
  static func holds(_ name: String, _ words: [String]) -> Bool {
    rank(name, words) != nil
  }

  /// The place of the first word that a name holds.
  static func rank(_ name: String, _ words: [String]) -> Int? {
    let whole = folded(name)
    let parts = Set(whole.split { !$0.isLetter && !$0.isNumber }.map(String.init))
    let joined = String(whole.filter { $0.isLetter || $0.isNumber })
    return words.firstIndex { word in
      if parts.contains(word) { return true }
      return word.count > 3 ? joined.contains(word) : false
    }
  }

  /// The name that holds the earliest of the words.
  static func best(_ names: [String], _ words: [String]) -> String? {
    let ranked = names.compactMap { name in rank(name, words).map { (name, $0) } }
    return ranked.min { $0.1 < $1.1 }?.0
  }
}
