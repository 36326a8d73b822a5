import ArticleDocument

/// The names of sites in words that a reader sees.
extension HostName {
  /// The hosts that a text names, as they are looked up: in URLs, after `www.`, and names with a known ending.
  static func named(in text: String) -> [String] {
    text.split { $0.isWhitespace || "\"'<>()[]{},;|«»“”‘’„…、。「」（）".contains($0) }.compactMap { word in
      let word = trimmed(word)
      if let authority = authority(of: word) { return ascii(authority.host) }
      guard !word.contains("@"), let authority = authority(of: "http://" + word), authority.userInfo == nil else {
        return nil
      }
      let labels = unicodeLabels(authority.host)
      guard labels.count > 1, labels.allSatisfy(isLabel), let ending = labels.last else { return nil }
      return labels.first == "www" || endings.contains(ending) ? ascii(authority.host) : nil
    }
  }

  private static func trimmed(_ word: Substring) -> String {
    var word = word
    while let last = word.last, ".:!?*_→›»".contains(last) { word = word.dropLast() }
    while let first = word.first, ".:!?*_←‹«".contains(first) { word = word.dropFirst() }
    return String(word)
  }

  private static func isLabel(_ label: String) -> Bool {
    !label.isEmpty && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
  }

  /// Endings by which a name is known as a site's. Those that files have too, as `.md`, `.rs` and `.py`, are left out:
  /// a link to `main.rs` promises no site.
  private static let endings = Set(
    """
    com org net edu gov mil int info biz name pro mobi app dev blog news tech online site xyz shop store club cloud \
    page wiki live world social media bank eu \
    ac ad ae af ag ai al ao ar at au az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cd cf cg ch ci ck cl \
    cm cn co cr cu cv cw cy cz de dj dk dm do dz ec ee eg er es et fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn \
    gp gq gr gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz \
    lb lc li lk lr ls lt lu lv ly ma mc me mg mh mk mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np \
    nr nu nz om pa pe pf pg ph pk pl pn pr pt pw qa re ro ru rw sa sb sc sd se sg si sk sl sm sn sr ss su sv sx sy sz \
    tc td tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw
    """.split(separator: " ").map(String.init))
}
