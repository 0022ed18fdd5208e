/// The looks of an HTML page, on screens of any width and on paper.
package enum HTMLStyleSheet {
  package static let text = """
    :root { color-scheme: light dark; --ink: #1c1c1c; --paper: #fff; --faint: #5c5c5c;
      --line: #c9c9c9; --wash: #f4f5f7; --link: #0b57a4; --mark: #b35900; }
    @media screen and (prefers-color-scheme: dark) {
      :root { --ink: #e6e6e6; --paper: #16181b; --faint: #a8adb3; --line: #4a4f55;
        --wash: #22262b; --link: #8ab8f0; --mark: #f0b060; }
    }
    html { font: 100%/1.5 system-ui, "Segoe UI", Helvetica, Arial, "Liberation Sans", sans-serif;
      color: var(--ink); background: var(--paper); -webkit-text-size-adjust: 100%; }
    body { margin: 0; }
    main { max-width: 64rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: break-word; }
    h1 { font-size: 1.7rem; line-height: 1.25; margin: 0.5rem 0 1rem; }
    h2 { font-size: 1.35rem; margin: 2.5rem 0 0.75rem; padding-top: 0.75rem;
      border-top: 1px solid var(--line); }
    h3 { font-size: 1.1rem; margin: 1.75rem 0 0.5rem; }
    h4, h5, h6 { font-size: 1rem; margin: 1.25rem 0 0.5rem; }
    p, ul, ol { margin: 0.5rem 0; max-width: 48rem; }
    li { margin: 0.2rem 0; }
    a { color: var(--link); }
    code { font-family: ui-monospace, Menlo, Consolas, "Liberation Mono", monospace;
      font-size: 0.9em; overflow-wrap: anywhere; }
    pre { padding: 0.75rem; background: var(--wash); overflow-x: auto; }
    pre code { overflow-wrap: normal; }
    sup { line-height: 0; }
    sup a, .back { text-decoration: none; }
    :target { scroll-margin-top: 0.5rem; }
    nav { background: var(--wash); padding: 0.75rem 1rem; margin: 1rem 0 2rem; }
    nav a { text-decoration: none; }
    nav a:hover, nav a:focus { text-decoration: underline; }
    nav ol { padding-left: 1.6rem; }
    nav ul.plain { list-style: none; padding-left: 0.4rem; font-size: 0.9rem; max-width: none;
      columns: 24rem; column-gap: 2rem; }
    nav ul.plain li { break-inside: avoid; }
    nav .title, nav summary { font-weight: 600; margin: 0.4rem 0 0; }
    nav summary { margin: 0; cursor: pointer; }
    aside { border-left: 4px solid var(--line); background: var(--wash); margin: 1rem 0;
      padding: 0.25rem 1rem; max-width: 48rem; }
    aside.caution, aside.warning { border-left-color: var(--mark); }
    .table, figure { margin: 1.5rem 0; }
    .scroll { overflow-x: auto; max-width: 100%; }
    .scroll:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
    table { border-collapse: collapse; font-size: 0.9rem; line-height: 1.35;
      font-variant-numeric: tabular-nums; border-bottom: 1px solid var(--ink); }
    caption { text-align: left; padding: 0 0 0.4rem; }
    caption span { display: block; position: sticky; left: 0; width: fit-content;
      max-width: min(48rem, calc(100vw - 2rem)); }
    thead th { border-top: 1px solid var(--ink); border-bottom: 1px solid var(--ink);
      vertical-align: bottom; }
    th, td { text-align: left; font-weight: 400; padding: 0.28rem 0.7rem 0.28rem 0;
      vertical-align: top; }
    thead th, tr.head > th { font-weight: 600; }
    th.r, td.r { text-align: right; padding: 0.28rem 0 0.28rem 0.9rem; }
    th.c, td.c { text-align: center; padding: 0.28rem 0.5rem; }
    /* A long word in the name of a row must not widen the page: on paper all of it would shrink. */
    tbody th { min-width: 8rem; overflow-wrap: anywhere; }
    th.in1 { padding-left: 1.1rem; }
    th.in2 { padding-left: 2.2rem; }
    th.in3 { padding-left: 3.3rem; }
    th.in4 { padding-left: 4.4rem; }
    tbody tr:hover { background: var(--wash); }
    .notes, figcaption { font-size: 0.85rem; color: var(--faint); }
    .notes p, figcaption p { margin: 0.25rem 0; }
    figcaption p:first-child { color: var(--ink); font-size: 0.95rem; }
    figure svg, figure img { display: block; max-width: 100%; min-width: 34rem; height: auto;
      background: #fff; }
    @media (max-width: 40rem) {
      main { padding: 1rem 0.75rem 3rem; }
      h1 { font-size: 1.35rem; }
      h2 { font-size: 1.15rem; }
      table { font-size: 0.82rem; }
    }
    @page { margin: 16mm 15mm; }
    @media print {
      html { font-size: 10pt; line-height: 1.4; }
      main { max-width: none; padding: 0; }
      a { color: inherit; text-decoration: none; }
      h1, h2, h3, h4, h5, h6, caption, .caption, thead, tr.head { break-after: avoid; }
      h2 { margin-top: 1.5rem; }
      nav { background: none; padding: 0; }
      aside { background: none; break-inside: avoid; }
      .scroll { overflow: visible; }
      table { font-size: 8pt; max-width: 100%; }
      caption span { position: static; max-width: none; width: auto; }
      /* Room that the rows below take back keeps a caption off the end of a page. */
      caption { break-inside: avoid; }
      caption::after { content: ""; display: block; height: 35mm; margin-bottom: -35mm; }
      thead { display: table-header-group; }
      tr, figure, table.whole, .notes p, li { break-inside: avoid; }
      .notes { break-before: avoid; }
      tbody th { min-width: 9em; }
      th, td { padding-right: 0.35rem; }
      th.r, td.r { padding-left: 0.45rem; }
      p { orphans: 3; widows: 3; }
      figure svg, figure img { min-width: 0; max-width: 140mm; max-height: 165mm; margin: 0 auto; }
      nav details:not([open]) { display: none; }
      pre { padding: 0; background: none; }
      pre code { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 7.5pt; }
      .back, .data { display: none; }
    }
    """
}
