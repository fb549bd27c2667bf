#include "storage/blobs.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <map>
#include <mutex>
#include <optional>

#include "base/error.hpp"
#include "storage/cipher.hpp"
#include "storage/durable_file.hpp"
#include "storage/key_ring.hpp"

namespace aproape::storage {
namespace {

constexpr std::uint64_t kReserve = 64ULL * 1024 * 1024;
constexpr auto kSweepAge = std::chrono::hours(24);
constexpr std::size_t kPendingRings = 4096;
constexpr int kFolders = 256;

// Keeps sweep() from removing a file that put() is renaming into place at this moment, also in another
// process.
class FolderLock {
 public:
  FolderLock(const std::filesystem::path& root, int mode)
      : fd_(::open((root / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    while (fd_.valid() && ::flock(fd_.get(), mode) != 0 && errno == EINTR) {
    }
  }

 private:
  Descriptor fd_;  // closing unlocks
};

std::string folder_name(int number) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto n = static_cast<std::size_t>(number);
  return {kDigits[n >> 4], kDigits[n & 0xF]};
}

}  // namespace

struct Blobs::State {
  struct PendingRing {
    Key key;
    std::string wrapped;
  };

  State(const std::filesystem::path& data_dir, db::Database& db)
      : database(db), root(data_dir / "blobs"), master(load_master_key(data_dir / "keys")) {
    make_folder(root / "new");
    for (int n = 0; n < kFolders; ++n) make_folder(root / folder_name(n));
  }

  // Where put() makes a ring, its key waits here for record(): several blobs of one ring may be put before
  // the transaction that records them.
  void note_pending(std::int64_t ring, PendingRing fresh) {
    const std::lock_guard lock(guard);
    pending.insert_or_assign(ring, std::move(fresh));
    if (pending.size() > kPendingRings) pending.erase(pending.begin());  // the oldest: ids rise
  }

  std::optional<PendingRing> find_pending(std::int64_t ring) {
    const std::lock_guard lock(guard);
    const auto found = pending.find(ring);
    return found == pending.end() ? std::nullopt : std::optional(found->second);
  }

  Key stored_key(db::Tx& tx, std::int64_t ring) {
    const auto row = tx.one("select wrapped_key from key_ring where id = $1", {ring});
    if (!row || row->null(0)) throw Error(ErrorKind::not_found, "storage.gone");
    return unwrap_key(master, row->text(0), ring);
  }

  void check_space(std::size_t size) const {
    struct statvfs disk {};
    if (::statvfs(root.c_str(), &disk) != 0) return;  // the write will tell
    if (std::uint64_t{disk.f_bavail} * disk.f_frsize < kReserve + size) {
      throw Error(ErrorKind::unavailable, "storage.full", "below the reserve");
    }
  }

  void write(const Key& key, std::string_view bytes, const std::string& path) const {
    check_space(bytes.size());
    DurableFile file(root / "new" / (std::to_string(next_id()) + "." + std::to_string(::getpid())));
    encrypt(key.derive(kContentKey), bytes, [&](std::string_view piece) { file.write(piece); });
    const FolderLock shared(root, LOCK_SH);
    file.publish(root / path);
  }

