import Glibc

/// An error number of the system.
struct SystemError: Error, Equatable {
  var number: Int32
  init(_ number: Int32) { self.number = number }

  /// What the last call that failed says.
  static var last: SystemError { SystemError(errno) }

  /// In a few words, without a full stop: `No space left on device`.
  var text: String { String(cString: strerror(number)) }
}
