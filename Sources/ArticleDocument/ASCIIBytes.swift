/// What bytes of UTF-8 are by themselves.
extension UInt8 {
  var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
  var isASCIIDigit: Bool { 0x30...0x39 ~= self }
}
