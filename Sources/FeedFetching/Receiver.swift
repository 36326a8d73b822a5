import CCurl
import Glibc

/// What libcurl's callbacks are given: the transfer they belong to, and its limits.
final class Receiver {
  private let transfer: Transfer
  private let limits: FetchLimits
  /// Nil where a proxy is connected in place of the server.
  private let addresses: AddressBook?

  init(_ transfer: Transfer, limits: FetchLimits, addresses: AddressBook?) {
    self.transfer = transfer
    self.limits = limits
    self.addresses = addresses
  }

  /// - Returns: whether to go on.
  func take(body bytes: UnsafeRawBufferPointer) -> Bool {
    if let file = transfer.file, [200, 203, 206].contains(transfer.headers.status) {
      return take(bytes, of: file)
    }
    guard transfer.body.count + bytes.count <= limits.bodySize else {
      transfer.stop = .bodyTooLarge
      return false
    }
    transfer.body.append(contentsOf: bytes)
    return true
  }

  private func take(_ bytes: UnsafeRawBufferPointer, of file: FileReceiver) -> Bool {
    guard file.begin(transfer.headers, url: transfer.url) else {
      transfer.stop = .unwanted
      return false
    }
    guard file.received + bytes.count <= limits.bodySize else {
      transfer.stop = .bodyTooLarge
      return false
    }
    guard file.take(bytes) else {
      transfer.stop = .unwanted
      return false
    }
    return true
  }

  /// - Returns: whether to go on.
  func take(headLine line: UnsafeRawBufferPointer) -> Bool {
    transfer.headSize += line.count
    guard transfer.headSize <= limits.headSize else {
      transfer.stop = .headTooLarge
      return false
    }
    transfer.take(headLine: line)
    return true
  }

  /// - Returns: whether the address may be connected to.
  func mayConnect(family: Int32, address: UnsafeRawBufferPointer) -> Bool {
    guard let addresses else { return true }
    let isPrivate = AddressBook.isPrivate(family: family, address: address)
    if isPrivate, transfer.isPublic == true {
      transfer.stop = .privateAddress
      return false
    }
    addresses.note(transfer.url.server, isPrivate: isPrivate)
    return true
  }
}

private func receiver(_ context: UnsafeMutableRawPointer?) -> Receiver? {
  context.map { Unmanaged<Receiver>.fromOpaque($0).takeUnretainedValue() }
}

/// A count other than the given one makes libcurl end the transfer.
func receiveBody(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  let body = UnsafeRawBufferPointer(start: bytes, count: size * count)
  return receiver(context)?.take(body: body) == true ? body.count : -1
}

func receiveHeadLine(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
  let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
  return receiver(context)?.take(headLine: line) == true ? line.count : -1
}

/// Opens a socket unless its address is refused; programs that Martlet starts do not inherit it.
func openSocket(
  _ context: UnsafeMutableRawPointer?, _ purpose: curlsocktype, _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
  guard let address, let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else { return -1 }
  let info = address.pointee
  // An IPv6 address is longer than the struct says.
  let bytes = UnsafeRawBufferPointer(
    start: UnsafeRawPointer(address) + offset, count: Int(info.addrlen))
  guard receiver(context)?.mayConnect(family: info.family, address: bytes) == true else { return -1 }
  return socket(info.family, info.socktype | Int32(SOCK_CLOEXEC.rawValue), info.protocol)
}