  db::Database& database;
  std::filesystem::path root;
  Key master;
  std::mutex guard;
  std::map<std::int64_t, PendingRing> pending;  // guarded by guard
};

Blobs::Blobs(std::filesystem::path data_dir, db::Database& database)
    : state_(std::make_unique<State>(data_dir, database)) {}

Blobs::~Blobs() = default;

Blobs::Staged Blobs::put(std::string_view bytes, std::int64_t ring) {
  Staged staged;
  staged.blob = {make_id<BlobId>(), sha256_hex(bytes), static_cast<std::int64_t>(bytes.size())};
  std::optional<State::PendingRing> fresh;
  if (ring == 0) {
    ring = next_id();
    const Key key = Key::random();
    fresh = State::PendingRing{key, wrap_key(state_->master, key, ring)};
    state_->note_pending(ring, *fresh);
  } else {
    fresh = state_->find_pending(ring);
  }
  staged.ring = ring;
  staged.new_ring = fresh.has_value();
  if (fresh) staged.wrapped_key = fresh->wrapped;
  const Key key =
      fresh ? fresh->key : state_->database.read([&](db::Tx& tx) { return state_->stored_key(tx, ring); });
  const std::string name = hidden_name(key.derive(kNameKey), staged.blob.sha256);
  staged.path = name.substr(0, 2) + "/" + name.substr(2);
  state_->write(key, bytes, staged.path);
  return staged;
}

Blob Blobs::record(db::Tx& tx, const Staged& staged) {
  const Millis now = state_->database.clock().now();
  if (staged.new_ring) {
    tx.exec("insert into key_ring (id, wrapped_key, created_at) values ($1, $2, $3) on conflict do nothing",
            {staged.ring, db::Bytes{staged.wrapped_key}, now});
    tx.after_commit([state = state_.get(), ring = staged.ring] {
      const std::lock_guard lock(state->guard);
      state->pending.erase(ring);
    });
  }
  tx.exec(
      "insert into blob (id, ring, sha256, size, path, created_at) values ($1, $2, $3, $4, $5, $6) "
      "on conflict do nothing",
      {staged.blob.id, staged.ring, staged.blob.sha256, staged.blob.size, staged.path, now});
  const auto row =
      tx.one("select id from blob where ring = $1 and sha256 = $2", {staged.ring, staged.blob.sha256});
  return {row.value().id<BlobId>(0), staged.blob.sha256, staged.blob.size};
}

std::string Blobs::get(db::Tx& tx, BlobId id) {
  const auto row = tx.one(
      "select blob.ring, blob.sha256, blob.path, key_ring.wrapped_key from blob join key_ring on key_ring.id "
      "= blob.ring "
      "where blob.id = $1",
      {id});
  if (!row || row->null(3)) throw Error(ErrorKind::not_found, "storage.gone");
  const Key key = unwrap_key(state_->master, row->text(3), row->i64(0));
  std::string plain = decrypt(key.derive(kContentKey), read_file(state_->root / row->text(2)));
  if (sha256_hex(plain) != row->text(1)) {
    throw Error(ErrorKind::internal, "storage.corrupt", "blob " + id.str() + " differs from its record");
  }
  return plain;
}

std::optional<Blob> Blobs::find(db::Tx& tx, BlobId id) {
  const auto row = tx.one("select sha256, size from blob where id = $1", {id});
  if (!row) return std::nullopt;
  return Blob{id, row->text(0), row->i64(1)};
}

int Blobs::open_plain(db::Tx& tx, BlobId id) {
  const std::string plain = get(tx, id);
  Descriptor fd(::memfd_create("blob", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  std::string_view rest = plain;
  while (fd.valid() && !rest.empty()) {
    const ssize_t written = ::write(fd.get(), rest.data(), rest.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) break;
    rest.remove_prefix(static_cast<std::size_t>(written));
  }
  if (!fd.valid() || !rest.empty() || ::lseek(fd.get(), 0, SEEK_SET) != 0) {
    throw Error(ErrorKind::unavailable, "storage.failed", std::string("memfd: ") + std::strerror(errno));
  }
  // The reader, which handles what strangers sent, cannot change what it was given.
  ::fcntl(fd.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL);
  return fd.release();
}

void Blobs::forget(db::Tx& tx, std::int64_t ring) {
  tx.exec(
      "update key_ring set wrapped_key = null, forgotten_at = $2 where id = $1 and wrapped_key is not null",
      {ring, state_->database.clock().now()});
}

int Blobs::sweep(db::Tx& tx) {
  const auto before = std::filesystem::file_time_type::clock::now() - kSweepAge;
  int removed = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(state_->root)) {
    if (!entry.is_regular_file() || entry.path().filename() == "lock") continue;
    const std::string path = std::filesystem::relative(entry.path(), state_->root).string();
    const bool named =
        tx.one(
              "select 1 from blob join key_ring on key_ring.id = blob.ring where blob.path = $1 "
              "and key_ring.wrapped_key is not null",
              {path})
            .has_value();
    if (named) continue;
    const FolderLock alone(state_->root, LOCK_EX);
    std::error_code gone;
    if (std::filesystem::last_write_time(entry.path(), gone) < before && !gone &&
        std::filesystem::remove(entry.path(), gone)) {
      ++removed;
    }
  }
  return removed;
}

}  // namespace aproape::storage
