import LibXML
import Testing

/// Writes down what it is told.
private final class Recorder: XMLEventHandler {
  var names: [String] = []
  var log: [String] = []
  let readings: [String: XMLReading]

  init(_ readings: [String: XMLReading]) { self.readings = readings }

  func number(for name: XMLName) -> Int {
    names.append(name.uri.isEmpty ? name.local : "{\(name.uri)}\(name.local)")
    return names.count - 1
  }

  func start(_ element: Int, _ attributes: XMLAttributes) -> XMLReading {
    log.append("<\(names[element])\(attributes.value("a").map { " a=\($0)" } ?? "") \(attributes.baseURL ?? "-")")
    return readings[names[element]] ?? .children
  }

  func end(_ element: Int, _ text: XMLText?) { log.append(">\(names[element]) \(text?.string ?? "-")") }
}

@Suite("XML events")
struct XMLEventsTests {
  private func events(_ xml: String, _ readings: [String: XMLReading] = [:], stops: Bool = true) -> (
    [String], XMLFault?
  ) {
    let recorder = Recorder(readings)
    let fault = Array(xml.utf8).withUnsafeBufferPointer {
      XMLEvents.parse($0, baseURL: nil, stopsAtFault: stops, handler: recorder)
    }
    return (recorder.log, fault)
  }

  @Test("elements come in order, each read as the handler wants it")
  func readings() {
    let (log, fault) = events(
      "<r xml:base='http://a.example/'><t a='1&amp;2'>x &lt; <b c='\"'>y</b><br/></t><m>&amp;<b>z</b></m><s><q/></s><u/></r>",
      ["t": .text, "m": .markup, "s": .skip])
    #expect(fault == nil)
    #expect(
      log == [
        "<r http://a.example/", "<t a=1&2 http://a.example/", ">t x < <b c=\"&quot;\">y</b><br>",
        "<m http://a.example/",
        ">m &amp;<b>z</b>", "<s http://a.example/", "<u http://a.example/", ">u -", ">r -",
      ])
  }

  @Test("a fault stops a strict pass and is told; an undeclared prefix is none")
  func faults() {
    #expect(events("<r><a></r>").1 != nil)
    #expect(events("<r>&nbsp;</r>").1 != nil)
    #expect(events("<r><p:a/></r>").1 == nil)
    #expect(events("<r/>x").1?.isAfterEnd == true)
    #expect(events("").1 != nil)
  }

  @Test("no entity of a DTD is known, and no file is read")
  func entities() {
    let (log, fault) = events(
      "<!DOCTYPE r [<!ENTITY f SYSTEM 'file:///etc/passwd'><!ENTITY t 'boom'>]><r>&f;&t;</r>", ["r": .text],
      stops: false)
    #expect(fault != nil)
    #expect(log.last == ">r ")
  }
}
