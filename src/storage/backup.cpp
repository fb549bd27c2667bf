#include "storage/backup.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/log.hpp"
#include "db/backup.hpp"
#include "storage/durable_file.hpp"

namespace aproape::storage {
namespace fs = std::filesystem;
namespace {

constexpr int kPage = 200;

bool is_vacant(const fs::path& folder) {
  return !fs::exists(folder) || fs::is_empty(folder);
}

// One encrypted file or key, whole and durable under its new name.
void copy_durably(const fs::path& from, const fs::path& to) {
  const fs::path temporary(to.string() + ".new");
  fs::remove(temporary);
  DurableFile file(temporary);
  file.write(read_file(from));
  file.publish(to);
}

void copy_folder(const fs::path& from, const fs::path& to) {
  make_folder(to);
  for (const auto& entry : fs::directory_iterator(from)) {
    if (!entry.is_regular_file()) continue;
    try {
      copy_durably(entry.path(), to / entry.path().filename());
    } catch (const Error&) {
      if (fs::exists(entry.path())) throw;  // else sweep() removed it: no row named it
    }
  }
}

// The folders that hold finished files: two hex digits, see Blobs.
bool holds_blobs(const fs::path& folder) {
  return folder.filename().string().size() == 2;
}

void copy_storage(const fs::path& from, const fs::path& to) {
  copy_folder(from / "keys", to / "keys");
  make_folder(to / "blobs");
  for (const auto& entry : fs::directory_iterator(from / "blobs")) {
    if (!entry.is_directory() || !holds_blobs(entry.path()) || fs::is_empty(entry.path())) continue;
    copy_folder(entry.path(), to / "blobs" / entry.path().filename());
  }
}

struct Named {
  BlobId id;
  bool readable;
};

std::vector<Named> page_after(db::Tx& tx, BlobId last) {
  std::vector<Named> page;
  for (const db::Row& row : tx.query("select blob.id, key_ring.wrapped_key is not null from blob join "
                                     "key_ring on key_ring.id = blob.ring "
                                     "where blob.id > $1 order by blob.id limit $2",
                                     {last.value, kPage})) {
    page.push_back({row.id<BlobId>(0), row.boolean(1)});
  }
  return page;
}

bool matches(db::Tx& tx, Blobs& blobs, BlobId id) {
  try {
    (void)blobs.get(tx, id);
    return true;
  } catch (const Error& error) {
    log::error("storage.damaged", {{"blob", id.value}, {"error", error.key()}});
    return false;
  }
}

}  // namespace

void back_up(const Place& place, const fs::path& folder) {
  if (!is_vacant(folder)) throw Error(ErrorKind::conflict, "backup.not_empty");
  const fs::path target = fs::absolute(folder);
  make_folder(target);
  db::back_up(place.db_url, target / "database");
  copy_storage(place.data_dir, target);
}

void restore(const Place& place, const fs::path& folder) {
  if (!fs::is_regular_file(folder / "keys" / "master.key")) {
    throw Error(ErrorKind::invalid, "restore.damaged", "no master key");
  }
  const fs::path target = fs::absolute(place.data_dir);
  if (!is_vacant(target / "blobs") || !is_vacant(target / "keys"))
    throw Error(ErrorKind::conflict, "restore.not_empty");
  db::check_empty(place.db_url);
  copy_storage(folder, target);
  db::restore(place.db_url, folder / "database");  // last: rows never stand without their files
}

Findings verify(db::Database& database, Blobs& blobs) {
  Findings findings;
  findings.problems = db::verify(database);
  BlobId last;
  while (true) {
    // A page a transaction: reading everything takes long, and a long snapshot keeps old pages alive.
    const auto page = database.read([&](db::Tx& tx) {
      auto named = page_after(tx, last);
      for (const Named& blob : named) {
        if (!blob.readable) continue;
        ++findings.checked;
        if (!matches(tx, blobs, blob.id)) findings.damaged.push_back(blob.id);
      }
      return named;
    });
    if (page.empty()) return findings;
    last = page.back().id;
  }
}

}  // namespace aproape::storage
