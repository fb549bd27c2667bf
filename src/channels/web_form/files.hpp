#pragma once

#include <string_view>

#include "domain/contacts/model.hpp"
#include "storage/blobs.hpp"

namespace aproape::web_form {

inline constexpr std::size_t kLargestFile = std::size_t{15} << 20U;
inline constexpr std::size_t kMostFiles = 10;

// A file whose bytes are durable, before the transaction that names them.
struct StagedFile {
  storage::Blobs::Staged staged;
  contacts::Attachment part;  // without its blob
};

// Checks kind and size and writes the bytes into the ring (0: a fresh one). Throws Error{invalid,
// "form.file_kind" | "form.file_empty"}, {too_large, "form.file_large"}, {unavailable, "storage.full"}.
[[nodiscard]] StagedFile stage_file(storage::Blobs& blobs, std::string_view name, std::string_view bytes,
                                    std::int64_t ring);
// The attachment with its blob recorded.
[[nodiscard]] contacts::Attachment record_file(db::Tx& tx, storage::Blobs& blobs, const StagedFile& file);

// A name for display: the last part of a path, without control characters or quotes, at most 150 bytes. Pure.
[[nodiscard]] std::string clean_name(std::string_view name);

}  // namespace aproape::web_form
