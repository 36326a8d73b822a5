/// The one Swift face of libxml2: safe and quiet, with its own events and nodes.
import CLibXML2

/// libxml2 as a whole.
enum Library {
  /// Ready once read. libxml2 sets itself up on its first use, and two threads that do so at once may wait for each
  /// other for ever: so it is done here, once, before any parser is made.
  static let isReady: Bool = {
    xmlInitParser()
    return true
  }()
}
