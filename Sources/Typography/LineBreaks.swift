/// Where a line may end: the rules of UAX #14 as of Unicode 16, on the classes of `UnicodeTable`.
public enum LineBreaks {
  /// What may happen after a code point.
  public enum Opportunity: UInt8, Equatable, Sendable {
    case prohibited
    case allowed
    case mandatory
  }

  /// What may happen after each code point of a text; after the last, a line ends (LB3).
  public static func opportunities(in text: String) -> [Opportunity] {
    var text = text
    return text.withUTF8 { bytes in
      let scalars = UTF8Scalars(bytes: bytes)
      var rules = LineBreakRules(scalars)
      var found: [Opportunity] = []
      var offset = 0
      while offset < scalars.count {
        let (properties, end) = scalars.properties(at: offset)
        let before = rules.step(to: properties, endingAt: end)
        if offset > 0 { found.append(before) }
        offset = end
      }
      if offset > 0 { found.append(.mandatory) }
      return found
    }
  }
}

/// The state of the rules between two code points of a text.
///
/// Fed with one code point after another, it tells what may happen before each. The rules see a character with
/// its marks as one (LB9); `left` is the class of the last such unit, and the flags say what stands before it
/// as far as a rule asks.
struct LineBreakRules {
  private let scalars: UTF8Scalars

  private var isAtStart = true
  private var left = LineBreakClass.wj
  private var leftIsEastAsian = false
  private var beforeLeftIsEastAsian = false
  private var endsWithJoiner = false
  /// The class before the spaces, when `left` is a space.
  private var beforeSpaces = LineBreakClass.wj
  /// LB15a: an opening quotation mark that follows a space or another opening; kept over spaces.
  private var opensQuotation = false
  /// LB20a: a hyphen that begins a word.
  private var beginsWithHyphen = false
  /// LB21a: a hyphen after a Hebrew letter.
  private var followsHebrew = false
  /// LB25: within a number, and after a bracket that closes one.
  private var isInNumber = false
  private var closesNumber = false
  /// LB30a: the first half of a flag.
  private var isHalfFlag = false

  init(_ scalars: UTF8Scalars) { self.scalars = scalars }

  /// Whether the last code point was a letter of no script that needs more rules.
  var isAfterLetter: Bool {
    @inline(__always) get { left == .al && !endsWithJoiner && !leftIsEastAsian }
  }

  /// Moves past the next code point.
  /// - Returns: what may happen before it.
  @inline(__always)
  mutating func step(to next: ScalarProperties, endingAt end: Int) -> LineBreaks.Opportunity {
    let kind = next.lineBreak
    if left == .al, !endsWithJoiner {
      if kind == .al {
        beforeLeftIsEastAsian = leftIsEastAsian
        leftIsEastAsian = next.has(.eastAsian)
        return .prohibited
      }
      if kind == .sp {
        beforeSpaces = .al
        beforeLeftIsEastAsian = leftIsEastAsian
        left = .sp
        leftIsEastAsian = false
        return .prohibited
      }
    } else if left == .sp, beforeSpaces == .al, kind == .al {
      left = .al
      beforeLeftIsEastAsian = false
      leftIsEastAsian = next.has(.eastAsian)
      return .allowed
    }
    return stepSlowly(to: next, kind, endingAt: end)
  }

