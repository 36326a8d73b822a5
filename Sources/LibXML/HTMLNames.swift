import CLibXML2
import Glibc

/// What libxml2 knows of HTML's names.
public enum HTMLNames {
  /// The character that an HTML 4 entity stands for: `eacute` → é.
  public static func character(named name: String) -> Unicode.Scalar? {
    if name == "apos" { return "'" }
    guard let entity = htmlEntityLookup(name) else { return nil }
    return Unicode.Scalar(entity.pointee.value)
  }

  /// Whether an element of this name is always empty and has no end tag.
  static func isVoid(_ name: UnsafePointer<UInt8>) -> Bool {
    guard let element = htmlTagLookup(name) else { return false }
    return element.pointee.empty != 0
  }
}
