import Screens

/// A style as a theme file names it: what is missing comes from the parent role.
struct StyleDescription: Equatable {
  var foreground: Color?
  var background: Color?
  var attributes: Attributes = []

  /// The styles of all roles.
  ///
  /// A role that is not described looks like its parent, with the attributes of `StyleRole.ownAttributes`; one that is
  /// takes from its parent only the colours it does not name.
  static func resolve(_ descriptions: [StyleRole: StyleDescription]) -> [StyleRole: Style] {
    var styles: [StyleRole: Style] = [:]
    func style(of role: StyleRole) -> Style {
      if let known = styles[role] { return known }
      var result = role.parent.map(style) ?? Style()
      if let description = descriptions[role] {
        result.foreground = description.foreground ?? result.foreground
        result.background = description.background ?? result.background
        result.attributes = description.attributes
      } else if let own = role.ownAttributes {
        result.attributes = own
      }
      styles[role] = result
      return result
    }
    for role in StyleRole.allCases { _ = style(of: role) }
    return styles
  }
}

extension StyleRole {
  /// The role whose style this one takes where a theme names none.
  var parent: StyleRole? {
    switch self {
    case .text: nil
    case .heading1: .title
    case .heading2: .heading1
    case .heading3: .heading2
    case .quoteBar: .quote
    case .linkNumber: .link
    case .linkFocused: .listSelected
    case .image: .caption
    case .tableRule, .rule: .border
    case .match: .mark
    case .listUnread, .listDate, .listFeed: .listRead
    case .listSelectedElsewhere: .listSelected
    case .statusMessage, .statusError, .prompt: .statusLine
    case .overlayTitle, .overlayKey: .overlay
    default: .text
    }
  }

  /// The attributes of a role no theme has described; nil for those of its parent. Alone they make the theme `mono`.
  var ownAttributes: Attributes? {
    switch self {
    case .title, .tableHeader, .listUnread, .statusMessage, .prompt, .overlayTitle, .overlayKey, .star: .bold
    case .heading1: [.bold, .underline]
    case .heading2: .bold
    case .heading3: .underline
    case .byline, .quoteBar, .linkNumber, .listMarker, .border, .listDate, .note, .statusLine: .dim
    case .caption, .quote: .italic
    case .link: .underline
    case .code, .listFeed, .overlay: []
    case .mark: [.bold, .underline]
    case .match, .listSelected: .reverse
    case .listSelectedElsewhere: [.reverse, .dim]
    case .statusError: [.bold, .reverse]
    case .text, .image, .linkFocused, .tableRule, .rule, .listRead: nil
    }
  }
}
