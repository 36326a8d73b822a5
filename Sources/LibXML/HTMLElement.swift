/// The elements that have a meaning here; all others are read through.
public enum HTMLElement: String, CaseIterable, Sendable {
  case html, head, body, title, base, meta, link
  case article, section, nav, aside, header, footer, main, address, hgroup, search
  case h1, h2, h3, h4, h5, h6
  case p, div, center, form, fieldset, legend, blockquote, pre, xmp, listing, plaintext, figure, figcaption, hr
  case ul, ol, menu, dir, li, dl, dt, dd
  case table, caption, colgroup, col, thead, tbody, tfoot, tr, td, th
  case details, summary, dialog
  case a, em, i, cite, dfn, `var`, strong, b, code, tt, kbd, samp, small, s, strike, del, u, ins, mark, sub, sup, q
  case abbr, time, span, font, bdi, bdo, wbr, br, ruby, rb, rt, rp, rtc
  case img, picture, source, video, audio, track, iframe, embed, object, svg, canvas, map, area
  case math, annotation, mfrac, msup, msub, msubsup, msqrt, mroot, mi, mn, mo, mtext, mrow, semantics
  case munder, mover, munderover, mtable, mtr, mtd, mfenced, mphantom, merror
  case script, style, template, noscript, input, button, select, datalist, option, textarea, label
  case annotationXML = "annotation-xml"
  /// What AMP pages write for `img`.
  case ampImage = "amp-img"
  /// Any other element.
  case other = ""
}
