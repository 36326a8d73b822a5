import CCurl
import Glibc
import Typography

/// What libcurl knows of a transfer that gave no whole answer.
struct TransferFailure {
  var code: CURLcode
  /// The system's error number; 0 if there is none.
  var systemError: Int32 = 0
  /// OpenSSL's verdict on the certificate (`X509_V_ERR_…`); 0 if it has none.
  var certificate = 0
  var wasConnected = true
  /// Whether a proxy was to be connected in place of the server.
  var isProxied = false

  /// Whether no other request to the same server can fare better now.
  var isOfServer: Bool {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT: true
    case CURLE_OPERATION_TIMEDOUT: !wasConnected
    default: false
    }
  }

  /// Whether the network failed on this side, so that no server has seen a request.
  var isNearby: Bool {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY: true
    case CURLE_COULDNT_CONNECT: isProxied || systemError == ENETUNREACH || systemError == ENETDOWN
    default: false
    }
  }
}

/// A plain reason and what to do about it, in fewer than 100 characters.
enum FailureWords {
  static func error(_ failure: TransferFailure, host name: String, hasHead: Bool) -> FetchError {
    var error = FetchError(text(failure, host: host(name), hasHead: hasHead))
    error.isNearby = failure.isNearby
    return error
  }

  /// A host's name as it is shown, shortened where it is very long.
  static func host(_ name: String) -> String {
    let name = TerminalText.line(name)
    return name.count <= 36 ? name : "…" + name.suffix(35)
  }

  private static func text(_ failure: TransferFailure, host: String, hasHead: Bool) -> String {
    switch failure.code {
    case CURLE_COULDNT_RESOLVE_HOST: "there is no host \(host); check the address and the network"
    case CURLE_COULDNT_RESOLVE_PROXY: "there is no host of the proxy's name; \(checkProxy)"
    case CURLE_PROXY: "the proxy does not answer as one of its kind; \(checkProxy)"
    case CURLE_COULDNT_CONNECT where failure.isProxied: "the proxy cannot be reached; \(checkProxy)"
    case CURLE_COULDNT_CONNECT: connectText(failure.systemError, host)
    case CURLE_OPERATION_TIMEDOUT where !hasHead: "\(host) did not answer in time; try later"
    case CURLE_OPERATION_TIMEDOUT: "\(host) stopped in the middle of its answer; try later"
    case CURLE_GOT_NOTHING: "\(host) closed the connection without an answer; try later"
    case CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_HTTP2_STREAM, CURLE_HTTP2: "the answer was cut short; try later"
    // What libcurl says of a head line of more than its 100 KiB.
    case CURLE_OUT_OF_MEMORY: "the head of the answer is larger than libcurl takes; try later"
    case CURLE_BAD_CONTENT_ENCODING: "the answer cannot be unpacked; try later, or tell the site's owner"
    case CURLE_PEER_FAILED_VERIFICATION: certificateText(failure.certificate, host)
    case CURLE_SSL_CONNECT_ERROR: "\(host) does not speak https here; try its address with http"
    case CURLE_SSL_CACERT_BADFILE: "the system's certificates cannot be read; install the package ca-certificates"
    case CURLE_URL_MALFORMAT: "it is no http or https URL; remove it, and add the right one"
    case CURLE_WEIRD_SERVER_REPLY, CURLE_UNSUPPORTED_PROTOCOL: "\(host) does not answer in HTTP; check the address"
    default: "the transfer failed (libcurl error \(failure.code.rawValue)); try later"
    }
  }

  private static let checkProxy = "check the variable http_proxy or https_proxy"

  private static func connectText(_ error: Int32, _ host: String) -> String {
    switch error {
    case ECONNREFUSED: "\(host) refuses the connection; try later, or check the address"
    case ENETUNREACH, ENETDOWN, EHOSTUNREACH: "there is no way to \(host); check the network"
    default: "could not connect to \(host); try later"
    }
  }

  /// The numbers are OpenSSL's, of x509_vfy.h; a name that does not match is libcurl's own finding, at
  /// 0 or 1.
  private static func certificateText(_ verdict: Int, _ host: String) -> String {
    switch verdict {
    case 0, 1, 62: "the certificate is not for \(host); check the address"
    case 9: "the certificate of \(host) is not valid yet; check this machine's clock"
    case 10: "the certificate of \(host) has expired; tell the site's owner"
    case 18, 19: "\(host) has a self-signed certificate; SSL_CERT_FILE can name it as trusted"
    case 2, 20, 21: "\(host)'s certificate has an unknown issuer; is ca-certificates installed?"
    case 23: "the certificate of \(host) was revoked; tell the site's owner"
    default: "the certificate of \(host) cannot be trusted; tell the site's owner"
    }
  }
}

/// Status codes with their names (RFC 9110, 15); a server's own words are not shown.
enum HTTPStatus {
  /// A status and what a person can do about it.
  static func text(_ status: Int, isPage: Bool = false) -> String {
    "the server answered " + (names[status].map { "\(status) \($0)" } ?? "\(status)") + "; "
      + (isPage ? adviceOnPage(status) : advice(status))
  }

  private static func adviceOnPage(_ status: Int) -> String {
    switch status {
    case 404, 410: "the page is gone"
    case 407, 408, 425, 429, 500...599: advice(status)
    default: "see it in a browser"
    }
  }

  private static func advice(_ status: Int) -> String {
    switch status {
    case 401: "add it again as https://USER:PASSWORD@…"
    case 404: "look on its site for the feed's new address"
    case 407: "check the variable http_proxy or https_proxy"
    case 408, 425, 429, 500...599: "try later"
    case 410: "the feed has ended"
    default: "see in a browser what is there"
    }
  }

  private static let names = [
    204: "No Content", 206: "Partial Content", 300: "Multiple Choices", 301: "Moved Permanently", 302: "Found",
    303: "See Other", 304: "Not Modified", 307: "Temporary Redirect", 308: "Permanent Redirect", 400: "Bad Request",
    401: "Unauthorized", 402: "Payment Required", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    406: "Not Acceptable", 407: "Proxy Authentication Required", 408: "Request Timeout", 409: "Conflict",
    410: "Gone", 418: "I'm a teapot", 421: "Misdirected Request", 425: "Too Early", 426: "Upgrade Required",
    429: "Too Many Requests", 431: "Request Header Fields Too Large", 451: "Unavailable For Legal Reasons",
    500: "Internal Server Error", 501: "Not Implemented", 502: "Bad Gateway", 503: "Service Unavailable",
    504: "Gateway Timeout",
  ]
}
