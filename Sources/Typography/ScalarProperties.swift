/// What line breaking, clustering and width need to know of one code point; an entry of `UnicodeTable`.
package struct ScalarProperties: Equatable, Hashable, Sendable {
  package var rawValue: UInt16

  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package init(_ lineBreak: LineBreakClass, cells: Int, flags: Flags) {
    rawValue = UInt16(lineBreak.rawValue) | UInt16(truncatingIfNeeded: cells & 3) << 6 | flags.rawValue
  }

  /// The class of UAX #14.
  var lineBreak: LineBreakClass { LineBreakClass(rawValue: UInt8(truncatingIfNeeded: rawValue & 63)) ?? .al }

  /// Terminal cells of the code point by itself: 0, 1 or 2.
  var cells: Int { Int(rawValue >> 6 & 3) }

  func has(_ flag: Flags) -> Bool { rawValue & flag.rawValue != 0 }

  package struct Flags: OptionSet, Sendable {
    package let rawValue: UInt16
    package init(rawValue: UInt16) { self.rawValue = rawValue }

    /// East_Asian_Width is Fullwidth, Wide or Halfwidth (`$EastAsian` in UAX #14).
    package static let eastAsian = Flags(rawValue: 1 << 8)
    package static let pictographic = Flags(rawValue: 1 << 9)
    /// May belong to the cluster of the code point before it.
    package static let joinsPrevious = Flags(rawValue: 1 << 10)
    /// May draw the code point after it into its cluster, whatever that is.
    package static let joinsNext = Flags(rawValue: 1 << 11)
  }
}

/// What making text safe and drawing it need to know of one code point.
package struct DrawingTraits: OptionSet, Equatable, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// libc's `wcwidth` counts the same cells.
  package static let drawnAsIs = DrawingTraits(rawValue: 1)
  /// Becomes an emoji, and wide, before U+FE0F.
  package static let emojiBase = DrawingTraits(rawValue: 2)
  /// The text around it may not be in normal form C.
  package static let composes = DrawingTraits(rawValue: 4)
  /// Never let through: controls, bidi controls, tag characters, unassigned default-ignorable code points.
  package static let unsafe = DrawingTraits(rawValue: 8)
}

/// The line breaking classes of UAX #14, resolved as its rule LB1 says, and split where its rules look
/// at more than the class.
package enum LineBreakClass: UInt8, CaseIterable, Sendable {
  case al, hl, nu, sp, cm, zwj
  case bk, cr, lf, nl, zw, wj, gl
  case op, cl, cp, ex, `is`, sy
  /// Quotation marks: straight, opening (Pi) and closing (Pf).
  case qu, quOpening, quClosing
  case ns, hy, ba, bb, b2, cb, `in`
  case pr, po
  case id, eb, em, ri
  case jl, jv, jt, h2, h3
  /// South East Asian letters, broken by dictionary; otherwise as `al`.
  case sa
  /// U+2010, in class BA.
  case hyphen
  /// U+00AD, in class BA.
  case softHyphen
  /// Code points kept for future emoji, in class ID.
  case futureEmoji
}