  @inline(never)
  private mutating func stepSlowly(
    to next: ScalarProperties, _ kind: LineBreakClass, endingAt end: Int
  ) -> LineBreaks.Opportunity {
    var kind = kind
    let startsUnit = isAtStart || left.isLineEnd || left == .sp || left == .zw
    if kind == .cm || kind == .zwj {
      let wasJoiner = endsWithJoiner
      endsWithJoiner = kind == .zwj
      // LB9; LB10 makes a mark without a base a letter.
      if !startsUnit { return .prohibited }
      endsWithJoiner = wasJoiner
      kind = .al
    } else if kind == .sa {
      kind = .al
    }
    let isEastAsian = next.has(.eastAsian)
    let verdict: LineBreaks.Opportunity
    if isAtStart {
      verdict = .prohibited
    } else if left == .bk || left == .lf || left == .nl || left == .cr && kind != .lf {
      verdict = .mandatory
    } else {
      verdict = mayBreak(before: kind, isEastAsian: isEastAsian, endingAt: end) ? .allowed : .prohibited
    }
    advance(to: kind, isEastAsian: isEastAsian)
    endsWithJoiner = next.lineBreak == .zwj
    return verdict
  }

  /// Remembers what the rules will ask of the code point just passed.
  private mutating func advance(to kind: LineBreakClass, isEastAsian: Bool) {
    let isAfterStart = isAtStart || left.isLineEnd || left == .sp || left == .zw || left == .gl
    if kind != .sp {
      opensQuotation = kind == .quOpening && (isAfterStart || left == .op || left.isQuotation)
    }
    beginsWithHyphen = (kind == .hy || kind == .hyphen) && (isAfterStart || left == .cb)
    followsHebrew = left == .hl && (kind == .hy || kind.isBreakAfter && !isEastAsian)
    closesNumber = isInNumber && (kind == .cl || kind == .cp)
    isInNumber = kind == .nu || isInNumber && (kind == .sy || kind == .is)
    isHalfFlag = kind == .ri && !(left == .ri && isHalfFlag)
    if kind == .sp {
      if left != .sp { beforeSpaces = isAtStart ? .wj : left }
    }
    beforeLeftIsEastAsian = !isAtStart && leftIsEastAsian
    left = kind
    leftIsEastAsian = isEastAsian
    isAtStart = false
  }
}

extension LineBreakRules {
  /// LB6 to LB31: whether a line may end between `left` and the next character.
  private func mayBreak(before next: LineBreakClass, isEastAsian: Bool, endingAt end: Int) -> Bool {
    if next.isLineEnd || next == .sp || next == .zw { return false }  // LB6, LB7
    if left == .zw || left == .sp && beforeSpaces == .zw { return true }  // LB8
    if endsWithJoiner || left == .wj && !isAtStart || next == .wj || left == .gl { return false }  // LB8a, LB11, LB12
    if next == .gl, left != .sp, left != .hy, !left.isBreakAfter { return false }  // LB12a
    if next == .cl || next == .cp || next == .ex || next == .sy { return false }  // LB13
    let base = left == .sp ? beforeSpaces : left
    if base == .op { return false }  // LB14
    if base == .quOpening, opensQuotation { return false }  // LB15a
    if next == .quClosing, endsQuotation(at: end) { return false }  // LB15b
    if next == .is { return left == .sp && self.next(from: end)?.kind == .nu }  // LB15c, LB15d
    if next == .ns, base == .cl || base == .cp { return false }  // LB16
    if next == .b2, base == .b2 { return false }  // LB17
    if left == .sp { return true }  // LB18
    if let quotation = mayBreakAtQuotation(before: next, isEastAsian: isEastAsian, endingAt: end) { return quotation }
    if left == .cb || next == .cb { return true }  // LB20
    if beginsWithHyphen, next == .al { return false }  // LB20a
    if next.isBreakAfter || next == .hy || next == .ns || left == .bb { return false }  // LB21
    if followsHebrew, next != .hl { return false }  // LB21a
    if left == .sy, next == .hl { return false }  // LB21b
    if next == .in { return false }  // LB22
    return mayBreakBetweenWords(before: next, isEastAsian: isEastAsian, endingAt: end)
  }

  /// LB15b: a closing quotation mark before something that ends a phrase.
  private func endsQuotation(at end: Int) -> Bool {
    guard let after = next(from: end)?.kind else { return true }
    switch after {
    case .sp, .gl, .wj, .cl, .qu, .quOpening, .quClosing, .cp, .ex, .is, .sy, .bk, .cr, .lf, .nl, .zw: return true
    default: return false
    }
  }

