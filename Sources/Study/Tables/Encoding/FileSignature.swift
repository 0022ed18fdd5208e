/// A kind of file that is not text, told by its first bytes.
struct FileSignature {
  /// What it is, with its article.
  let name: String
  /// How to get a CSV file from it.
  let help: String

  private static let known: [(bytes: [UInt8], name: String, help: String)] = [
    (
      [0x50, 0x4B, 0x03, 0x04], "a zip archive or an Excel workbook (.xlsx)",
      "open it in the spreadsheet program and save the sheet as `CSV UTF-8`"
    ),
    (
      [0xD0, 0xCF, 0x11, 0xE0], "an old Excel workbook (.xls)",
      "open it in the spreadsheet program and save the sheet as `CSV UTF-8`"
    ),
    ([0x89, 0x50, 0x4E, 0x47], "a PNG image", "name the CSV file instead"),
    ([0xFF, 0xD8, 0xFF], "a JPEG image", "name the CSV file instead"),
    (Array("%PDF".utf8), "a PDF document", "ask for the data themselves, as CSV"),
    ([0x1F, 0x8B], "a gzip archive", "unpack it first: `gunzip FILE`"),
    ([0x42, 0x5A, 0x68], "a bzip2 archive", "unpack it first: `bunzip2 FILE`"),
    ([0xFD, 0x37, 0x7A, 0x58], "an xz archive", "unpack it first: `unxz FILE`"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a zstd archive", "unpack it first: `unzstd FILE`"),
    (Array("$FL".utf8), "an SPSS data file", "export it from SPSS as CSV"),
    (Array("<stata_dta>".utf8), "a Stata data file", "export it in Stata: `export delimited`"),
    (Array("RDX".utf8), "an R data file", "write it in R: `write.csv(x, row.names = FALSE)`"),
    (Array("SQLite format".utf8), "an SQLite database", "export the table as CSV"),
    (Array("PAR1".utf8), "a Parquet file", "convert it to CSV first"),
    (Array("{\\rtf".utf8), "a rich-text document", "save the data as plain CSV"),
    (Array("<!DOCTYPE".utf8), "a web page", "download the data again: this may be a login page"),
    (Array("<!doctype".utf8), "a web page", "download the data again: this may be a login page"),
    (Array("<html".utf8), "a web page", "download the data again: this may be a login page"),
    (Array("<?xml".utf8), "an XML document", "export the data as CSV"),
    (
      [0xFF, 0xFE, 0x00, 0x00], "text in UTF-32",
      "save it as `CSV UTF-8`"
    ),
    ([0x00, 0x00, 0xFE, 0xFF], "text in UTF-32", "save it as `CSV UTF-8`"),
  ]

  /// The kind of file the bytes are, if it is a known one.
  static func recognised(in bytes: Span<UInt8>) -> FileSignature? {
    for (signature, name, help) in known where bytes.count >= signature.count {
      if signature.indices.allSatisfy({ bytes[$0] == signature[$0] }) {
        return FileSignature(name: name, help: help)
      }
    }
    return nil
  }
}
