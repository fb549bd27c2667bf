#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "db/database.hpp"

namespace aproape::storage {

// What is known of stored bytes.
struct Blob {
  BlobId id;
  std::string sha256;     // of the plain bytes, lower-case hex
  std::int64_t size = 0;  // of the plain bytes
};

// Encrypted files under DIR/blobs with a row each in table `blob`. Every blob belongs to a key ring: a key
// wrapped by the master key (DIR/keys/master.key). Forgetting a ring's key makes all its blobs unreadable for
// ever, which is how a case is erased; equal bytes in one ring are stored once. Thread-safe.
//
// Order of a safe write: put() (bytes synced and renamed into place), then the transaction that names the
// blob; a crash between the two leaves a file that no row names, which sweep() removes.
class Blobs {
 public:
  // Makes the folders and, on first use, the master key.
  Blobs(std::filesystem::path data_dir, db::Database& database);
  ~Blobs();
  Blobs(const Blobs&) = delete;
  Blobs& operator=(const Blobs&) = delete;

  // A written but not yet recorded blob: pass it to record() in the transaction that uses it.
  struct Staged {
    Blob blob;
    std::int64_t ring = 0;
    std::string path;  // relative to DIR/blobs
    bool new_ring = false;
    std::string wrapped_key;  // only where new_ring
  };

  // Writes, syncs and renames; returns when the bytes are durable. ring 0 = a fresh ring.
  // Throws Error{unavailable, "storage.full"} where the disk is full (or below the reserve of 64 MB).
  [[nodiscard]] Staged put(std::string_view bytes, std::int64_t ring = 0);
  // Inserts the blob's row (and its ring's). Idempotent for equal bytes in one ring: gives the earlier row.
  Blob record(db::Tx& tx, const Staged& staged);

  // The whole content. Throws Error{not_found, "storage.gone"} where the key was forgotten, Error{internal,
  // "storage.corrupt"} where bytes do not match.
  [[nodiscard]] std::string get(db::Tx& tx, BlobId id);
  [[nodiscard]] std::optional<Blob> find(db::Tx& tx, BlobId id);
  // Writes the plain content into an unnamed temporary file (memfd) and returns its descriptor, for the
  // decode role.
  [[nodiscard]] int open_plain(db::Tx& tx, BlobId id);

  // Destroys a ring's key.
  void forget(db::Tx& tx, std::int64_t ring);
  // Removes files without a row that are older than a day. Returns how many.
  int sweep(db::Tx& tx);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::storage