  /// LB19 and LB19a; nil when neither side is a quotation mark, or only East Asian text surrounds it.
  private func mayBreakAtQuotation(before next: LineBreakClass, isEastAsian: Bool, endingAt end: Int) -> Bool? {
    if next == .qu || next == .quClosing || left == .qu || left == .quOpening { return false }
    if next == .quOpening {
      if !leftIsEastAsian { return false }
      guard let after = self.next(from: end) else { return false }
      if !after.isEastAsian { return false }
    }
    if left == .quClosing, !isEastAsian || !beforeLeftIsEastAsian { return false }
    return nil
  }

  /// LB23 to LB31.
  private func mayBreakBetweenWords(before next: LineBreakClass, isEastAsian: Bool, endingAt end: Int) -> Bool {
    let isLetter = next == .al || next == .hl
    let isIdeograph = next == .id || next == .eb || next == .em || next == .futureEmoji
    switch left {
    case .al, .hl:
      // LB23, LB24, LB28, LB30
      return !(next == .nu || next == .pr || next == .po || isLetter || next == .op && !isEastAsian)
    case .nu:
      // LB23, LB25, LB30
      return !(isLetter || next == .nu || next == .po || next == .pr || next == .op && !isEastAsian)
    case .sy, .is:
      if isInNumber, next == .nu || next == .po || next == .pr { return false }  // LB25
      if left == .is, next == .nu || isLetter { return false }  // LB25, LB29
    case .cl, .cp:
      if closesNumber, next == .po || next == .pr { return false }  // LB25
      if left == .cp, !leftIsEastAsian, isLetter || next == .nu { return false }  // LB30
    case .hy:
      if next == .nu { return false }  // LB25
    case .pr, .po:
      if isLetter || next == .nu { return false }  // LB24, LB25
      if next == .op, startsNumber(at: end) { return false }  // LB25
      // LB23a, LB27
      if left == .pr { return !(isIdeograph || next.isHangul) }
    case .id, .eb, .em, .futureEmoji:
      if next == .po { return false }  // LB23a
      if next == .em { return !(left == .eb || left == .futureEmoji) }  // LB30b
    case .jl:
      return !(next == .jl || next == .jv || next == .h2 || next == .h3 || next == .po)  // LB26, LB27
    case .jv, .h2:
      return !(next == .jv || next == .jt || next == .po)
    case .jt, .h3:
      return !(next == .jt || next == .po)
    case .ri:
      return !(next == .ri && isHalfFlag)  // LB30a
    default: break
    }
    return true
  }

  /// LB25: a number, or a decimal fraction, after a bracket.
  private func startsNumber(at end: Int) -> Bool {
    guard let first = next(from: end) else { return false }
    return first.kind == .nu || first.kind == .is && next(from: first.end)?.kind == .nu
  }

  /// The unit that starts after an offset and the marks there; nil at the end of the text.
  private func next(from offset: Int) -> (kind: LineBreakClass, isEastAsian: Bool, end: Int)? {
    var offset = offset
    while offset < scalars.count {
      let (properties, end) = scalars.properties(at: offset)
      let kind = properties.lineBreak
      if kind != .cm, kind != .zwj { return (kind, properties.has(.eastAsian), end) }
      offset = end
    }
    return nil
  }
}

extension LineBreakClass {
  var isLineEnd: Bool { self == .bk || self == .cr || self == .lf || self == .nl }
  var isQuotation: Bool { self == .qu || self == .quOpening || self == .quClosing }
  /// Class BA.
  var isBreakAfter: Bool { self == .ba || self == .hyphen || self == .softHyphen }
  var isHangul: Bool { self == .jl || self == .jv || self == .jt || self == .h2 || self == .h3 }
}
