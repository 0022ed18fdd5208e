public import Documents

extension StudyReport {
  /// The sections of a report, in its order.
  public enum Section: String, Sendable, Hashable, CaseIterable {
    case findings, flow, treated, response, onset, loss, models, competing, comparison, scores
    case published, sensitivity, methods
  }

  /// Some sections of the report as a page of its own, with what stands under every report.
  ///
  /// Words, numbers, and the numbers of tables and figures are those of the whole report, so that two
  /// excerpts on one page never have two tables 1. Links to what is left out are words alone.
  ///
  /// - Parameters:
  ///   - names: the sections; they come in the order of the report.
  ///   - figures: the folder of the pictures, relative to the page; without it they are left out.
  public func excerpt(_ names: Set<Section>, figures: String? = nil) -> ReportExcerpt {
    let place = figures.map { FigurePlace(prefix: FigurePlace.prefix(ofFolder: $0)) }
    var blocks: [Block] = []
    for section in Section.allCases where names.contains(section) {
      let own = zip(document.blocks, places).filter { $0.1 == section }.map(\.0)
      blocks += own.isEmpty ? [Self.absence(of: section)] : own
    }
    blocks += zip(document.blocks, places).filter { $0.1 == nil }.map(\.0)
    blocks = blocks.compactMap { block in
      switch block {
      case .figure: return place == nil ? nil : block
      case .table(var table):
        table.dataPath = nil
        return .table(table)
      default: return block
      }
    }
    let drawn = Set(
      blocks.flatMap { block -> [String] in
        guard case .figure(let figure) = block else { return [] }
        return [figure.path, figure.dataPath].compactMap { $0 }
      })
    let page = Document(blocks: place?.moved(blocks) ?? blocks).withoutDanglingLinks()
    return ReportExcerpt(
      document: page, files: place?.moved(files.filter { drawn.contains($0.path) }) ?? [])
  }

  /// What is said of a section the report does not have.
  private static func absence(of section: Section) -> Block {
    .paragraph(
      "The report of this protocol has no section \(code: section.rawValue): protocol and data give "
        + "nothing to tell there.")
  }
}

/// Some sections of a report.
public struct ReportExcerpt: Sendable {
  /// The page.
  public let document: Document
  /// The pictures and their plotted numbers, by the paths the page names.
  public let files: [StudyReport.File]

  /// The page as Markdown.
  public var text: String { MarkdownRenderer().render(document) }
}

extension Document {
  /// The same document with the words alone of links whose target is not on the page.
  fileprivate func withoutDanglingLinks() -> Document {
    let anchors = blocks.anchors
    return Document(
      title: title, blocks: blocks.map { $0.mapLines { $0.keepingLinks(to: anchors) } })
  }
}
