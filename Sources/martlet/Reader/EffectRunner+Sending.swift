import FeedCache
import FeedModel
import ReaderStore
import Synchronization

extension EffectRunner {
  /// A post in one of its forms; nil if the cache no longer has it.
  func text(of post: OutgoingPost, as form: PostExport.Form) throws(CacheError) -> [UInt8]? {
    var open = post.open
    if open == nil, let entry = try cache.entry(post.id) {
      open = OpenedPost(entry: entry, document: ArticleComposer.document(for: entry, clock: clock()))
    }
    return open.map { PostExport(post: $0, measure: post.measure).text(as: form) }
  }

  func save(_ post: OutgoingPost, to name: String) throws(CacheError) -> Message {
    var path = paths.expanded(name)
    let form = PostExport.Form(ending: FileName.parted(path).ending)
    if path.hasSuffix("/") || InputFile.isFolder(path) {
      let entry = if let open = post.open { open.entry } else { try cache.entry(post.id) }
      let title = entry?.row.title ?? ""
      path += (path.hasSuffix("/") ? "" : "/") + FileName.safe(title, ending: "md")
    } else if form == nil {
      path += ".md"
    }
    guard let bytes = try text(of: post, as: form ?? .markdown) else {
      return Message("The post is no longer in the cache", kind: .error)
    }
    do throws(CommandFailure) {
      let saved = try NewFile.write(bytes, at: path, shown: paths)
      let note = saved == path ? "Saved as" : "That name is taken; saved as"
      return Message("\(note) \(paths.shown(saved))")
    } catch {
      return Message(error.description, kind: .error)
    }
  }

  func stopSaving() {
    downloadWork.subtract(downloads.cancel(), ordering: .sequentiallyConsistent)
  }

  func save(_ enclosure: Enclosure, of feed: FeedID) {
    let subscription = try? cache.subscriptions().first { $0.id == feed }
    downloadWork.add(1, ordering: .sequentiallyConsistent)
    let isNew = downloads.add(.init(enclosure: enclosure, feedURL: subscription?.url)) { [self] step in
      switch step {
      case .progressed(let progress): mailbox.post(.downloadProgressed(progress))
      case .ended(let message):
        mailbox.post(.downloadProgressed(nil))
        mailbox.post(.told(message))
        downloadWork.subtract(1, ordering: .sequentiallyConsistent)
      }
    }
    if !isNew {
      mailbox.post(.told(Message("It is being saved already")))
      downloadWork.subtract(1, ordering: .sequentiallyConsistent)
    }
  }
}
