import ArticleDocument
import ArticleLayout
import Benchmark
import Configuration
import FeedCache
import FeedModel
import FeedParsing
import ReaderStore
import ReaderView
import Theming

let benchmarks: @Sendable () -> Void = {
  // No CPU time: Linux counts it in ticks of 10 ms. Compare p0 and p25, which other programs disturb least.
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .throughput, .peakMemoryResident], maxDuration: .seconds(3))

  let feed = Samples.feed(entries: 100)
  Benchmark("Parse a feed of 100 posts") { benchmark in
    for _ in benchmark.scaledIterations { blackHole(try FeedParser.parse(feed)) }
  }

  let html = Samples.html(sections: 50)
  let document = HTMLReader.read(html)
  Benchmark("Read a post of 50 kB from its HTML") { benchmark in
    for _ in benchmark.scaledIterations { blackHole(HTMLReader.read(html)) }
  }
  Benchmark("Lay a post of 50 kB out at 72 cells") { benchmark in
    for _ in benchmark.scaledIterations { blackHole(Layout(document, options: LayoutOptions(width: 72))) }
  }

  Benchmark("A key down in a list of 100,000, and its screen") { benchmark in
    var state = Samples.reader(posts: 100_000)
    let theme = try Theme.load(named: "terminal", userFolder: nil).theme
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations {
      for key in [Key.character("j"), .character("k")] {
        blackHole(reduce(&state, .key(key)))
        blackHole(render(state, theme: theme))
      }
    }
  }

  Benchmark("Save 100 new posts") { benchmark in
    let parsed = try FeedParser.parse(feed)
    for _ in benchmark.scaledIterations {
      let cache = try Cache(at: .memory)
      let id = try cache.subscribe(to: "https://marsh.example/feed", at: Samples.noon)
      benchmark.startMeasurement()
      blackHole(try cache.save(parsed, for: id, state: FetchState(), at: Samples.noon))
      benchmark.stopMeasurement()
    }
  }

  Benchmark("Search 10,000 posts for two words") { benchmark, cache in
    let query = EntryQuery(filter: try Filter(parsing: "harrier winter"))
    benchmark.startMeasurement()
    for _ in benchmark.scaledIterations {
      let snapshot = try cache.snapshot(at: Samples.noon)
      blackHole(try cache.rows(query, at: snapshot, offset: 0, limit: 50))
    }
  } setup: {
    let cache = try Cache(at: .memory)
    for number in 0..<100 {
      let id = try cache.subscribe(to: "https://marsh.example/\(number)", at: Samples.noon)
      _ = try cache.save(FeedParser.parse(feed), for: id, state: FetchState(), at: Samples.noon)
    }
    return cache
  }
}
