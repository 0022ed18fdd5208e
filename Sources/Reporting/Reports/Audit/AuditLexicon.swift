/// The words the audit knows, as data.
enum AuditLexicon {
  static let abbreviations: Set = [
    "e.g", "i.e", "eg", "ie", "vs", "approx", "fig", "tab", "al", "dr", "no", "ca", "cf", "etc",
    "mr", "mrs", "prof", "resp", "st", "incl", "max", "min", "mo", "yr", "wk",
  ]

  // Numbers and units.
  static let tens: Set = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
  ]
  static let numbers: Set<String> = tens.union([
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "hundred",
  ])
  static let fractions: Set = [
    "third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenth", "tenths", "half",
  ]
  static let pluralUnits: Set = ["days", "weeks", "months", "years", "decades"]
  static let units: Set<String> = pluralUnits.union([
    "day", "week", "month", "year", "wk", "wks", "mo", "mos", "yr", "yrs",
  ])
  static let vagueCounts: Set = ["few", "several", "couple", "many", "some", "multiple"]
  static let people: Set = [
    "patient", "patients", "people", "hips", "hip", "participants", "subjects", "cases",
    "individuals", "responders", "women", "men", "adults", "persons", "recipients", "clients",
    "treated",
  ]
  /// Verbs after a count of a count.
  static let outcomeVerbs = [
    "respon", "improv", "benefit", "achiev", "reach", "had", "have", "has", "were", "was", "felt",
    "feel", "report", "experienc", "show", "need", "recover", "remain",
  ]
  /// What is told as so many out of ten and is no count.
  static let scoreWords: Set = [
    "pain", "score", "scores", "scored", "rated", "rating", "vas", "nrs", "intensity", "level",
  ]
  static let shareNouns: Set = [
    "rate", "rates", "probability", "proportion", "share", "fraction", "chance", "likelihood",
  ]
  /// What a bare number is of rather than of a share.
  static let otherNumbers: Set = [
    "ratio", "ratios", "hr", "or", "rr", "p", "difference", "coefficient", "kappa", "correlation",
    "r", "alpha", "per", "heart", "dose", "exchange", "interest", "flow", "smd", "error",
  ]
  static let copulas: Set = [
    "was", "is", "of", "were", "at", "about", "around", "nearly", "reached", "equals", "be", "to",
    "approximately", "roughly", "only",
  ]

  // What makes a number a claim.
  static let benefit = AuditPhrases([
    "benefit*", "relief", "reliev*", "improv*", "respon*", "result", "results", "effect", "effects",
    "effective*", "better", "pain free", "painless", "pain reduc*", "reduction in pain",
    "reduced pain", "less pain", "outcome*", "success*", "durab*", "longevity", "function",
    "symptom free", "in remission", "loss of benefit", "work", "works", "worked", "recover*",
    "heal*",
    "gain*", "difference", "efficacy", "comfort", "median duration", "mean duration",
    "average duration",
  ])
  static let rate = AuditPhrases([
    "respon*", "improv*", "relief", "reliev*", "success*", "effective*", "efficac*", "benefit*",
    "pain free", "painless", "better", "satisf*", "recover*", "works", "worked", "work for",
    "heal*",
    "non respon*", "fail*", "replacement", "replaced", "arthroplast*", "thr", "tha", "revision",
    "free of", "event free", "survival", "surviv*", "avoid* surgery", "postpon*", "remission",
    "kaplan meier estimate", "KM estimate",
    "relaps*", "loss of benefit", "good or excellent", "excellent", "clear response",
    "pain reduc*", "pain relief", "less pain", "reduc* pain", "lower pain", "pain fell",
    "pain decreas*", "achiev*", "felt", "helped", "happy", "pain return*", "return* of pain",
    "pain came back", "recurr*",
  ])
  static let event = AuditPhrases([
    "replacement", "replaced", "arthroplast*", "thr", "tha", "revision", "death", "died", "dead",
    "relaps*", "overall survival", "relapse or death",
  ])
  /// What is read off a scale, and so needs an instrument and a threshold.
  static let scored = AuditPhrases([
    "respon*", "improv*", "relief", "reliev*", "success*", "benefit*", "pain*", "function*",
    "better",
    "effective*", "symptom*",
  ])
  static let lasting = AuditPhrases([
    "last", "lasts", "lasted", "lasting", "durab*", "duration of", "duration", "persist*",
    "maintain*", "sustain*", "longevity", "endur*", "wear off", "wears off", "wore off",
    "wearing off", "fade", "fades", "faded", "for a period", "time to loss", "median time",
    "remain*",
    "hold", "holds", "held", "continue", "continues", "continued", "stay", "stays", "keeps",
    "diminish*", "return of pain", "time to", "time from", "median",
  ])
  static let onset = AuditPhrases([
    "begin*", "began", "start", "starts", "started", "onset", "develop*", "unfold*", "appear*",
    "take effect", "takes effect", "took effect", "kick in", "kicks in", "set in", "sets in",
    "emerg*", "gradual*", "notice*", "feel", "first response", "in as little as", "as early as",
  ])
  static let prepositions: Set = ["for", "up", "over", "to", "about", "until", "through", "beyond"]

  // What makes it something else, the nearer of the two winning.
  static let shareTopics = AuditPhrases([
    "viab*", "oxygen", "purity", "saline", "alcohol", "humidity", "cells", "discount", "cost*",
    "price*", "female", "male", "women", "smok*", "diabet*", "bmi", "obes*", "missing",
    "not seen", "were seen", "left out", "drop out*", "dropped out", "lost to", "attend*",
    "complet*", "soreness", "swelling", "infection*", "adverse", "complication*", "fever",
    "significance", "power", "alpha", "equipoise", "cartilage volume", "body weight", "weight loss",
    "lose", "losing", "hips are lost", "hips were lost", "patients are lost", "patients were lost",
    "α", "trial* report*", "studies", "articles", "journals", "equity", "reimburs*",
    "interval cover*", "coverage",
  ])
  static let durationTopics = AuditPhrases([
    "nsaid*", "anti inflammator*", "ibuprofen", "avoid*", "rest for", "rest", "soreness",
    "swelling",
    "bruising", "physical therapy", "physiotherapy", "rehabilitation", "rehab", "exercise*",
    "high impact", "running", "crutches", "weight bearing", "return to work", "return to sport*",
    "cells can remain", "cells remain", "cells survive", "cells live", "active", "actively",
    "active for", "culture*",
    "cultivat*", "passag*", "stored", "storage", "frozen", "shelf life", "hospital", "antibiotic*",
    "fever", "wait", "waiting", "follow up", "followup", "followed", "observed", "recall",
    "symptom duration", "symptoms for", "of symptoms", "of surgery", "of stay", "history of",
    "experience", "smok*", "injection* in the",
    "eligib*", "enrol*", "recruit*", "window", "windows", "visit", "visits", "scan*", "x ray*",
    "appointment*", "check up*", "months of 30", "apart", "data lock", "ago", "aged", "age",
    "warrant*", "guarantee period", "validity", "drop out*", "dropped out", "lost to",
    "hips are lost", "hips were lost", "patients are lost", "patients were lost",
  ])
  /// What follows a share that is none of people: the change that was asked for, or a sampling term.
  static let shareHeads: Set = [
    "ci", "confidence", "credible", "interval", "intervals", "level", "cis", "limit", "limits",
    "viability", "viable", "oxygen", "o", "co", "discount", "significance", "power", "lidocaine",
    "saline", "solution", "alcohol", "quantile", "percentile", "humidity",
  ]
  static let changes: Set = [
    "reduction", "fall", "decrease", "drop", "improvement", "increase", "rise", "change", "gain",
    "decline", "worsening", "less", "lower", "better",
  ]
  static let durationHeads: Set = [
    "old", "ago", "follow", "followup", "recall", "window", "visit", "visits", "apart",
    "experience",
    "assessment", "assessments", "data", "study", "trial", "olds", "score", "scores", "results",
    "outcomes", "outcome", "interval", "intervals", "washout", "history", "postoperatively",
  ]
  static let pointWords: Set = [
    "at", "by", "month", "months", "week", "weeks", "year", "day", "age", "aged", "ages", "before",
    "prior", "every", "past", "previous", "preceding",
  ]

  // What a claim needs.
  static let instruments = AuditPhrases([
    "womac*", "hoos*", "koos*", "VAS", "NRS", "NPRS", "OHS", "HHS", "mHHS", "IKDC", "LEFS", "UCLA",
    "ICOAP", "oxford hip score", "harris hip score", "visual analog* scale",
    "numeric* rating scale",
    "numeric* pain scale", "eq 5d*", "SF", "sf 36", "sf 12", "promis", "tegner", "lequesne*",
    "omeract*", "global assessment", "verbal rating scale", "goniomet*", "timed up", "KOS",
  ])
  static let thresholds = AuditPhrases([
    "MCID", "MCII", "MIC", "MID", "PASS", "SCB", "omeract*", "minimal* clinically important",
    "minimum clinically important", "minimal important", "clinically important difference",
    "patient acceptable symptom state", "acceptable symptom state", "substantial clinical benefit",
    "WOMAC50", "WOMAC20", "first documented",
  ])
  static let atLeast = AuditPhrases([
    "at least", "at most", "more than", "greater than", "no less than", "not less than",
    "minimum of",
    "below", "above", "exceed*", "or more", "or greater", "or better", "threshold*", "cut off",
    "cutoff", "criterion", "defined as", "counts as", "counted as", "clinically meaningful",
    "clinically relevant", "clinically important", "mark",
  ])
  static let origins = AuditPhrases([
    "after", "following", "since", "from", "post", "postinjection", "of",
  ])
  static let startingPoints = AuditPhrases([
    "injection*", "treatment*", "procedure*", "therapy", "infiltration*", "administration",
    "surgery", "operation", "transplant*", "implantation", "first response", "first visit",
    "randomi*", "infusion*", "inclusion", "diagnosis", "enrolment", "enrollment",
  ])
  static let groups = AuditPhrases([
    "among responders", "among the responders", "in responders", "of responders",
    "for responders", "all responders", "patients who", "patients with", "people with",
    "people who", "hips with", "hips of", "hips that", "those who respond*", "all treated",
    "everybody treated", "treated hips", "treated patients", "adults with", "women with",
    "men with",
    "participants with", "subjects with", "individuals with", "cohort of", "series of", "hips in",
    "kellgren*", "KL", "tonnis", "grade i*", "grade ii*", "grade iii*", "grades i*", "grade 1",
    "grade 2", "grade 3", "grade 4", "mild to moderate", "early to moderate", "end stage",
    "intention to treat", "per protocol", "selected patients", "patients aged", "patients under",
    "patients over", "cases of",
  ])
  /// Labels of statements: `Population: hips with KL II-III`.
  static let instrumentLabels: Set = [
    "instrument", "instruments", "measured with", "outcome measure", "scale",
  ]
  static let thresholdLabels: Set = [
    "threshold", "response", "clear", "responder", "responders", "event", "loss of benefit",
    "definition",
  ]
  static let timeLabels: Set = [
    "time", "time point", "time points", "origin", "time origin", "time from",
  ]
  static let populationLabels: Set = [
    "population", "patients", "sample", "who", "participants", "cohort",
  ]
}
